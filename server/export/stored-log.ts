import type { ExportFormat } from '../contract/export-options.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import { type ExportChunks, type ExportPiecesOptions, exportChunks } from './export-chunks.ts';
import { countOf, type ExportPart, rowsOf } from './export-part.ts';

/** What is to be exported, and how. Plain data: a thread can be given it. */
export interface ExportJob {
  readonly format: ExportFormat;
  readonly raw: boolean;
  readonly part: ExportPart;
  /** Where the site listens, for the absolute URLs of HAR. */
  readonly siteUrl: string;
  readonly nowMs: number;
  readonly signingSecrets: readonly string[];
  /** The pseudonyms that a preview has shown; absent: new ones. */
  readonly pseudonymKey?: Uint8Array | undefined;
}

/** How far an export is, in entries. `total` counts what the log may hold: ids that were never written are among it. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

/** A stored log on its way into a file. */
export interface StoredLogExport {
  /** See exportChunks. */
  readonly chunks: ExportChunks;
  progress(): ExportProgress;
}

/** Exports what the log holds of the part when the first chunk is asked for; nothing is read before. */
export function exportStoredLog(reader: LogReader, job: ExportJob): StoredLogExport {
  const progress = { done: 0, total: 0 };
  function* counted(): Generator<string> {
    progress.total = countOf(reader, job.part, Number.MAX_SAFE_INTEGER).entries;
    for (const row of rowsOf(reader, job.part)) {
      progress.done++;
      yield row;
    }
    progress.total = progress.done;
  }
  return { chunks: exportChunks(piecesOptions(reader, job, counted())), progress: () => ({ ...progress }) };
}

/** How a job becomes text: rows of it, and what is to be known about them. */
export function piecesOptions(reader: LogReader, job: ExportJob, rows: Iterable<string>): ExportPiecesOptions {
  const { part, siteUrl, nowMs, signingSecrets, pseudonymKey } = job;
  const isKnownSid = (sid: string) => reader.knowsSid(sid);
  return { rows, options: job, scope: part.of, siteUrl, nowMs, isKnownSid, signingSecrets, pseudonymKey };
}
