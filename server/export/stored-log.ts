import type { ExportFormat } from '../contract/export-options.ts';
import type { ExportStep } from '../contract/export-results.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import type { StoredEntry } from '../storage/log/stored-entry.ts';
import { type ExportChunks, type ExportPiecesOptions, exportChunks } from './export-chunks.ts';
import { countOf, type ExportPart, rowsOf } from './export-part.ts';

/** The content and the format of an export. It is plain data and can be sent to a thread. */
export interface ExportJob {
  readonly format: ExportFormat;
  readonly raw: boolean;
  readonly part: ExportPart;
  /** The address of the site, for the absolute URLs of HAR. */
  readonly siteUrl: string;
  readonly nowMs: number;
  readonly signingSecrets: readonly string[];
  /** The key of the pseudonyms in the preview. If absent, new pseudonyms are used. */
  readonly pseudonymKey?: Uint8Array | undefined;
}

/**
 * The progress of an export, in entries. `total` includes ids that were never written. Where secrets are replaced, all
 * entries are first read to collect the secrets, and then written.
 */
export interface ExportProgress {
  readonly step: ExportStep;
  readonly done: number;
  readonly total: number;
  /**
   * The number of secrets that were replaced only in fields known to contain a secret, because there were too many; see
   * RowRedactor.
   */
  readonly replacedInPlaceOnly: number;
}

export const NO_PROGRESS: ExportProgress = { step: 'writing', done: 0, total: 0, replacedInPlaceOnly: 0 };

/** The running export of a stored log. */
export interface StoredLogExport {
  /** See exportChunks. */
  readonly chunks: ExportChunks;
  progress(): ExportProgress;
}

/** Exports a part of the log. Reading starts with the first chunk. The secrets of the whole log are replaced in it. */
export function exportStoredLog(reader: LogReader, job: ExportJob): StoredLogExport {
  const progress = { ...NO_PROGRESS };
  function* counting(step: ExportStep, part: ExportPart): Generator<StoredEntry> {
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
    again(() => counting('writing', job.part)),
  );
  const onCollected = (replacedInPlaceOnly: number) => Object.assign(progress, { replacedInPlaceOnly });
  // An entry outside of the part may identify a secret inside it.
  const collected = again(() => counting('collecting', { of: 'all' }));
  // CSV has no head that could contain the number.
  const counted = job.format === 'csv' ? [] : again(() => counting('collecting', job.part));
  return { chunks: exportChunks({ ...pieces, collected, counted, onCollected }), progress: () => ({ ...progress }) };
}

function again<Item>(from: () => Iterator<Item>): Iterable<Item> {
  return { [Symbol.iterator]: from };
}

/** The options with which a job becomes text: its rows, and facts about them. */
export function piecesOptions(reader: LogReader, job: ExportJob, rows: Iterable<StoredEntry>): ExportPiecesOptions {
  const { part, siteUrl, nowMs, signingSecrets, pseudonymKey } = job;
  const isKnownSid = (sid: string) => reader.knowsSid(sid);
  return { rows, options: job, scope: part.of, siteUrl, nowMs, isKnownSid, signingSecrets, pseudonymKey };
}
