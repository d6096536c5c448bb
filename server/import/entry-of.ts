import { type LogEntry, logEntrySchema } from '../contract/log-entry.ts';
import type { CookieRunReader } from '../export/cookie-runs.ts';
import { isObject, type NotePart } from './loose-members.ts';
import { mendedRequest } from './mended-request.ts';
import { isMoment } from './moment.ts';

/** A value as an entry of the log, or its faults. */
export type EntryReading =
  | { readonly ok: true; readonly entry: LogEntry }
  | { readonly ok: false; readonly detail: string };

/** How an entry is read. */
export interface Reading {
  readonly note: NotePart;
  /** The time of the previous entry in the file, for an entry without a time. */
  readonly lastAtMs: number;
  /** The lists of expected cookies of the entries before. */
  readonly runs: CookieRunReader;
}

/**
 * Reads an entry in the format of this app's exports. The result is the value itself, without additions or losses. A
 * request with an invalid part is read without that part, which is reported.
 */
export function entryOf(value: unknown, how: Reading): EntryReading {
  if (!isObject(value) || value.kind !== 'request') return wholeEntry(value);
  const request = asRecorded(value, how);
  const reading = wholeEntry(request);
  if (reading.ok) return reading;
  const mended = mendedRequest(request, how.lastAtMs, how.note);
  return mended === null ? reading : wholeEntry(mended);
}

/** Undoes what the writer of the file changed: a time that is not known, and lists that refer to earlier ones. */
function asRecorded(value: Record<string, unknown>, { note, lastAtMs, runs }: Reading): Record<string, unknown> {
  const { id, isTimeUnknown, arrivedAtMs = null, expectedCookies } = value;
  let request = value;
  if (isTimeUnknown === true && arrivedAtMs === null) request = { ...request, arrivedAtMs: lastAtMs };
  if (typeof id !== 'number' || !Array.isArray(expectedCookies)) return request;
  const { list, isWhole } = runs.resolved(id, expectedCookies);
  if (!isWhole) note('left-out', 'expectedCookies');
  return list === expectedCookies ? request : { ...request, expectedCookies: list };
}

function wholeEntry(value: unknown): EntryReading {
  const parsed = logEntrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, detail: [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ') };
  }
  // The original value, not the parsed one: a schema omits members called `__proto__`.
  const entry = value as LogEntry;
  if (entry.id < 1) return { ok: false, detail: 'id: below 1' };
  if (!timesOf(entry).every(isMoment)) return { ok: false, detail: 'a time that is not valid' };
  return { ok: true, entry };
}

function timesOf(entry: LogEntry): number[] {
  if (entry.kind === 'request') return [entry.arrivedAtMs];
  return entry.kind === 'gap' ? [entry.fromMs, entry.toMs] : [entry.atMs];
}
