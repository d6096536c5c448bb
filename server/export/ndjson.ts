import { aboutExport, type ExportHead } from './export-head.ts';
import type { LogWriter } from './log-writer.ts';

/**
 * NDJSON: first a line `{"format","exportedAt","redacted"}` (and `"scope"` where it is a part of the log), then each
 * entry whole, as the contract names it. The exact format: parsing a line gives back the entry, lone surrogates, NUL
 * and `__proto__` included. The JSON of an entry is its line as it is: JSON escapes every line break within a text,
 * and we write none between them.
 */
export function ndjsonWriter(head: ExportHead): LogWriter {
  return {
    head: () => `${JSON.stringify(aboutExport(head))}\n`,
    entry: (entryJson) => `${entryJson.includes('\n') ? JSON.stringify(JSON.parse(entryJson)) : entryJson}\n`,
    end: () => '',
  };
}
