import type { Json } from '../../contract/json.ts';
import { fromAnyBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { segmentsOf } from './parts/segments.ts';

/** JSON in base64 without any protection, so anyone can write it. */
export const base64Json: CookieFormatModule = {
  format: 'base64-json',
  recognise({ text }) {
    if (contentOf(text) === undefined) return 0;
    return 0.6;
  },
  read({ text }) {
    const payload = contentOf(text);
    const segments = segmentsOf([['payload', text]]);
    if (payload === undefined) return reading({ reason: 'malformed', where: 'payload', segments });
    return reading({ payload, reason: 'not-signed', segments });
  },
  sign(payload, _secret, { like }) {
    const bytes = Buffer.from(writeJson(payload, JAVASCRIPT_JSON));
    const isUrlSafe = like !== null && /[-_]/.test(like.text);
    const padded = bytes.toString('base64');
    const text = isUrlSafe ? bytes.toString('base64url') : padded;
    return signed(like !== null && !like.text.endsWith('=') ? text.replace(/=+$/, '') : encodeURIComponent(text));
  },
};

/** Undefined if the text is not base64, or contains no JSON object or list. */
function contentOf(text: string): Json | undefined {
  const bytes = text.length < 4 ? null : fromAnyBase64(text);
  if (bytes === null || (bytes[0] !== 0x7b && bytes[0] !== 0x5b)) return undefined;
  const json = readJson(utf8Of(bytes) ?? '');
  return json.ok ? json.value : undefined;
}
