import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { workerFile } from '../base/worker-file.ts';
import type { FromImportThread } from './import-worker.ts';
import type { ReadProgress, RecordingJob, RecordingResult } from './read-recording.ts';

/** In MiB: an entry is held as bytes, as text and as a value, and no more than one at a time. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

/** A file that is being read. */
export interface RunningImport {
  /** Never rejects: what nobody expected is a failure like any other. */
  readonly result: Promise<RecordingResult>;
  progress(): ReadProgress;
  /** Ends it, if it is not over. Resolves when nothing of it uses the files any more. */
  stop(): Promise<void>;
}

/** Reads a file in a thread of its own. */
export function importInThread(job: RecordingJob): RunningImport {
  const worker = new Worker(workerFile('import-worker', import.meta.url), { workerData: job, resourceLimits });
  let progress: ReadProgress = { doneBytes: 0, entries: 0 };
  const exit = once(worker, 'exit').catch(() => {});
  const result = new Promise<RecordingResult>((resolve) => {
    worker.on('message', (news: FromImportThread) => {
      if ('progress' in news) progress = news.progress;
      else resolve('result' in news ? news.result : unexpected(news.failure, news.code));
    });
    worker.on('error', (error) => resolve(unexpected((error as Error).message, null)));
    void exit.then(() => resolve(unexpected('', null)));
  });
  return {
    result,
    progress: () => progress,
    async stop() {
      worker.postMessage('stop');
      await exit;
    },
  };
}

function unexpected(detail: string, code: string | null): RecordingResult {
  const isFull = code === 'ENOSPC' || code === 'SQLITE_FULL';
  return { ok: false, failure: { why: isFull ? 'disk-full' : 'failed', line: null, detail: isFull ? '' : detail } };
}
