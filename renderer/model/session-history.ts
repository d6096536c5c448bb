/**
 * The history of one session, read from the log: one row for each request that came or left with its id, and for each
 * edit.
 */
import type { ActorRef } from '../../server/contract/actor.ts';
import type { SessionData } from '../../server/contract/json.ts';
import type { EditEntry, LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { deletesCookie } from './cookie-deletion.ts';
import { type DiffLine, diffLines } from './diff-lines.ts';
import { knownSides } from './known-sides.ts';

/**
 * The meaning of an entry for the session. `deleted`: the response made the browser delete its cookie. `ended`: the
 * session was not kept, without a destroy and without a new id.
 */
export type HistoryEvent =
  | 'created'
  | 'regenerated-from'
  | 'changed'
  | 'used'
  | 'regenerated-to'
  | 'destroyed'
  | 'deleted'
  | 'ended'
  | 'expired'
  | 'refused';

export interface HistoryRow {
  readonly id: number;
  /** Null if a file does not say. */
  readonly atMs: number | null;
  readonly event: HistoryEvent;
  /** Null if it was changed from this window, without a request. */
  readonly request: { readonly actor: ActorRef; readonly method: string | null; readonly url: string } | null;
  /** The id on the other side of a regeneration. */
  readonly otherSid: string | null;
  readonly lines: readonly DiffLine[];
  /** Whether the content of the session is known on both sides. If not, `lines` is empty. */
  readonly isChangeKnown: boolean;
  /** The store refused to save the changes of the handler. */
  readonly isNotSaved: boolean;
}

/** The origin and the end of a session, as far as these rows show them; else null. */
export interface Lineage {
  readonly birth: HistoryRow | null;
  readonly end: HistoryRow | null;
}

/** The rows of a session, newest first. Entries may come in any order; unrelated entries are skipped. */
export function historyRows(entries: readonly LogEntry[], sid: string): HistoryRow[] {
  const rows: HistoryRow[] = [];
  for (const entry of entries) {
    if (entry.kind === 'request' && concerns(entry, sid)) rows.push(requestRow(entry, sid));
    if (entry.kind === 'edit' && entry.sid === sid) rows.push(editRow(entry));
  }
  return rows.sort((a, b) => b.id - a.id);
}

/** Whether an entry belongs to the history of a session. */
export function isOfSession(entry: LogEntry, sid: string): boolean {
  if (entry.kind === 'request') return concerns(entry, sid);
  return entry.kind === 'edit' && entry.sid === sid;
}

/** Reads birth and end out of rows that are newest first. */
export function lineageOf(rows: readonly HistoryRow[]): Lineage {
  const isEnd = ({ event }: HistoryRow) =>
    ['regenerated-to', 'destroyed', 'deleted', 'ended', 'expired'].includes(event);
  const isBirth = ({ event }: HistoryRow) => event === 'created' || event === 'regenerated-from';
  return { birth: rows.findLast(isBirth) ?? null, end: rows.find(isEnd) ?? null };
}

function concerns(record: RequestRecord, sid: string): boolean {
  return record.sidBefore === sid || record.sidAfter === sid || refusedSid(record) === sid;
}

/** The sid of a cookie that was well signed and still did not open a session. */
function refusedSid({ verdict }: RequestRecord): string | null {
  return verdict.kind === 'unknown-sid' || verdict.kind === 'expired' ? verdict.sid : null;
}

function requestRow(record: RequestRecord, sid: string): HistoryRow {
  const { id, arrivedAtMs, isTimeUnknown, actor, method, url, sidBefore, sidAfter } = record;
  const before = sidBefore === sid ? record.sessionBefore : null;
  const after = sidAfter === sid ? record.sessionAfter : null;
  const isPassedOn = sidBefore !== sidAfter && sidBefore !== null && sidAfter !== null;
  // A new id for the same data is not a change of the data: the rows on both sides show the new id.
  const [from, to] = isPassedOn ? [record.sessionBefore, record.sessionAfter] : [before, after];
  const known = knownSides(record);
  const isChangeKnown = known.before && known.after;
  const lines = isChangeKnown ? diffLines(from ?? {}, to ?? {}) : [];
  return {
    id,
    atMs: isTimeUnknown ? null : arrivedAtMs,
    event: eventOf(record, sid, lines.length > 0),
    request: { actor, method, url },
    otherSid: isPassedOn ? (sidBefore === sid ? sidAfter : sidBefore) : null,
    lines,
    isChangeKnown,
    isNotSaved: record.storeOperations.some(
      (call) => call.op === 'set' && call.sid === sid && call.outcome === 'failed',
    ),
  };
}

function eventOf(record: RequestRecord, sid: string, hasChanged: boolean): HistoryEvent {
  const { sidBefore, sidAfter } = record;
  if (sidBefore === sid && sidAfter === sid) return hasChanged ? 'changed' : 'used';
  if (sidAfter === sid) return sidBefore === null ? 'created' : 'regenerated-from';
  if (sidBefore !== sid) return record.verdict.kind === 'expired' ? 'expired' : 'refused';
  if (sidAfter !== null) return 'regenerated-to';
  const wasDestroyed = record.storeOperations.some((call) => call.op === 'destroy' && call.sid === sid);
  if (wasDestroyed || record.operations.some(({ op }) => op === 'destroy')) return 'destroyed';
  const isDeleted = record.setCookie !== null && deletesCookie(record.setCookie, record.arrivedAtMs);
  return isDeleted ? 'deleted' : 'ended';
}

function editRow(edit: EditEntry): HistoryRow {
  const { id, atMs } = edit;
  const event = (
    { destroy: 'destroyed', expire: 'expired', set: 'changed', pop: 'changed', replace: 'changed' } as const
  )[edit.action];
  return {
    id,
    atMs,
    event,
    request: null,
    otherSid: null,
    lines: editLines(edit),
    isChangeKnown: true,
    isNotSaved: false,
  };
}

/** The effect of an edit from the window on the data of a session. */
export function editLines({ action, key, before, after }: EditEntry): readonly DiffLine[] {
  if (action === 'replace') return diffLines(before, after);
  if (key === undefined) return [];
  const side = (value: EditEntry['before']): SessionData => (value === undefined ? {} : { [key]: value });
  return diffLines(side(before), side(after));
}
