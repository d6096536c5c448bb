import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, signed } from './format.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { isSameJson } from './parts/text-content.ts';
import { readValueSignature, splitValueSignature, writeValueSignature } from './parts/value-signature.ts';

/** `session.flash(name, value)` stores the value under this key, and the next read takes it away. */
const FLASH = /^__flash_.*__$/;

/**
 * A signed cookie of React Router or Remix: `createCookie`, and with it `createCookieSessionStorage` (the data) and the
 * other storages (an id, as JSON text). Base64 of JSON, a dot, and the signature of npm cookie-signature. It contains
 * no time, so "expired" cannot be detected. Source: react-router lib/server-runtime/cookies.ts, sessions.ts and
 * crypto.ts.
 */
export const reactRouter: CookieFormatModule = {
  format: 'react-router',
  recognise({ text, name }) {
    const parts = splitValueSignature(text);
    if (parts?.digest !== 'sha256' || parts.signature.endsWith('=')) return 0;
    const payload = payloadOf(parts.value);
    if (payload === undefined) return 0;
    return name === '__session' || (typeof payload === 'object' && payload !== null) ? 0.97 : 0.92;
  },
  read(cookie, check) {
    const result = readValueSignature(cookie, check, 'payload');
    const payload = payloadOf(splitValueSignature(cookie.text)?.value ?? '');
    if (payload === undefined) {
      return result.signatureMatches === false ? result : { ...result, reason: 'malformed', where: 'payload' };
    }
    const hasFlash = isObject(payload) && Object.keys(payload).some((key) => FLASH.test(key));
    return { ...result, payload, notes: hasFlash ? ['flash-data'] : [] };
  },
  sign(payload, secret, { like }) {
    const old = like === null ? null : (splitValueSignature(like.text)?.value ?? null);
    const oldPayload = old === null ? undefined : payloadOf(old);
    const isSame = old !== null && oldPayload !== undefined && isSameJson(oldPayload, payload);
    const value = isSame ? old : Buffer.from(writeJson(payload, JAVASCRIPT_JSON)).toString('base64');
    return signed(writeValueSignature(value, secret, like, { isPadded: false }));
  },
};

/** Undefined if the value is not JSON in padded base64. */
function payloadOf(value: string): Json | undefined {
  const bytes = value === '' ? null : fromBase64(value);
  const json = bytes === null ? null : utf8Of(bytes);
  const read = json === null || json === '' ? null : readJson(json);
  return read?.ok ? read.value : undefined;
}
