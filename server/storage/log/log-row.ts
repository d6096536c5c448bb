import type { LogEntry } from '../../contract/log-entry.ts';
import { sessionOf } from '../../contract/session-of-entry.ts';
import { encodeEntry } from './entry-codec/entry-codec.ts';

/** The columns of some rows of the log, for `INSERT INTO log`. */
export function logRows(count: number): string {
  return `(id, kind, at_ms, sid, old_sid, entry_json) VALUES ${Array(count).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`;
}

/** The values of these columns for an entry. */
export type LogRow = [
  id: number,
  kind: 'request' | 'gap' | 'edit' | 'notice',
  atMs: number,
  sid: string | null,
  oldSid: string | null,
  entryJson: string,
];

export function logRow(entry: LogEntry): LogRow {
  return [entry.id, kindOf(entry), timeOf(entry), sessionOf(entry), oldSidOf(entry), encodeEntry(entry)];
}

/** An unreadable row keeps its kind in the file into which it is imported. */
function kindOf(entry: LogEntry): LogRow[1] {
  return entry.kind === 'unreadable' ? (entry.was ?? 'notice') : entry.kind;
}

/** When an entry happened, for retention by age. */
export function timeOf(entry: LogEntry): number {
  if (entry.kind === 'request') return entry.arrivedAtMs;
  return entry.kind === 'gap' ? entry.toMs : entry.atMs;
}

/** The sid of the session before a request, if the session after it has a different one. */
function oldSidOf(entry: LogEntry): string | null {
  if (entry.kind !== 'request' || entry.sidAfter === null) return null;
  return entry.sidBefore === entry.sidAfter ? null : entry.sidBefore;
}
