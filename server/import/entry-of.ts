import { type LogEntry, logEntrySchema } from '../contract/log-entry.ts';
import { isObject, type NotePart } from './loose-members.ts';
import { mendedRequest } from './mended-request.ts';
import { isMoment } from './moment.ts';

/** What a value is as an entry of the log, or what of it does not fit. */
export type EntryReading =
  | { readonly ok: true; readonly entry: LogEntry }
  | { readonly ok: false; readonly detail: string };

/** How an entry is read. */
export interface Reading {
  readonly note: NotePart;
  /** When the entry before it in the file happened, for one that does not say. */
  readonly lastAtMs: number;
}

/**
 * Reads an entry as our own exports write it. The entry is the value itself: nothing is made up, nothing is lost. A
 * request of which a part does not fit is read without that part, which is reported.
 */
export function entryOf(value: unknown, { note, lastAtMs }: Reading): EntryReading {
  const reading = wholeEntry(value);
  if (reading.ok || !isObject(value) || value.kind !== 'request') return reading;
  const mended = mendedRequest(value, lastAtMs, note);
  return mended === null ? reading : wholeEntry(mended);
}

function wholeEntry(value: unknown): EntryReading {
  const parsed = logEntrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, detail: [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ') };
  }
  // Not what was parsed: a schema leaves out members called `__proto__`.
  const entry = value as LogEntry;
  if (entry.id < 1) return { ok: false, detail: 'id: below 1' };
  if (!timesOf(entry).every(isMoment)) return { ok: false, detail: 'a time that is none' };
  return { ok: true, entry };
}

function timesOf(entry: LogEntry): number[] {
  if (entry.kind === 'request') return [entry.arrivedAtMs];
  return entry.kind === 'gap' ? [entry.fromMs, entry.toMs] : [entry.atMs];
}
