import type { LogEntry } from '../contract/log-entry.ts';
import { EXPORT_FORMAT, type ExportHead } from './export-head.ts';
import { isoTime } from './iso-time.ts';

/**
 * Writes entries as NDJSON, one piece of text a line: first `{"format","exportedAt","redacted"}`, then each entry whole, as the
 * contract names it. The exact format: parsing a line gives back the entry, lone surrogates, NUL and `__proto__` included.
 * JSON escapes every line break, so a line is an entry.
 */
export async function* writeNdjson(entries: AsyncIterable<LogEntry>, head: ExportHead): AsyncGenerator<string> {
  yield line({ format: EXPORT_FORMAT, exportedAt: isoTime(head.exportedAtMs), redacted: head.isRedacted });
  for await (const entry of entries) yield line(entry);
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
