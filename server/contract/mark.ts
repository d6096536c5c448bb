import type { ActorRef } from './actor.ts';
import { type EndedCookie, endedCookies } from './cookie-end.ts';
import { cookieLife } from './http/cookie-life.ts';
import { parseSetCookie } from './http/parse-set-cookie.ts';
import type { EditEntry, GapEntry, LogEntry, NoticeEntry, RequestRecord, UnreadableEntry } from './log-entry.ts';
import { type Outcome, outcomeOf, refusalOf } from './outcome.ts';
import { outcomeFromOutside } from './outcome-from-outside.ts';
import { refusedSessionCookie } from './refused-session-cookie.ts';
import { isSeenFromOutside } from './seen-from-outside.ts';

/**
 * The data of one entry that the timeline needs: of a request, or of an edit in the window. It is small, so that ten
 * thousand marks can be sent and drawn. The whole entry is read on demand.
 */
export interface Mark {
  readonly id: number;
  /** Wall-clock ms of the request's arrival, or of the edit. */
  readonly atMs: number;
  readonly did: Outcome | 'edit';
  /** Null for an edit in the window, which has no request. */
  readonly actor: ActorRef | null;
  /**
   * The sid after the request, else the sid before it, else the sid in its refused cookie. Null if there is none, or
   * client-side.
   */
  readonly sid: string | null;
  /** The sid before the request, if it differs from the sid after it. */
  readonly fromSid: string | null;
  /**
   * True if the request had, or was sent, a session cookie that contains the session: in client-side mode, and for a
   * watched app whose cookie contains no id.
   */
  readonly isInCookie: boolean;
  /**
   * The role of the request in the life of the session. `deleted`: the response made the browser delete its cookie.
   * `ended`: the session was not kept, although it was not destroyed. `none`: there was no session.
   */
  readonly life: 'begins' | 'used' | 'destroyed' | 'deleted' | 'ended' | 'expired' | 'refused' | 'none';
  /** The expiry of the cookie that the response set, or of the refused cookie that the request had. Null if unknown. */
  readonly expiresAtMs: number | null;
  /** The app that a recording shows, as `host:port`. Absent in a log of one app. */
  readonly app?: string;
  /** The session cookies whose end this request shows. Absent where there are none. */
  readonly endedCookies?: readonly EndedCookie[];
}

/**
 * The entries of the log in a period. `oldestAtMs` is the time of the oldest entry of the log, null if the log is
 * empty.
 */
export type LogStretch =
  | {
      readonly kind: 'marks';
      readonly oldestAtMs: number | null;
      readonly marks: readonly Mark[];
      readonly others: readonly (GapEntry | NoticeEntry | UnreadableEntry)[];
    }
  /** There are too many marks to send. The list has the approximate number for each of equal parts of the period. */
  | { readonly kind: 'density'; readonly oldestAtMs: number | null; readonly counts: readonly number[] };

/** The mark of an entry. Null for a gap, a notice or an unreadable row, since these are not events of a session. */
export function markOf(entry: LogEntry): Mark | null {
  if (entry.kind === 'request') return requestMark(entry);
  return entry.kind === 'edit' ? editMark(entry) : null;
}

function requestMark(record: RequestRecord): Mark {
  const { id, arrivedAtMs: atMs, actor, verdict, sidBefore, sidAfter, engine } = record;
  const setCookie = keptSetCookie(record);
  const sent = setCookie === null ? null : cookieLife(parseSetCookie(setCookie), atMs);
  const isDeleted = sent?.kind === 'over';
  const hasCookie = (sent !== null && !isDeleted) || hasOwnCookie(record);
  const isInCookie = (engine === 'client-side' || isSeenWithoutId(record)) && hasCookie;
  const ended = endedCookies(record);
  const app = isSeenFromOutside(record) ? (URL.parse(record.url)?.host ?? '') : '';
  return {
    id,
    atMs,
    did: isSeenFromOutside(record) ? outcomeFromOutside(record) : outcomeOf(record),
    actor,
    sid: sidAfter ?? sidBefore ?? ('sid' in verdict ? verdict.sid : null),
    fromSid: sidAfter !== null && sidAfter !== sidBefore ? sidBefore : null,
    isInCookie,
    life: isInCookie ? lifeInCookie(record, isDeleted) : lifeInStore(record, isDeleted),
    expiresAtMs: verdict.kind === 'expired' ? verdict.expiredAtMs : sent?.kind === 'until' ? sent.atMs : null,
    ...(app === '' ? undefined : { app }),
    ...(ended.length === 0 ? undefined : { endedCookies: ended }),
  };
}

/** An app that is seen from outside keeps the session in the cookie, or under an id that its cookie names. */
function isSeenWithoutId(record: RequestRecord): boolean {
  return isSeenFromOutside(record) && record.sidBefore === null && record.sidAfter === null;
}

/** Whether the request had a session cookie of the engine in charge. */
function hasOwnCookie({ verdict, cookieValue }: RequestRecord): boolean {
  if (verdict.kind === 'not-observed' || verdict.kind === 'not-read') return cookieValue !== null;
  return verdict.kind !== 'none' && verdict.kind !== 'wrong-engine';
}

function lifeInStore(record: RequestRecord, isDeleted: boolean): Mark['life'] {
  const { sidBefore, sidAfter, verdict, operations, storeOperations } = record;
  if (sidAfter !== null) return sidAfter === sidBefore ? 'used' : 'begins';
  if (sidBefore !== null) {
    const isDestroyed = operations.some(({ op }) => op === 'destroy') || storeOperations.some(destroys);
    return isDestroyed ? 'destroyed' : isDeleted ? 'deleted' : 'ended';
  }
  return refusalOf(verdict) === null ? 'none' : 'refused';
}

function destroys({ op, outcome }: RequestRecord['storeOperations'][number]): boolean {
  return op === 'destroy' && outcome === 'ok';
}

function lifeInCookie(record: RequestRecord, isDeleted: boolean): Mark['life'] {
  const { verdict, cookieValue, operations } = record;
  if (isDeleted) return operations.some(({ op }) => op === 'destroy') ? 'destroyed' : 'deleted';
  // From outside it is not visible whether the app has refused a cookie.
  const isOpen = verdict.kind === 'not-observed' || record.engine === null;
  if (verdict.kind === 'accepted' || (isOpen && cookieValue !== null)) return 'used';
  return keptSetCookie(record) === null ? 'refused' : 'begins';
}

/** The session's Set-Cookie, unless the browser refused it: a refused line does not affect the life of the cookie. */
function keptSetCookie(record: RequestRecord): string | null {
  return refusedSessionCookie(record) === null ? record.setCookie : null;
}

function editMark({ id, atMs, sid, action }: EditEntry): Mark {
  const life = action === 'destroy' ? 'destroyed' : action === 'expire' ? 'expired' : 'used';
  return {
    id,
    atMs,
    did: 'edit',
    actor: null,
    sid,
    fromSid: null,
    isInCookie: false,
    life,
    expiresAtMs: life === 'expired' ? atMs : null,
  };
}
