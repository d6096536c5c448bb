import type { DerivationStep } from '../../../contract/decoded-cookie.ts';
import { sign } from '../../express-signature.ts';
import { type Check, type CookieText, type Reading, reading } from '../format.ts';
import { step } from './derivation-step.ts';
import { encodedLike } from './encoded-like.ts';
import { hmac, isSameMac } from './hmac.ts';
import { isEditedSignature, mismatch, trySecrets } from './secret-trial.ts';
import { segmentsOf } from './segments.ts';

/** `s:value.mac` taken apart at its last dot; null if it does not start with `s:`. `mac` is null without a dot. */
export type SignedValue = { value: string; mac: string | null };

export function splitSignedValue(text: string): SignedValue | null {
  if (!text.startsWith('s:')) return null;
  const dot = text.lastIndexOf('.');
  return dot === -1 ? { value: text.slice(2), mac: null } : { value: text.slice(2, dot), mac: text.slice(dot + 1) };
}

/** 43 characters of standard base64: an HMAC-SHA256 without its padding. */
export function isExpressMac(mac: string | null): mac is string {
  return mac !== null && /^[A-Za-z0-9+/]{43}$/.test(mac);
}

/**
 * Verifies the signature of npm cookie-signature, which express-session and cookie-parser share. Gives everything but
 * the payload. `role` names the signed part. Source: node-cookie-signature index.js.
 */
export function readSignedValue(cookie: CookieText, check: Check, role: 'sid' | 'value'): Reading {
  const parts = splitSignedValue(cookie.text);
  if (parts === null)
    return reading({ reason: 'malformed', where: 'prefix', segments: segmentsOf([[role, cookie.text]]) });
  const { value, mac } = parts;
  if (mac === null || mac === '') {
    const pieces =
      mac === null
        ? ([] as const)
        : ([
            ['separator', '.'],
            ['signature', mac],
          ] as const);
    return reading({
      reason: 'malformed',
      where: 'signature',
      segments: segmentsOf([['prefix', 's:'], [role, value], ...pieces]),
    });
  }
  const segments = segmentsOf([
    ['prefix', 's:'],
    [role, value],
    ['separator', '.'],
    ['signature', mac],
  ]);
  const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(value, mac, secret));
  return reading({
    segments,
    secretNumber,
    signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
    derivation: attempt?.derivation ?? [],
    ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
  });
}

/** Signs as npm cookie-signature does, and encodes as the cookie that was edited or as npm cookie does. */
export function writeSignedValue(value: string, secret: string, like: CookieText | null): string {
  return encodedLike(`s:${sign(value, secret)}`, like);
}

function attemptMac(value: string, given: string, secret: string | Buffer) {
  const mac = hmac('sha256', secret, value);
  const expected = mac.toString('base64').replace(/=+$/, '');
  const derivation: DerivationStep[] = [
    step('signed-text', 'the text between s: and the last dot', value),
    step('mac', 'HMAC-SHA256(secret, signed text)', mac),
    step('signature', 'base64(mac) without padding', expected),
  ];
  const matches = isSameMac(Buffer.from(expected), Buffer.from(given));
  return { matches, derivation, provesTampering: isEditedSignature(given, expected) ? ('signature' as const) : null };
}
