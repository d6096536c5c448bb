import type { ExpectedCookie } from '../../contract/expected-cookie.ts';
import type { Finding } from '../../contract/finding.ts';
import type { RequestRecord } from '../../contract/log-entry.ts';
import { isMissing } from '../../contract/missing-cookie.ts';
import { isLogoutPath } from './login-and-logout.ts';

const MAX_REMEMBERED = 2_000;

/**
 * Session cookies that were set but did not return, each reported at the first request without it. A loss that the log
 * cannot explain is not a finding, nor is one after a logout.
 */
export class LostLogins {
  readonly #told = new Set<string>();
  readonly #logouts = new Set<number>();

  /** Must be called once for each record, in the order of arrival. */
  findingsOf({ id, url, actor, expectedCookies = [] }: Pick<RequestRecord, LostLoginMember>): Finding[] {
    if (isLogoutPath(url)) addBounded(this.#logouts, id);
    return expectedCookies.flatMap((cookie): Finding[] => {
      if (!isLostLogin(cookie, expectedCookies)) return [];
      const { name, why, decidedBy } = cookie;
      if (why === 'deleted' && decidedBy !== null && this.#logouts.has(decidedBy)) return [];
      const key = `${actor.id}\n${name}\n${why}\n${decidedBy}`;
      if (this.#told.has(key)) return [];
      addBounded(this.#told, key);
      const requestIds = decidedBy === null || decidedBy === id ? [id] : [decidedBy, id];
      return [findingOf(cookie, requestIds)];
    });
  }
}

/** Two of the losses have separate findings, because their remedy is different. */
function findingOf(cookie: ExpectedCookie, requestIds: number[]): Finding {
  const { name, why, about } = cookie;
  if (why === 'other-host') return { kind: 'session-changed-host', requestIds, cookie };
  if (why === 'replaced' && about?.app !== undefined) {
    return { kind: 'cookie-name-shared', requestIds, name, app: about.app };
  }
  return { kind: 'cookie-lost', requestIds, cookie };
}

type LostLoginMember = 'id' | 'url' | 'actor' | 'expectedCookies';

function isLostLogin(cookie: ExpectedCookie, all: readonly ExpectedCookie[]): boolean {
  if (!isMissing(cookie) || cookie.about?.isSession !== true || cookie.why === 'unknown') return false;
  return cookie.why === 'replaced' || !all.some(({ came, name }) => came && name === cookie.name);
}

function addBounded<Item>(set: Set<Item>, item: Item): void {
  set.add(item);
  const [oldest] = set;
  if (set.size > MAX_REMEMBERED && oldest !== undefined) set.delete(oldest);
}
