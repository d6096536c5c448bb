import { readJson } from '../../encodings/bounded-json.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { segmentsOf } from './parts/segments.ts';

/**
 * The value that Express sends for `res.cookie(name, object)`: `j:` and JSON, unsigned. Source: cookie-parser index.js,
 * `JSONCookie`.
 */
export const cookieParserJson: CookieFormatModule = {
  format: 'cookie-parser-json',
  recognise({ text }) {
    if (!text.startsWith('j:')) return 0;
    return readJson(text.slice(2)).ok ? 0.97 : /^j:\s*[{["]/.test(text) ? 0.5 : 0.1;
  },
  read({ text }) {
    const json = readJson(text.slice(2));
    const segments = segmentsOf([
      ['prefix', text.slice(0, 2)],
      ['payload', text.slice(2)],
    ]);
    if (!json.ok) return reading({ reason: 'malformed', where: 'payload', segments });
    return reading({ payload: json.value, reason: 'not-signed', segments });
  },
  sign: (payload) => signed(encodeURIComponent(`j:${writeJson(payload, JAVASCRIPT_JSON)}`)),
};
