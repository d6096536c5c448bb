import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { quotedLike } from './parts/encoded-like.ts';
import { hmac } from './parts/hmac.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

/**
 * Flask-Login's cookie that remembers a user, `remember_token` by default: the id of the user, a bar, and an
 * HMAC-SHA512 in hex, with the secret itself as the key. It contains no time, so "expired" cannot be detected. Source:
 * flask_login/utils.py, `encode_cookie`.
 */
export const flaskLogin: CookieFormatModule = {
  format: 'flask-login',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.97),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([['value', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
    return reading({
      payload: parts.value,
      segments: segmentsOf([
        ['value', parts.value],
        ['separator', '|'],
        ['signature', parts.signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, { like }) {
    const value = typeof payload === 'number' ? String(payload) : payload;
    if (typeof value !== 'string' || value === '') return { ok: false, reason: 'payload-unusable' };
    const text = `${value}|${hmac('sha512', secret, value).toString('hex')}`;
    return signed(quotedLike(text, like));
  },
};

type Parts = { readonly value: string; readonly signature: string };

function split(text: string): Parts | null {
  const parts = /^(.+)\|([0-9a-f]{128})$/s.exec(text);
  return parts === null ? null : { value: parts[1] ?? '', signature: parts[2] ?? '' };
}

function attemptMac({ value, signature }: Parts, secret: string | Buffer) {
  const mac = hmac('sha512', secret, value);
  const expected = mac.toString('hex');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last |', value),
    step('mac', 'HMAC-SHA512(secret, signed text)', mac),
    step('signature', 'hex(mac)', expected),
  ];
  return compared(signature, expected, derivation);
}
