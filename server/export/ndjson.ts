import type { LogEntry } from '../contract/log-entry.ts';
import { CookieRunWriter, mayBeShortened } from './cookie-runs.ts';
import { aboutExport, type ExportHead } from './export-head.ts';
import type { LogWriter } from './log-writer.ts';

/**
 * NDJSON: first a line `{"format","exportedAt","redacted"}` (with `"scope"` for a part of the log), then each entry in
 * full with the names of the contract. This is the exact format: parsing a line returns the entry, including lone
 * surrogates, NUL and `__proto__`, with two exceptions that a reader of this app undoes. A time that is not known is
 * null, and long lists of expected cookies refer to earlier lines (see CookieRun). The JSON of an entry is one line,
 * because JSON escapes every line break within a text, and no other line breaks are written.
 */
export function ndjsonWriter(head: ExportHead): LogWriter {
  const runs = new CookieRunWriter();
  return {
    head: () => `${JSON.stringify(aboutExport(head))}\n`,
    entry: (entryJson) => `${isWritten(entryJson) ? entryJson : rewritten(entryJson, runs)}\n`,
    end: () => '',
  };
}

const TIME_UNKNOWN = '"isTimeUnknown":true';

/** Whether the JSON of an entry is its line. Parsing every entry to find that out would take several times as long. */
function isWritten(entryJson: string): boolean {
  return !entryJson.includes('\n') && !entryJson.includes(TIME_UNKNOWN) && !mayBeShortened(entryJson);
}

function rewritten(entryJson: string, runs: CookieRunWriter): string {
  const entry = JSON.parse(entryJson) as LogEntry;
  if (entry.kind !== 'request') return JSON.stringify(entry);
  return JSON.stringify({
    ...entry,
    // The number in the record only gives the order, and the order of the lines gives it too.
    ...(entry.isTimeUnknown ? { arrivedAtMs: null } : {}),
    ...(entry.expectedCookies === undefined ? {} : { expectedCookies: runs.shortened(entry) }),
  });
}
