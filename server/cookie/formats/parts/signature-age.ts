import type { CookieNote, NotValidReason, SegmentRole } from '../../../contract/decoded-cookie.ts';
import type { Check } from '../format.ts';

type Age = {
  reason: NotValidReason | null;
  where: SegmentRole | null;
  expiresAtMs: number | null;
  notes: CookieNote[];
};

/**
 * Judges a cookie that contains the time of its signing: future, too old, or valid. Without a limit it is never too
 * old, but a cookie that a default installation would refuse gets a note. Counts whole seconds, as the frameworks do.
 */
export function ageOf(signedAtMs: number, check: Check, defaultSeconds: number, notes: readonly CookieNote[]): Age {
  const ageSeconds = Math.floor(check.nowMs / 1000) - Math.floor(signedAtMs / 1000);
  const expiresAtMs = check.maxAgeSeconds === null ? null : signedAtMs + check.maxAgeSeconds * 1000;
  const age = { reason: null, where: null, expiresAtMs, notes: [...notes] };
  if (ageSeconds < 0) return { ...age, reason: 'not-yet-valid', where: 'timestamp' };
  if (check.maxAgeSeconds !== null && ageSeconds > check.maxAgeSeconds)
    return { ...age, reason: 'expired', where: 'timestamp' };
  if (check.maxAgeSeconds === null && ageSeconds > defaultSeconds) age.notes.push('older-than-default-lifetime');
  return age;
}
