/**
 * The thread that reads one file into a recording, so that the main thread stays free. Its job is in import-thread.ts.
 */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type ToldError, tellCrash, toldError } from '../base/thread-error.ts';
import { type ReadProgress, type RecordingJob, type RecordingResult, readRecording } from './read-recording.ts';

/** The messages of the thread: its progress, and its result. */
export type FromImportThread =
  | { readonly progress: ReadProgress }
  | { readonly result: RecordingResult }
  /** An unexpected error in a file. */
  | { readonly failure: ToldError };

const progressEveryMs = 100;

const port = parentPort;
if (port !== null) void run(workerData as RecordingJob, port);

async function run(job: RecordingJob, port: NonNullable<typeof parentPort>): Promise<void> {
  tellCrash();
  const tell = (message: FromImportThread) => port.postMessage(message);
  let isStopped = false;
  // The only order to the thread: to stop.
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
      // One turn of the event loop, in which an order to stop can arrive.
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
