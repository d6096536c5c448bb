import { readJson } from '../../encodings/bounded-json.ts';
import { type CookieFormatModule, signed } from './format.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { isExpressMac, readSignedValue, splitSignedValue, writeSignedValue } from './parts/signed-value.ts';

/**
 * A signed cookie of Express and cookie-parser: `s:value.mac`, where the value is text, or `j:` and JSON. Same
 * signature as express-session. Source: cookie-parser index.js, Express `res.cookie`.
 */
export const cookieParserSigned: CookieFormatModule = {
  format: 'cookie-parser-signed',
  recognise({ text }) {
    const parts = splitSignedValue(text);
    if (parts === null) return 0;
    if (!isExpressMac(parts.mac)) return 0.4;
    if (parts.value.startsWith('j:')) return 0.97;
    return /^[\w-]{16,}$/.test(parts.value) ? 0.6 : 0.9;
  },
  read(cookie, check) {
    const result = readSignedValue(cookie, check, 'value');
    const value = splitSignedValue(cookie.text)?.value ?? '';
    if (!value.startsWith('j:')) return { ...result, payload: value };
    const json = readJson(value.slice(2));
    // cookie-parser leaves such a value as the text it is.
    return json.ok ? { ...result, payload: json.value } : { ...result, payload: value, notes: ['not-json'] };
  },
  sign(payload, secret, { like }) {
    const value =
      typeof payload === 'object' && payload !== null ? `j:${writeJson(payload, JAVASCRIPT_JSON)}` : String(payload);
    return signed(writeSignedValue(value, secret, like));
  },
};
