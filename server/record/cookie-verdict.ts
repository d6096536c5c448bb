import type { Evidence, SideEvidence } from '../contract/evidence.ts';
import type { Verdict } from '../contract/verdict.ts';
import type { SessionCookies } from './cookie-session.ts';
import type { SessionCookie } from './session-cookie.ts';

/**
 * The verdict on a received session cookie, as far as it is known from outside. `secretsTried` is the number of the
 * app's secrets that were given. A cookie that contains the data and is signed by one of them is accepted. A cookie
 * that contains an id may have a valid signature although its session has ended.
 */
export function verdictFromOutside(came: SessionCookie | null, secretsTried: number): Verdict {
  if (came === null) return { kind: 'none' };
  const { sid, reading } = came;
  const { reason, secretNumber, expiresAtMs } = reading;
  const open = (why: Extract<Verdict, { kind: 'not-verifiable' }>['why']): Verdict => ({
    kind: 'not-verifiable',
    sid,
    why,
    secretNumber,
  });
  switch (reason) {
    case null:
      if (secretNumber === null) return open('only-an-id');
      return sid === null ? { kind: 'accepted', sid: null, secretNumber } : open('only-an-id');
    case 'bad-signature':
    case 'wrong-secret':
    case 'tampered':
      return { kind: 'bad-signature', sid, secretsTried };
    case 'expired':
      return secretNumber !== null && expiresAtMs !== null
        ? { kind: 'expired', sid, secretNumber, expiredAtMs: expiresAtMs }
        : open('no-secret');
    case 'no-secret':
      return open(isSealed(came) ? 'encrypted' : 'no-secret');
    case 'opaque':
      return open('only-an-id');
    case 'not-signed':
      return open('not-signed');
    case 'not-decrypted':
      return open('encrypted');
    case 'not-recognised':
    case 'secret-unusable':
    case 'signature-missing':
      return open('no-secret');
    default:
      return open('malformed');
  }
}

/** The source of the session before and after. */
export function sidesEvidence({
  name,
  came,
  answer,
  isDeleted,
  after,
}: SessionCookies): Pick<Evidence, 'before' | 'after'> {
  if (name === '') return { before: 'cookie-unknown', after: 'cookie-unknown' };
  const before = came === null ? 'no-cookie' : evidenceOf(came);
  if (answer === null) return { before, after: came === null ? 'no-cookie' : 'unchanged' };
  return { before, after: isDeleted ? 'deleted' : after === null ? 'no-cookie' : evidenceOf(after) };
}

function evidenceOf(cookie: SessionCookie): SideEvidence {
  if (cookie.data !== null) return cookie.reading.signatureMatches === true ? 'verified' : 'decoded';
  if (cookie.sid !== null) return 'id-only';
  return isSealed(cookie) ? 'encrypted' : 'unreadable';
}

function isSealed({ reading }: SessionCookie): boolean {
  return reading.payload === null && reading.segments.some(({ role }) => role === 'ciphertext');
}
