/** What a client-side session cookie carries in plain sight; its signature is not looked at. Format: Flask, itsdangerous. */
export type ClientCookie =
  | { readonly kind: 'json'; readonly text: string }
  /** A leading dot: the payload is zlib-compressed. */
  | { readonly kind: 'compressed' }
  | { readonly kind: 'unreadable' };

export function readClientCookie(value: string): ClientCookie {
  if (value.startsWith('.')) return { kind: 'compressed' };
  const payload = value.split('.')[0] ?? '';
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
    return { kind: 'json', text };
  } catch {
    return { kind: 'unreadable' };
  }
}
