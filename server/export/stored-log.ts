import type { ExportFormat } from '../contract/export-options.ts';
import type { ExportStep } from '../contract/export-results.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import type { StoredEntry } from '../storage/log/stored-entry.ts';
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

/**
 * How far an export is, in entries. `total` counts what the log may hold: ids that were never written are among it.
 * First all of them are read for their secrets, where these are replaced; then they are written.
 */
export interface ExportProgress {
  readonly step: ExportStep;
  readonly done: number;
  readonly total: number;
  /** So many secrets are replaced where they show as such only, since there were too many: see RowRedactor. */
  readonly replacedInPlaceOnly: number;
}

export const NO_PROGRESS: ExportProgress = { step: 'writing', done: 0, total: 0, replacedInPlaceOnly: 0 };

/** A stored log on its way into a file. */
export interface StoredLogExport {
  /** See exportChunks. */
  readonly chunks: ExportChunks;
  progress(): ExportProgress;
}

/**
 * Exports what the log holds of the part when the first chunk is asked for; nothing is read before. The secrets of
 * the whole log are replaced in it.
 */
export function exportStoredLog(reader: LogReader, job: ExportJob): StoredLogExport {
  const progress = { ...NO_PROGRESS };
  function* counted(step: ExportStep, part: ExportPart): Generator<StoredEntry> {
    const total = countOf(reader, part, Number.MAX_SAFE_INTEGER).entries;
    Object.assign(progress, { step, done: 0, total });
    for (const row of rowsOf(reader, part)) {
      progress.done++;
      yield row;
    }
    progress.total = progress.done;
  }
  const pieces = piecesOptions(
    reader,
    job,
    again(() => counted('writing', job.part)),
  );
  const onCollected = (replacedInPlaceOnly: number) => Object.assign(progress, { replacedInPlaceOnly });
  // An entry that is not in the part may show what is a secret in one that is.
  const collected = again(() => counted('collecting', { of: 'all' }));
  return { chunks: exportChunks({ ...pieces, collected, onCollected }), progress: () => ({ ...progress }) };
}

function again<Item>(from: () => Iterator<Item>): Iterable<Item> {
  return { [Symbol.iterator]: from };
}

/** How a job becomes text: rows of it, and what is to be known about them. */
export function piecesOptions(reader: LogReader, job: ExportJob, rows: Iterable<StoredEntry>): ExportPiecesOptions {
  const { part, siteUrl, nowMs, signingSecrets, pseudonymKey } = job;
  const isKnownSid = (sid: string) => reader.knowsSid(sid);
  return { rows, options: job, scope: part.of, siteUrl, nowMs, isKnownSid, signingSecrets, pseudonymKey };
}
