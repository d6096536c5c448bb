import type { DerivationStep, SegmentRole } from '../../../contract/decoded-cookie.ts';
import { type Check, type CookieText, type Reading, reading } from '../format.ts';
import { step } from './derivation-step.ts';
import { encodedLike } from './encoded-like.ts';
import { type Digest, hmac } from './hmac.ts';
import { compared, mismatch, trySecrets } from './secret-trial.ts';
import { segmentsOf } from './segments.ts';

/**
 * `value.signature` taken apart at its last dot. The signature is standard base64, padded (Hono, better-auth) or not.
 */
export type ValueSignature = { readonly value: string; readonly signature: string; readonly digest: Digest };

/** The digest by the length of its base64 without padding. */
const DIGEST_OF_LENGTH: Readonly<Record<number, Digest>> = { 27: 'sha1', 43: 'sha256', 64: 'sha384', 86: 'sha512' };
const SIGNATURE = /^([A-Za-z0-9+/]+)(={0,2})$/;

/** Null for a text without such a signature, and for one of Express, which begins with `s:`. */
export function splitValueSignature(text: string): ValueSignature | null {
  const dot = text.lastIndexOf('.');
  const signature = SIGNATURE.exec(text.slice(dot + 1));
  const [, bare = '', padding = ''] = signature ?? [];
  const digest = DIGEST_OF_LENGTH[bare.length];
  const isPadded = (bare.length + padding.length) % 4 === 0;
  if (dot === -1 || digest === undefined || (padding !== '' && !isPadded) || text.startsWith('s:')) return null;
  return { value: text.slice(0, dot), signature: bare + padding, digest };
}

/** Whether the characters of the signature are those of standard base64 and not of the URL-safe one. */
export function isSurelyStandard({ signature }: ValueSignature): boolean {
  return /[+/=]/.test(signature);
}

/**
 * Verifies a signature over the value as text, with the secret itself as the key. Gives everything but the payload;
 * `role` names the signed part. Source: npm cookie-signature, Hono utils/cookie.ts, @fastify/cookie signer.js.
 */
export function readValueSignature({ text }: CookieText, check: Check, role: SegmentRole): Reading {
  const parts = splitValueSignature(text);
  if (parts === null) return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([[role, text]]) });
  const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
  return reading({
    segments: segmentsOf([
      [role, parts.value],
      ['separator', '.'],
      ['signature', parts.signature],
    ]),
    secretNumber,
    signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
    derivation: attempt?.derivation ?? [],
    ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
  });
}

/**
 * Signs a value with the digest, the padding and the percent-encoding of the cookie that was edited; for a new one with
 * SHA-256, encoded as npm cookie does.
 */
export function writeValueSignature(
  value: string,
  secret: string,
  like: CookieText | null,
  { isPadded }: { isPadded: boolean },
): string {
  const old = like === null ? null : splitValueSignature(like.text);
  const mac = hmac(old?.digest ?? 'sha256', secret, value).toString('base64');
  const hasPadding = old === null ? isPadded : old.signature.endsWith('=');
  return encodedLike(`${value}.${hasPadding ? mac : mac.replace(/=+$/, '')}`, like);
}

function attemptMac({ value, signature, digest }: ValueSignature, secret: string | Buffer) {
  const mac = hmac(digest, secret, value);
  const padded = mac.toString('base64');
  const hasPadding = signature.endsWith('=') || padded.length === signature.length;
  const expected = hasPadding ? padded : padded.replace(/=+$/, '');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last dot', value),
    step('mac', `HMAC-${digest.toUpperCase()}(secret, signed text)`, mac),
    step('signature', hasPadding ? 'base64(mac)' : 'base64(mac) without padding', expected),
  ];
  return compared(signature, expected, derivation);
}
