import type { CookieNote, DerivationStep, NotValidReason, SegmentRole } from '../../../contract/decoded-cookie.ts';
import { type Check, type CookieText, type Reading, reading, type TextSegment } from '../format.ts';
import type { RailsMessage } from './rails-message.ts';
import { mismatch, type Trial } from './secret-trial.ts';

export type RailsAttempt = {
  matches: boolean;
  provesTampering: SegmentRole | null;
  derivation: DerivationStep[];
  /** The plain message, once it is verified; for a signed cookie also before. */
  message: RailsMessage | null;
};

/** The verdict that the three Rails formats share: signature, then name, then expiry. */
export function judgeRails(
  cookie: CookieText,
  check: Check,
  trial: Trial<RailsAttempt>,
  shown: { message: RailsMessage | null; segments: readonly TextSegment[] },
): Reading {
  const { secretNumber, attempt } = trial;
  const message = attempt?.message ?? shown.message;
  const notes: CookieNote[] = [...(message?.notes ?? [])];
  const isNameUnknown = message !== null && message.purpose !== null && cookie.name === null;
  if (isNameUnknown) notes.push('name-not-checked');
  const result = reading({
    payload: message?.payload ?? null,
    expiresAtMs: message?.expiresAtMs ?? null,
    notes,
    segments: shown.segments,
    secretNumber,
    signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
    derivation: attempt?.derivation ?? [],
  });
  if (secretNumber === null) return { ...result, ...mismatch(check.secrets, attempt) };
  return { ...result, ...verdict(cookie, check, message) };
}

function verdict(cookie: CookieText, check: Check, message: RailsMessage | null): { reason: NotValidReason | null } {
  const purpose = message?.purpose ?? null;
  if (purpose !== null && cookie.name !== null && purpose !== `cookie.${cookie.name}`) return { reason: 'wrong-name' };
  const expiresAtMs = message?.expiresAtMs ?? null;
  return { reason: expiresAtMs !== null && check.nowMs >= expiresAtMs ? 'expired' : null };
}
