import { type LogEntry, logEntrySchema } from '../contract/log-entry.ts';

/** What a value is as an entry of the log, or what of it does not fit. */
export type EntryReading =
  | { readonly ok: true; readonly entry: LogEntry }
  | { readonly ok: false; readonly detail: string };

/** The times that a Date can hold, in ms since 1970. */
const maxTimeMs = 8.64e15;

/** Reads an entry as our own exports write it. The entry is the value itself: nothing is made up, nothing is lost. */
export function entryOf(value: unknown): EntryReading {
  const parsed = logEntrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, detail: [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ') };
  }
  // Not what was parsed: a schema leaves out members called `__proto__`.
  const entry = value as LogEntry;
  if (entry.id < 1) return { ok: false, detail: 'id: below 1' };
  if (!timesOf(entry).every((ms) => Math.abs(ms) <= maxTimeMs)) return { ok: false, detail: 'a time that is none' };
  return { ok: true, entry };
}

function timesOf(entry: LogEntry): number[] {
  if (entry.kind === 'request') return [entry.arrivedAtMs];
  return entry.kind === 'gap' ? [entry.fromMs, entry.toMs] : [entry.atMs];
}
