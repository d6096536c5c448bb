import { setImmediate } from 'node:timers/promises';
import type { ExportFormat, ExportOptions } from '../contract/export-options.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import { writeCsv } from './csv.ts';
import type { ExportHead } from './export-head.ts';
import { writeHar } from './har.ts';
import { writeNdjson } from './ndjson.ts';
import { createRedactor, type Redact, type RedactorOptions } from './redact.ts';

export interface LogExportOptions extends RedactorOptions {
  /** Oldest first. Read once, at the pace of the reader, and ended early if the reader leaves. */
  readonly entries: AsyncIterable<LogEntry>;
  readonly options: ExportOptions;
  /** Where the site listens, for the absolute URLs of HAR. */
  readonly siteUrl: string;
  readonly nowMs: number;
}

export interface LogExport {
  readonly contentType: string;
  /** UTF-8 in chunks of about 64 KiB. Fails with the error of the source; what came before is then an unfinished file. */
  readonly body: ReadableStream<Uint8Array>;
}

const CHUNK_CHARACTERS = 64 * 1024;

const contentTypes: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  // HAR has no media type of its own; it is JSON.
  har: 'application/json; charset=utf-8',
};

/**
 * Exports a log. Without `options.raw` every secret is replaced (see createRedactor). Nothing is read before the body is, and
 * at most one chunk ahead of its reader, so memory does not grow with the log; cancelling the body ends the source.
 */
export function exportLog(given: LogExportOptions): LogExport {
  const { options, siteUrl, nowMs, entries } = given;
  const head: ExportHead = { exportedAtMs: nowMs, isRedacted: !options.raw, siteUrl };
  const shown = options.raw ? entries : redacted(entries, createRedactor(given));
  return { contentType: contentTypes[options.format], body: chunked(write(options.format, shown, head)) };
}

function write(format: ExportFormat, entries: AsyncIterable<LogEntry>, head: ExportHead): AsyncGenerator<string> {
  switch (format) {
    case 'ndjson':
      return writeNdjson(entries, head);
    case 'csv':
      return writeCsv(entries);
    case 'har':
      return writeHar(entries, head);
  }
}

async function* redacted(entries: AsyncIterable<LogEntry>, redact: Redact): AsyncGenerator<LogEntry> {
  for await (const entry of entries) yield redact(entry);
}

function chunked(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A reader that is always ready would otherwise keep the event loop to itself until the end.
        await setImmediate();
        let text = '';
        while (text.length < CHUNK_CHARACTERS) {
          const piece = await pieces.next();
          if (piece.done) {
            if (text !== '') controller.enqueue(encoder.encode(text));
            controller.close();
            return;
          }
          text += piece.value;
        }
        controller.enqueue(encoder.encode(text));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
