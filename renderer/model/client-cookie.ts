/**
 * What a client-side session cookie carries in plain sight; its signature is not looked at. Format: Flask,
 * itsdangerous.
 */
export type ClientCookie =
  | { readonly kind: 'json'; readonly text: string }
  /** A leading dot: the payload is zlib-compressed, and not looked into. */
  | { readonly kind: 'compressed' }
  /**
   * No payload, time and signature, or a payload that is no object: no session, whatever its signature may be worth.
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

/** When a cookie of this form was signed, by the time in it, in wall-clock ms; null if it has none that can be read. */
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
