import type { ExpectedCookie, LostCookieReason } from '../../contract/expected-cookie.ts';
import type { Sending } from '../../contract/http/jar/outcomes.ts';
import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import type { StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import { DELETION, IDENTITY, SMALLEST_LIMIT } from './expected-cookies.ts';

/** Why a cookie in the jar was not sent. */
export interface Absence {
  readonly why: LostCookieReason;
  readonly rule: string | null;
  readonly decidedBy: number | null;
}

export interface AbsenceFacts {
  readonly context: CookieContext;
  readonly sending: Sending;
  /** The cookies of the request that were explained so far. */
  readonly came: readonly ExpectedCookie[];
  readonly deletedBy: number | undefined;
}

/**
 * Explains why a client did not send a cookie that the model would have sent. `deletedBy` is the row that deleted a
 * cookie of this host and name which the model did not know.
 */
export function explainAbsence(cookie: StoredCookie, { context, sending, came, deletedBy }: AbsenceFacts): Absence {
  const { setBy } = cookie.source;
  if (deletedBy !== undefined && (setBy === null || deletedBy > setBy)) {
    return { why: 'deleted', rule: DELETION, decidedBy: deletedBy };
  }
  const inPlace = came.find((other) => other.name === cookie.name && (other.decidedBy ?? 0) > (setBy ?? 0));
  if (inPlace !== undefined) return { why: 'replaced', rule: IDENTITY, decidedBy: inPlace.decidedBy };
  if (cookie.secure && context.scheme === 'http') {
    // Some clients treat plain http to this machine as insecure.
    return cookie.source.scheme === 'http'
      ? { why: 'refused', rule: 'RFC 6265bis §5.7 step 13', decidedBy: setBy }
      : { why: 'secure', rule: 'RFC 6265bis §5.8.3 step 3: secure connection', decidedBy: setBy };
  }
  const later = evictingLine(cookie, sending);
  if (later !== null) return { why: 'evicted', rule: SMALLEST_LIMIT, decidedBy: later };
  return { why: 'unknown', rule: null, decidedBy: null };
}

/** The number of cookies of one domain that every client keeps (RFC 6265bis §6.1). */
const SMALLEST_PER_DOMAIN = 50;

/**
 * The row whose cookie exceeded the smallest possible limit of a client, if this cookie was among the oldest at that
 * time.
 */
function evictingLine(cookie: StoredCookie, { sent, withheld }: Sending): number | null {
  const ofDomain = [...sent, ...withheld.map((one) => one.cookie)].filter(({ domain }) => domain === cookie.domain);
  if (ofDomain.length <= SMALLEST_PER_DOMAIN) return null;
  const sorted = ofDomain.toSorted((one, other) => one.createdOrder - other.createdOrder);
  const place = sorted.indexOf(cookie);
  const over = sorted[place + SMALLEST_PER_DOMAIN];
  return over?.source.setBy ?? null;
}
