import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { Verdict } from '../../server/contract/verdict.ts';

/**
 * What became of the session cookie of a request. No cookie of the engine in charge, but one of the other engine, is told apart from
 * no cookie at all: switching the engine makes everybody anonymous, and that is the reason to show.
 */
export function cameVerdict({ verdict, receivedCookies }: Pick<RequestRecord, 'verdict' | 'receivedCookies'>): Verdict {
  const other = receivedCookies.find(({ role }) => role === 'other-engine');
  if (verdict.kind !== 'none' || other === undefined) return verdict;
  return { kind: 'wrong-engine', cookieName: other.name };
}
