import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { type CookieFormatModule, type CookieText, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

const DEFAULT_NAMES = ['session', 'express:sess', 'koa.sess', 'koa:sess'];

/**
 * cookie-session (and koa-session): the data as base64 of JSON, and a second cookie `name.sig` with an HMAC-SHA1 over
 * `name=value`. No time is signed, so an old pair can be replayed for ever and "expired" cannot be detected. The
 * companion is searched for among the other cookies. Source: cookie-session index.js, cookies index.js, keygrip
 * index.js.
 */
export const cookieSession: CookieFormatModule = {
  format: 'cookie-session',
  recognise(cookie) {
    const isJson = payloadOf(cookie.text) !== undefined;
    const isNamed = cookie.name !== null && DEFAULT_NAMES.includes(cookie.name);
    if (signatureOf(cookie) !== null) return isJson ? 0.97 : 0.85;
    return isJson ? (isNamed ? 0.7 : 0.5) : 0;
  },
  read(cookie, check) {
    const payload = payloadOf(cookie.text);
    const shown = { payload: payload ?? cookie.text, segments: segmentsOf([['payload', cookie.text]]) };
    const notes = payload === undefined ? (['not-json'] as const) : [];
    const signature = signatureOf(cookie);
    if (signature === null) return reading({ ...shown, notes, reason: 'signature-missing', where: 'signature' });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => {
      const signedText = `${cookie.name}=${cookie.text}`;
      const mac = hmac('sha1', secret, signedText);
      const expected = mac.toString('base64url');
      const derivation: DerivationStep[] = [
        step('signed-text', 'name=value', signedText),
        step('mac', 'HMAC-SHA1(secret, signed text)', mac),
        step('signature', 'base64url(mac) without padding', expected),
      ];
      return compared(signature, expected, derivation);
    });
    return reading({
      ...shown,
      notes,
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, { name, like }) {
    if (name === null) return { ok: false, reason: 'name-needed' };
    const isSame = like !== null && isSameJson(payloadOf(like.text), payload);
    const value = isSame ? like.text : Buffer.from(writeJson(payload, JAVASCRIPT_JSON)).toString('base64');
    return signed(value, {
      name: `${name}.sig`,
      value: hmac('sha1', secret, `${name}=${value}`).toString('base64url'),
    });
  },
};

function signatureOf({ name, others }: CookieText): string | null {
  return name === null ? null : (others.get(`${name}.sig`) ?? null);
}

/** Undefined if the text is not base64, or contains no JSON object. */
function payloadOf(text: string): Json | undefined {
  const bytes = text.length < 2 ? null : fromAnyBase64(text);
  const json = bytes === null || bytes[0] !== 0x7b ? null : utf8Of(bytes);
  const read = json === null ? null : readJson(json);
  return read?.ok ? read.value : undefined;
}

function isSameJson(left: Json | undefined, right: Json): boolean {
  return left !== undefined && writeJson(left, JAVASCRIPT_JSON) === writeJson(right, JAVASCRIPT_JSON);
}
