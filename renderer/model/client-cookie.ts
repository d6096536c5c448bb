/** The readable content of a client-side session cookie; its signature is not checked. Format: Flask, itsdangerous. */
export type ClientCookie =
  | { readonly kind: 'json'; readonly text: string }
  /** A leading dot: the payload is zlib-compressed, and not looked into. */
  | { readonly kind: 'compressed' }
  /**
   * Without payload, time and signature, or with a payload that is not an object, the cookie contains no session,
   * whatever the signature is.
   */
  | { readonly kind: 'unreadable' };

export function readClientCookie(rawValue: string): ClientCookie {
  // Flask takes the quotes off before it reads a value.
  const value = rawValue.replace(/^"(.*)"$/s, '$1');
  const isCompressed = value.startsWith('.');
  const [payload = '', ...signature] = (isCompressed ? value.slice(1) : value).split('.');
  if (signature.length !== 2) return { kind: 'unreadable' };
  if (isCompressed) return { kind: 'compressed' };
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isObject(JSON.parse(text)) ? { kind: 'json', text } : { kind: 'unreadable' };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** The time of signing in a cookie of this form, in wall-clock ms. Null if it cannot be read. */
export function signedAtMs(rawValue: string): number | null {
  const parts = rawValue
    .replace(/^"(.*)"$/s, '$1')
    .replace(/^\./, '')
    .split('.');
  const [, timestamp = ''] = parts;
  if (parts.length !== 3 || !/^[\w-]{1,11}$/.test(timestamp)) return null;
  try {
    const bytes = atob(timestamp.replaceAll('-', '+').replaceAll('_', '/'));
    const seconds = [...bytes].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
    return Number.isSafeInteger(seconds * 1000) ? seconds * 1000 : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
