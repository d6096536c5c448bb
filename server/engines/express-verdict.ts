import type { Verdict } from '../contract/verdict.ts';
import type { SessionCookieReading } from '../cookie/read-session-cookie.ts';
import type { Observation } from '../record/observation.ts';

/**
 * The verdict on the cookie. Its signature is checked here, from the raw bytes; the store decides whether its sid is
 * known.
 */
export function expressVerdict(read: SessionCookieReading, observation: Observation): Verdict {
  if (read.kind !== 'genuine') return read;
  const { sid, secretNumber } = read;
  const answer = observation.storeOperations.find((call) => call.op === 'get' && call.sid === sid);
  if (answer?.outcome === 'ok') return { kind: 'accepted', sid, secretNumber };
  if (answer?.outcome !== 'not-found') return { kind: 'unchecked', sid, secretNumber };
  if (observation.expiredAtMs === null) return { kind: 'unknown-sid', sid, secretNumber };
  return { kind: 'expired', sid, secretNumber, expiredAtMs: observation.expiredAtMs };
}
