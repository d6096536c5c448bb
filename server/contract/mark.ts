import type { ActorRef } from './actor.ts';
import { cookieLife } from './http/cookie-life.ts';
import { parseSetCookie } from './http/parse-set-cookie.ts';
import type { EditEntry, GapEntry, LogEntry, NoticeEntry, RequestRecord, UnreadableEntry } from './log-entry.ts';
import { type Outcome, outcomeOf, refusalOf } from './outcome.ts';
import { refusedSessionCookie } from './set-cookie-fate.ts';

/**
 * What the timeline needs of one entry: a request, or an edit made from the window. Small, so that ten thousand of
 * them can be sent and drawn; the whole entry is read when somebody asks for it.
 */
export interface Mark {
  readonly id: number;
  /** Wall-clock ms: when the request arrived, or the edit was made. */
  readonly atMs: number;
  readonly did: Outcome | 'edit';
  /** Null: from the window, without a request. */
  readonly actor: ActorRef | null;
  /**
   * The session it left with, else the one it came with, else the one its refused cookie names. Null: none, or
   * client-side.
   */
  readonly sid: string | null;
  /** The session it came with, where it left with another. */
  readonly fromSid: string | null;
  /** Client-side: the cookie it came with or was sent is the session. */
  readonly isInCookie: boolean;
  /**
   * What it was in the life of the session. `deleted`: the response made the browser delete its cookie. `ended`:
   * not kept, though nobody destroyed it. `none`: there was no session.
   */
  readonly life: 'begins' | 'used' | 'destroyed' | 'deleted' | 'ended' | 'expired' | 'refused' | 'none';
  /**
   * When the cookie that it was sent will be over, or the refused one it came with was; null where neither is known.
   */
  readonly expiresAtMs: number | null;
}

/** What the log holds of a stretch of time; `oldestAtMs` is where the log begins, null if it is empty. */
export type LogStretch =
  | {
      readonly kind: 'marks';
      readonly oldestAtMs: number | null;
      readonly marks: readonly Mark[];
      readonly others: readonly (GapEntry | NoticeEntry | UnreadableEntry)[];
    }
  /** Too many to send one by one: how many there are, about, in each of equal parts of the stretch. */
  | { readonly kind: 'density'; readonly oldestAtMs: number | null; readonly counts: readonly number[] };

/**
 * The mark of an entry; null for a gap, a notice or a row that cannot be read, which are stretches and moments of the
 * log, not of a session.
 */
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
  const isInCookie = engine === 'client-side' && hasCookie;
  return {
    id,
    atMs,
    did: outcomeOf(record),
    actor,
    sid: sidAfter ?? sidBefore ?? ('sid' in verdict ? verdict.sid : null),
    fromSid: sidAfter !== null && sidAfter !== sidBefore ? sidBefore : null,
    isInCookie,
    life: isInCookie ? lifeInCookie(record, isDeleted) : lifeInStore(record, isDeleted),
    expiresAtMs: verdict.kind === 'expired' ? verdict.expiredAtMs : sent?.kind === 'until' ? sent.atMs : null,
  };
}

/** Whether a cookie of the engine in charge came. */
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
  if (verdict.kind === 'accepted' || (verdict.kind === 'not-observed' && cookieValue !== null)) return 'used';
  return keptSetCookie(record) === null ? 'refused' : 'begins';
}

/** A line that the browser refused has no part in the life of its cookie. */
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
