import type { ExportFormat } from '../contract/export-options.ts';
import type { LogReader } from '../store/log-reader.ts';
import { exportChunks } from './export-chunks.ts';
import type { ExportProgress } from './running-export.ts';

/** What is to be exported, and how. Plain data: a thread can be given it. */
export interface ExportJob {
  readonly format: ExportFormat;
  readonly raw: boolean;
  /** Where the site listens, for the absolute URLs of HAR. */
  readonly siteUrl: string;
  readonly nowMs: number;
  readonly signingSecrets: readonly string[];
}

/** A stored log on its way into a file. */
export interface StoredLogExport {
  /** See exportChunks. */
  readonly chunks: Generator<Uint8Array<ArrayBuffer>, void>;
  progress(): ExportProgress;
}

/** Exports what the log holds when the first chunk is asked for; nothing is read before. */
export function exportStoredLog(reader: LogReader, job: ExportJob): StoredLogExport {
  const progress = { done: 0, total: 0 };
  function* counted(): Generator<string> {
    progress.total = reader.idSpan();
    for (const row of reader.allRows()) {
      progress.done++;
      yield row;
    }
    progress.total = progress.done;
  }
  const { signingSecrets, siteUrl, nowMs } = job;
  const isKnownSid = (sid: string) => reader.knowsSid(sid);
  return {
    chunks: exportChunks({ rows: counted(), options: job, siteUrl, nowMs, isKnownSid, signingSecrets }),
    progress: () => ({ ...progress }),
  };
}
