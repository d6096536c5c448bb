import { setImmediate } from 'node:timers/promises';
import type { ExportProgress, StoredLogExport } from './stored-log.ts';

/** An export under way. */
export interface RunningExport {
  /**
   * UTF-8. Nothing is read before its reader asks, and no more than a few chunks ahead of it. Fails with the reason
   * of a failure; what came before is then an unfinished file.
   */
  readonly body: ReadableStream<Uint8Array>;
  progress(): ExportProgress;
  /**
   * Takes a chunk of the body back once nobody will read it again: its memory serves for another. To give none back
   * is no mistake, but what piles up then is collected, and whoever shares the thread waits for that.
   */
  giveBack(chunk: Uint8Array): void;
  /** Ends it, if it is not over; the body fails then. Resolves when nothing of it uses the database any more. */
  stop(): Promise<void>;
}

export const CANCELLED = 'The export was cancelled.';

/** Exports in this thread, with a turn of the event loop for everybody else between two chunks. */
export function exportHere({ chunks, progress }: StoredLogExport): RunningExport {
  let isStopped = false;
  let free: ArrayBuffer | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          await setImmediate();
          if (isStopped) throw new Error(CANCELLED);
          const { value, done } = chunks.next(free);
          if (done) return controller.close();
          // Secrets are being collected.
          if (value.length === 0) continue;
          free = undefined;
          return controller.enqueue(value);
        }
      },
      cancel() {
        chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    body,
    progress,
    giveBack({ buffer }) {
      if (buffer instanceof ArrayBuffer) free = buffer;
    },
    async stop() {
      isStopped = true;
      chunks.return();
    },
  };
}
