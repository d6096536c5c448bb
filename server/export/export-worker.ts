/**
 * The thread of one export. It reads the log through a separate connection and makes a chunk of the file on request.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type ToldError, tellCrash, toldError } from '../base/thread-error.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import { LogReader } from '../storage/log/log-reader.ts';
import type { ExportProgress } from './stored-log.ts';
import { type ExportJob, exportStoredLog } from './stored-log.ts';

export interface ThreadJob extends ExportJob {
  readonly place: DatabasePlace;
}

/** Messages to the thread: make another chunk, close the database and end, or reuse returned memory. */
export type ToExportThread = 'next' | 'stop' | { readonly free: ArrayBuffer };

export interface StillCollecting {
  readonly collecting: ExportProgress;
}

/**
 * Messages from the thread: the progress while secrets are collected, a chunk (transferred, not copied), the end, or
 * the reason of a failure.
 */
export type FromExportThread =
  | StillCollecting
  | { readonly chunk: Uint8Array<ArrayBuffer>; readonly progress: ExportProgress }
  | { readonly isDone: true; readonly progress: ExportProgress }
  | { readonly failure: ToldError };

const port = parentPort;
if (port !== null) run(workerData as ThreadJob, port);

function run({ place, ...job }: ThreadJob, port: NonNullable<typeof parentPort>): void {
  tellCrash();
  const tell = (message: FromExportThread, handedOver: ArrayBuffer[] = []) => port.postMessage(message, handedOver);
  try {
    const database = openDatabaseForReading(place);
    // Each page is read once.
    database.pragma('cache_size = -1000');
    const { chunks, progress } = exportStoredLog(new LogReader(database), job);
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      chunks.return();
      database.close();
      port.close();
    };
    const free: ArrayBuffer[] = [];
    let wanted = 0;
    const makeNext = (): void => {
      if (isOver) return;
      try {
        const { value, done } = chunks.next(free.pop());
        if (!done) {
          if (value.length > 0) {
            wanted--;
            tell({ chunk: value, progress: progress() }, [value.buffer]);
          } else {
            // While secrets are collected, the thread handles orders between two steps.
            tell({ collecting: progress() });
          }
          if (wanted > 0) setImmediate(makeNext);
          return;
        }
        tell({ isDone: true, progress: progress() });
      } catch (error) {
        tell({ failure: toldError(error) });
      }
      end();
    };
    port.on('message', (order: ToExportThread) => {
      if (order === 'stop') return end();
      if (order !== 'next') return void free.push(order.free);
      wanted++;
      if (wanted === 1) makeNext();
    });
  } catch (error) {
    tell({ failure: toldError(error) });
    port.close();
  }
}
