import { type CookieFormatModule, signed } from './format.ts';
import { isExpressMac, readSignedValue, splitSignedValue, writeSignedValue } from './parts/signed-value.ts';

/**
 * express-session: `s:sid.mac`, percent-encoded on the wire. The cookie contains an id; the data is in the server's
 * store. The cookie contains no time, so it does not show whether the session still exists. Source: express-session
 * index.js, npm cookie-signature.
 */
export const expressSession: CookieFormatModule = {
  format: 'express-session',
  recognise({ text, name }) {
    const parts = splitSignedValue(text);
    if (parts === null) return 0;
    const isNamed = name === 'connect.sid';
    if (!isExpressMac(parts.mac)) return isNamed ? 0.8 : 0.45;
    // uid-safe writes 24 random bytes; a genid option may give UUIDs or other tokens.
    if (/^[A-Za-z0-9_-]{32}$/.test(parts.value) || isUuid(parts.value)) return 0.98;
    return isNamed ? 0.95 : /^[\w-]{16,}$/.test(parts.value) ? 0.7 : 0.4;
  },
  read(cookie, check) {
    const result = readSignedValue(cookie, check, 'sid');
    const sid = splitSignedValue(cookie.text)?.value ?? '';
    if (sid === '') return { ...result, reason: 'malformed', where: 'sid', signatureMatches: result.signatureMatches };
    return { ...result, payload: sid };
  },
  sign(payload, secret, { like }) {
    if (typeof payload !== 'string' || payload === '') return { ok: false, reason: 'payload-unusable' };
    return signed(writeSignedValue(payload, secret, like));
  },
};

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
