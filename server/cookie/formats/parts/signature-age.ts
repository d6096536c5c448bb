import type { CookieNote, NotValidReason, SegmentRole } from '../../../contract/decoded-cookie.ts';
import type { Check } from '../format.ts';

type Age = {
  reason: NotValidReason | null;
  where: SegmentRole | null;
  expiresAtMs: number | null;
  notes: CookieNote[];
};

/**
 * Judges a cookie that carries the time of its signing: from the future, too old, or in force. Without a limit
 * nothing is too old, but a cookie that a default installation would refuse is noted. Whole seconds, as the
 * frameworks count.
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
