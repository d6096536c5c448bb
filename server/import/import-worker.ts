/**
 * The thread that reads one file into a recording, so that nothing else waits for it. Its job is in import-thread.ts.
 */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type ToldError, tellCrash, toldError } from '../base/thread-error.ts';
import { type ReadProgress, type RecordingJob, type RecordingResult, readRecording } from './read-recording.ts';

/** What it tells: how far it is, now and then; and how it ended. */
export type FromImportThread =
  | { readonly progress: ReadProgress }
  | { readonly result: RecordingResult }
  /** Something that nobody expected of a file. */
  | { readonly failure: ToldError };

const progressEveryMs = 100;

const port = parentPort;
if (port !== null) void run(workerData as RecordingJob, port);

async function run(job: RecordingJob, port: NonNullable<typeof parentPort>): Promise<void> {
  tellCrash();
  const tell = (message: FromImportThread) => port.postMessage(message);
  let isStopped = false;
  // The one thing it is told: to stop.
  port.once('message', () => {
    isStopped = true;
  });
  let toldAtMs = performance.now();
  try {
    const result = await readRecording(job, async (progress) => {
      if (performance.now() - toldAtMs > progressEveryMs) {
        toldAtMs = performance.now();
        tell({ progress });
      }
      // A turn in which to hear of a stop.
      await setImmediate();
      return !isStopped;
    });
    tell({ result });
  } catch (error) {
    tell({ failure: toldError(error) });
  } finally {
    port.close();
  }
}
