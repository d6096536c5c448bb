import { SideThread } from '../base/side-thread.ts';
import { type ToldError, toldError } from '../base/thread-error.ts';
import { workerFile } from '../base/worker-file.ts';
import type { FromImportThread } from './import-worker.ts';
import type { ReadProgress, RecordingJob, RecordingResult } from './read-recording.ts';

/** In MiB: an entry is in memory as bytes, as text and as a value, one at a time. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

/** A file that is being read. */
export interface RunningImport {
  /** Never rejects: an unexpected error is a failure like any other. */
  readonly result: Promise<RecordingResult>;
  progress(): ReadProgress;
  /** Ends the thread if it is running. Resolves when it no longer uses the files. */
  stop(): Promise<void>;
}

/** Reads a file in a separate thread. */
export function importInThread(job: RecordingJob): RunningImport {
  let progress: ReadProgress = { doneBytes: 0, entries: 0 };
  let settle: (result: RecordingResult) => void;
  const result = new Promise<RecordingResult>((resolve) => {
    settle = resolve;
  });
  const thread = new SideThread<'stop', FromImportThread>(workerFile('import-worker', import.meta.url), {
    workerData: job,
    resourceLimits,
    isHeld: true,
    onNews(news) {
      if ('progress' in news) progress = news.progress;
      else settle('result' in news ? news.result : unexpected(news.failure));
    },
    // Without an error it was ended before it had a result, because the file was closed.
    onEnd: (error) => settle(error === null ? CLOSED : unexpected(toldError(error))),
  });
  return { result, progress: () => progress, stop: () => thread.end('stop') };
}

const CLOSED: RecordingResult = { ok: false, failure: { why: 'closed', line: null, detail: '' } };

function unexpected({ message, code }: ToldError): RecordingResult {
  const isFull = code === 'ENOSPC' || code === 'SQLITE_FULL';
  return { ok: false, failure: { why: isFull ? 'disk-full' : 'failed', line: null, detail: isFull ? '' : message } };
}
