import { setImmediate } from 'node:timers/promises';
import type { ExportProgress, StoredLogExport } from './stored-log.ts';

/** A running export. */
export interface RunningExport {
  /**
   * The file as UTF-8. Reading the log starts with the first read of the body, and is at most a few chunks ahead. The
   * body fails with the reason of a failure; the file is then incomplete.
   */
  readonly body: ReadableStream<Uint8Array>;
  progress(): ExportProgress;
  /**
   * Returns a chunk of the body that will not be read again, so that its memory is reused. Chunks that are not returned
   * are garbage-collected, which can delay other work in the thread.
   */
  giveBack(chunk: Uint8Array): void;
  /** Stops the export if it is running; its body then fails. Resolves when it no longer uses the database. */
  stop(): Promise<void>;
}

export const CANCELLED = 'The export was cancelled.';

/** Exports in this thread, and lets the event loop run between two chunks. */
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
