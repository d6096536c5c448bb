import type { Json } from '../../contract/json.ts';
import { type CookieFormatModule, cannotSign, reading } from './format.ts';
import { fromBase64url, utf8Of } from './parts/base64.ts';
import { readJson } from './parts/bounded-json.ts';
import { segmentsOf } from './parts/segments.ts';
import { isObject } from './parts/typed-value.ts';

/**
 * An encrypted JSON Web Token: five parts. Its header can be read; the rest is named and not decrypted. Source: RFC
 * 7516 §3.1.
 */
export const jwe: CookieFormatModule = {
  format: 'jwe',
  recognise({ text }) {
    const parts = split(text);
    const header = parts === null ? null : headerOf(parts[0] ?? '');
    if (header === null) return 0;
    return typeof header.enc === 'string' ? 0.99 : 0.5;
  },
  read({ text }) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'separator', segments: segmentsOf([['payload', text]]) });
    const roles = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'] as const;
    const pieces = roles.flatMap((role, index) => {
      const part = [role, parts[index] ?? ''] as const;
      return index === 0 ? [part] : [['separator', '.'] as const, part];
    });
    const header = headerOf(parts[0] ?? '');
    if (header === null) return reading({ reason: 'malformed', where: 'header', segments: segmentsOf(pieces) });
    return reading({ header, reason: 'not-decrypted', where: 'ciphertext', segments: segmentsOf(pieces) });
  },
  sign: cannotSign,
};

function split(text: string): string[] | null {
  return /^[\w-]+(?:\.[\w-]*){4}$/.test(text) ? text.split('.') : null;
}

function headerOf(text: string): { [key: string]: Json } | null {
  const json = readJson(utf8Of(fromBase64url(text) ?? Buffer.alloc(0)) ?? '');
  return json.ok && isObject(json.value) ? json.value : null;
}
