import { readJson } from '../../encodings/bounded-json.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { segmentsOf } from './parts/segments.ts';

/** JSON as it is, at most percent-encoded: anybody can write it. */
export const plainJson: CookieFormatModule = {
  format: 'plain-json',
  recognise: ({ text }) => (/^[[{]/.test(text) && readJson(text).ok ? 0.9 : 0),
  read({ text }) {
    const json = readJson(text);
    const segments = segmentsOf([['payload', text]]);
    if (!json.ok) return reading({ reason: 'malformed', where: 'payload', segments });
    return reading({ payload: json.value, reason: 'not-signed', segments });
  },
  sign: (payload) => signed(encodeURIComponent(writeJson(payload, JAVASCRIPT_JSON))),
};
