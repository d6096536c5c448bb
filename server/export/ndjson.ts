import { aboutExport, type ExportHead } from './export-head.ts';
import type { LogWriter } from './log-writer.ts';

/**
 * NDJSON: first a line `{"format","exportedAt","redacted"}` (with `"scope"` for a part of the log), then each entry in
 * full with the names of the contract. This is the exact format: parsing a line returns the entry, including lone
 * surrogates, NUL and `__proto__`. The JSON of an entry is one line, because JSON escapes every line break within a
 * text, and no other line breaks are written.
 */
export function ndjsonWriter(head: ExportHead): LogWriter {
  return {
    head: () => `${JSON.stringify(aboutExport(head))}\n`,
    entry: (entryJson) => `${entryJson.includes('\n') ? JSON.stringify(JSON.parse(entryJson)) : entryJson}\n`,
    end: () => '',
  };
}
