import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { isSeenFromOutside, seenEngine } from '../../server/contract/seen-from-outside.ts';
import { deletesCookie } from './cookie-deletion.ts';

/** Where a session is: in the store under an id, in the cookie itself, or nowhere if there is no session. */
export type SessionPlace = { readonly kind: 'none' | 'cookie' } | { readonly kind: 'id'; readonly sid: string };

const NONE: SessionPlace = { kind: 'none' };
const IN_COOKIE: SessionPlace = { kind: 'cookie' };

/** Where the session was that a request began with. */
export function placeBefore(record: RequestRecord): SessionPlace {
  const { sidBefore, sessionBefore, cookieValue } = record;
  if (sidBefore !== null) return { kind: 'id', sid: sidBefore };
  if (seenEngine(record) === 'server-side') return NONE;
  // The cookie of another framework may be encrypted, so its data may be unknown.
  const isUnread = isSeenFromOutside(record) && cookieValue !== null;
  return sessionBefore !== null || isUnread ? IN_COOKIE : NONE;
}

/** Where the session is that a request left behind. */
export function placeAfter(record: RequestRecord): SessionPlace {
  const { sidAfter, sessionAfter, setCookie, arrivedAtMs } = record;
  if (sidAfter !== null) return { kind: 'id', sid: sidAfter };
  if (seenEngine(record) === 'server-side') return NONE;
  // The store was read, and has no row for the cookie: the session has ended although the client keeps its cookie.
  const stateAfter = record.evidence?.store?.after.state;
  if (stateAfter === 'absent' || stateAfter === 'expired') return NONE;
  if (sessionAfter !== null) return IN_COOKIE;
  if (!isSeenFromOutside(record)) return NONE;
  if (setCookie !== null) return deletesCookie(setCookie, arrivedAtMs) ? NONE : IN_COOKIE;
  return placeBefore(record);
}

/** The place of the session of a request: of the session after it, else of the session before it. */
export function placeOf(record: RequestRecord): SessionPlace {
  const after = placeAfter(record);
  return after.kind === 'none' ? placeBefore(record) : after;
}
