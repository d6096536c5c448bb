import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac } from './parts/hmac.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

/**
 * A cookie of Yii 2 with validation: the HMAC-SHA256 in hex, and behind it PHP's serialization of the name and the
 * value. A value that is a text, a number or null is read; any other is shown and never unserialized. The key is
 * `cookieValidationKey`. Source: yii2 web/Response.php, `sendCookies`, and base/Security.php, `hashData`.
 */
export const yii: CookieFormatModule = {
  format: 'yii',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.98),
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', cookie.text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
    const value = readValue(parts);
    const shown = {
      payload: value === undefined ? opaqueValue('php-serialized', Buffer.from(parts.data)) : value,
      notes: value === undefined ? [NOTE_OF_OPAQUE['php-serialized']] : [],
      segments: segmentsOf([
        ['signature', parts.signature],
        ['payload', parts.data],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    if (cookie.name === null) return reading({ ...shown, notes: [...shown.notes, 'name-not-checked'] });
    return reading(cookie.name === parts.name ? shown : { ...shown, reason: 'wrong-name' });
  },
  sign(payload, secret, { name, like }) {
    const usedName = (like === null ? null : split(like.text)?.name) ?? name;
    if (usedName === null) return { ok: false, reason: 'name-needed' };
    const value = serialized(payload);
    if (value === null) return { ok: false, reason: 'payload-unusable' };
    const data = `a:2:{i:0;${serialized(usedName) ?? ''}i:1;${value}}`;
    return signed(encodeURIComponent(`${hmac('sha256', secret, data).toString('hex')}${data}`));
  },
};

type Parts = { readonly signature: string; readonly data: string; readonly name: string; readonly value: string };

/** Null if the lengths are wrong, or the text does not have this form. */
function split(text: string): Parts | null {
  const parts = /^([0-9a-f]{64})(a:2:\{i:0;s:(\d{1,5}):"([^"]*)";i:1;(.*)\})$/s.exec(text);
  if (parts === null) return null;
  const [, signature = '', data = '', length, name = '', value = ''] = parts;
  return Buffer.byteLength(name) === Number(length) ? { signature, data, name, value } : null;
}

/** Undefined for an array or an object, or a text with a wrong length. */
function readValue({ value }: Parts): Json | undefined {
  const text = /^s:(\d{1,6}):"(.*)";$/s.exec(value);
  if (text !== null) return Buffer.byteLength(text[2] ?? '') === Number(text[1]) ? (text[2] ?? '') : undefined;
  if (value === 'N;') return null;
  if (value === 'b:0;' || value === 'b:1;') return value === 'b:1;';
  const number = Number(/^i:(-?\d{1,16});$/.exec(value)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Null for a value that is not a text, a whole number, a boolean or null. */
function serialized(value: Json): string | null {
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`;
  if (value === null) return 'N;';
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`;
  return typeof value === 'number' && Number.isSafeInteger(value) ? `i:${value};` : null;
}

function attemptMac({ signature, data }: Parts, secret: string | Buffer) {
  const mac = hmac('sha256', secret, data);
  const expected = mac.toString('hex');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything after the first 64 characters', data),
    step('mac', 'HMAC-SHA256(secret, signed text)', mac),
    step('signature', 'hex(mac)', expected),
  ];
  return compared(signature, expected, derivation);
}
