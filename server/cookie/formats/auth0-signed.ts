import { hkdfSync } from 'node:crypto';
import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import { type CookieFormatModule, type CookieText, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { encodedLike } from './parts/encoded-like.ts';
import { hmac } from './parts/hmac.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { textContent, writeTextContent } from './parts/text-content.ts';

/**
 * The detached header of RFC 7797 that Auth0's libraries put before the signed text:
 * `{"alg":"HS256","b64":false,"crit":["b64"]}`.
 */
const HEADER = Buffer.from('{"alg":"HS256","b64":false,"crit":["b64"]}').toString('base64url');
const INFO = 'JWS Cookie Signing';
/** Steps of a log-in, and the session's id where the data is in a store. */
const DEFAULT_NAMES = ['appSession', 'auth_verification', 'state', 'nonce', 'code_verifier', 'max_age'];

/**
 * A signed cookie of Auth0's express-openid-connect and of nextjs-auth0 before 4: `value.signature`, where the key is
 * derived from the secret and the name is signed too. Source: express-openid-connect lib/crypto.js.
 */
export const auth0Signed: CookieFormatModule = {
  format: 'auth0-signed',
  recognise({ text, name }) {
    if (split(text) === null) return 0;
    return name !== null && DEFAULT_NAMES.includes(name.replace(/^_/, '')) ? 0.93 : 0.4;
  },
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([['value', cookie.text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptNames(cookie.name, parts, secret));
    return reading({
      payload: textContent(parts.value).payload,
      notes: cookie.name === null && secretNumber === null ? ['name-needed'] : [],
      segments: segmentsOf([
        ['value', parts.value],
        ['separator', '.'],
        ['signature', parts.signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, { name, like }) {
    if (name === null) return { ok: false, reason: 'name-needed' };
    const value = writeTextContent(payload, like === null ? null : (split(like.text)?.value ?? null));
    const signature = macOf(name, value, keyOf(secret)).toString('base64url');
    return signed(encodedLike(`${value}.${signature}`, like));
  },
};

type Parts = { readonly value: string; readonly signature: string };

/** Without a name the default ones are tried: that one of them fits cannot be chance. */
function attemptNames(name: CookieText['name'], parts: Parts, secret: string | Buffer) {
  const attempts = (name === null ? DEFAULT_NAMES : [name]).map((candidate) => attemptMac(candidate, parts, secret));
  return attempts.find(({ matches }) => matches) ?? attempts[0] ?? null;
}

function attemptMac(name: string, { value, signature }: Parts, secret: string | Buffer) {
  const key = keyOf(secret);
  const mac = macOf(name, value, key);
  const expected = mac.toString('base64url');
  const derivation: DerivationStep[] = [
    step('key', `HKDF-SHA256(secret, salt "", info "${INFO}", 32 bytes)`, key),
    step('signed-text', 'header.name=value', `${HEADER}.${name}=${value}`),
    step('mac', 'HMAC-SHA256(key, signed text)', mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  return compared(signature, expected, derivation);
}

function keyOf(secret: string | Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', INFO, 32));
}

function macOf(name: string, value: string, key: Buffer): Buffer {
  return hmac('sha256', key, `${HEADER}.${name}=${value}`);
}

/** The libraries split at the first dot; a value with a dot in it can never be read by them. */
function split(text: string): Parts | null {
  const parts = /^([^.]+)\.([\w-]{43})$/s.exec(text);
  return parts === null ? null : { value: parts[1] ?? '', signature: parts[2] ?? '' };
}
