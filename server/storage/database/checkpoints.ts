import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { workerFile } from '../../base/worker-file.ts';
import type { CheckpointAnswer, CheckpointOrder } from './checkpoint-worker.ts';

/** Moves committed pages from the write-ahead log into the database, without keeping requests waiting for the disk. */
export interface Checkpoints {
  /** To be called after each commit; nearly free. */
  committed(): void;
  /**
   * Whether little waits to be copied. If not, a copy is under way from now on: for whoever writes much at once, and
   * can wait for it, so that no request has to.
   */
  isCaughtUp(): boolean;
  /** Stops, and lets go of the file: whoever closes last removes the write-ahead log. */
  close(): void;
}

export interface CheckpointOptions {
  readonly database: Database;
  readonly path: string;
  /** Called when the worker has done a copy: what could not be done beside it can be done now. */
  readonly onCopied: () => void;
  readonly onError: (error: Error) => void;
}

/** How often the length of the write-ahead log is looked at, in commits. */
const lookEvery = 32;
/** Frames are pages of 4 KiB. */
const wantedFrames = 1_000;
/**
 * A site that is never idle can write as fast as the worker copies. From here on the site's own connection copies the
 * rest, so that the log starts over: two waits for the disk now and then, for a file that stays near 64 MiB.
 */
const mostFrames = 16_000;
/** How long closing waits for a copy that is under way. */
const closeMs = 5_000;

/**
 * SQLite checkpoints within a commit as soon as a thousand pages wait, and waits for the disk twice: 10 to 20 ms in
 * which no request is answered, more than all else that a thousand commits cost. So that is turned off, and a worker
 * with a connection of its own copies while requests go on. The worker starts with the first copy that is due.
 * `onError` gets what kept it from copying; SQLite's own way is then taken again.
 */
export function createCheckpoints({ database, path, onCopied, onError }: CheckpointOptions): Checkpoints {
  database.pragma('wal_autocheckpoint = 0');
  const look = database.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  const copyHere = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let worker: Worker | null = null;
  let isCopying = false;
  let isRestDue = false;
  let isClosed = false;
  let sinceLook = 0;
  let nextOwnCopyAt = mostFrames;
  const signal = new Int32Array(new SharedArrayBuffer(4));

  const giveUp = (error: Error): void => {
    if (isClosed) return;
    isClosed = true;
    worker = null;
    database.pragma('wal_autocheckpoint = 1000');
    onError(error);
  };
  const copyRest = (): void => {
    isRestDue = false;
    copyHere.get();
  };
  const onDone = (): void => {
    isCopying = false;
    if (isClosed) return;
    if (isRestDue) copyRest();
    onCopied();
  };
  const order = (): void => {
    worker ??= startWorker(path, signal, { onDone, onError: giveUp });
    isCopying = true;
    worker.postMessage('copy' satisfies CheckpointOrder);
  };

  return {
    committed() {
      if (isClosed || ++sinceLook < lookEvery) return;
      sinceLook = 0;
      const { log: frames, checkpointed } = look.get() ?? { log: 0, checkpointed: 0 };
      if (frames < mostFrames) nextOwnCopyAt = mostFrames;
      if (frames > nextOwnCopyAt) {
        // A reader can hold back the start over: then it is tried again when as much more has come.
        nextOwnCopyAt = frames + wantedFrames;
        if (isCopying) isRestDue = true;
        else copyRest();
      } else if (!isCopying && frames - checkpointed > wantedFrames) {
        order();
      }
    },
    isCaughtUp() {
      if (isClosed) return true;
      const { log: frames, checkpointed } = look.get() ?? { log: 0, checkpointed: 0 };
      if (frames - checkpointed <= wantedFrames) return true;
      if (!isCopying) order();
      return false;
    },
    close() {
      isClosed = true;
      if (worker === null) return;
      worker.postMessage('close' satisfies CheckpointOrder);
      Atomics.wait(signal, 0, 0, closeMs);
      worker = null;
    },
  };
}

function startWorker(
  path: string,
  signal: Int32Array,
  { onDone, onError }: { onDone: () => void; onError: (error: Error) => void },
): Worker {
  // It makes hardly any objects; resourceLimits are in MiB.
  const start = { workerData: { path, signal }, resourceLimits: { maxYoungGenerationSizeMb: 2 } };
  const worker = new Worker(workerFile('checkpoint-worker', import.meta.url), start);
  worker.unref();
  worker.on('message', (answer: CheckpointAnswer) => {
    if (answer.error === null) onDone();
    else onError(new Error(answer.error));
  });
  worker.on('error', onError);
  return worker;
}
