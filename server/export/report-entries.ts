import { setImmediate } from 'node:timers/promises';
import type { LogEntry } from '../contract/log-entry.ts';
import type { LogPage, LogReader } from '../storage/log/log-reader.ts';
import { readEntry, storedEntryOf } from '../storage/log/stored-entry.ts';
import { countOf, type ExportPart } from './export-part.ts';
import { createRedactor } from './redact.ts';
import { createPseudonyms, pseudonymKey } from './redaction/pseudonym.ts';

export interface ReportOptions {
  readonly part: ExportPart;
  readonly raw: boolean;
  readonly signingSecrets: readonly string[];
}

/** As many as a reader can read or print. */
const mostEntries = 200;
const mostCounted = 100_000;
const collectedAtATime = 64;

/**
 * The newest entries of a part, oldest first, for a report. Their secrets are replaced as in an export unless `raw` is
 * set: they are collected from every entry of the log, which takes about a second for each 20,000. `sid` is the session
 * id in the form in which the entries contain it. Other work can run in between.
 */
export async function reportEntries(
  reader: LogReader,
  { part, raw, signingSecrets }: ReportOptions,
): Promise<{ entries: LogEntry[]; total: number; sid: string | null }> {
  const { entries: newest, hasEarlier } = newestOf(reader, part);
  const total = hasEarlier ? countOf(reader, part, mostCounted).entries : newest.length;
  const sid = part.of === 'session' ? part.sid : null;
  if (raw) return { entries: newest, total, sid };
  const key = pseudonymKey();
  const redaction = { isKnownSid: (other: string) => reader.knowsSid(other), signingSecrets, pseudonymKey: key };
  const redactor = createRedactor(redaction);
  let collected = 0;
  for (const row of reader.rows.all()) {
    redactor.collect(row);
    if (++collected % collectedAtATime === 0) await setImmediate();
  }
  const rows = newest.map(storedEntryOf);
  // A limit of the log can have removed some of them meanwhile.
  for (const row of rows) redactor.collect(row);
  return {
    entries: rows.map((row) => JSON.parse(redactor.replaced(row)) as LogEntry),
    total,
    sid: sid === null ? null : createPseudonyms(key)('sid', sid),
  };
}

function newestOf(reader: LogReader, part: ExportPart): LogPage {
  switch (part.of) {
    case 'all':
      return reader.newest(mostEntries);
    case 'session':
      return reader.ofSession(part.sid, Number.MAX_SAFE_INTEGER, mostEntries);
    case 'filter': {
      const rows = reader.rows.byId(part.ids.subarray(-mostEntries));
      return { entries: [...rows].map(readEntry), hasEarlier: part.ids.length > mostEntries };
    }
  }
}
