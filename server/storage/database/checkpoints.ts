import type { Database } from 'better-sqlite3';
import { SideThread } from '../../base/side-thread.ts';
import { errorOf } from '../../base/thread-error.ts';
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
  let thread: SideThread<CheckpointOrder, CheckpointAnswer> | null = null;
  let isCopying = false;
  let isRestDue = false;
  let isClosed = false;
  let sinceLook = 0;
  let nextOwnCopyAt = mostFrames;
  const signal = new Int32Array(new SharedArrayBuffer(4));

  const giveUp = (error: Error): void => {
    if (isClosed) return;
    isClosed = true;
    thread?.abandon();
    thread = null;
    database.pragma('wal_autocheckpoint = 1000');
    onError(error);
  };
  const copyRest = (): void => {
    isRestDue = false;
    copyHere.get();
  };
  /** Whoever asks has committed, or will: that the journal cannot be looked at is no failure of the commit. */
  const orGiveUp = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const onDone = (): void => {
    isCopying = false;
    if (isClosed) return;
    orGiveUp(() => {
      if (isRestDue) copyRest();
      onCopied();
    });
  };
  const order = (): void => {
    thread ??= startThread(path, signal, { onDone, onError: giveUp });
    isCopying = true;
    thread.tell('copy');
  };
  const copyIfDue = (): void => {
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
  };

  return {
    committed() {
      if (isClosed || ++sinceLook < lookEvery) return;
      sinceLook = 0;
      orGiveUp(copyIfDue);
    },
    isCaughtUp() {
      let isBehind = false;
      orGiveUp(() => {
        if (isClosed) return;
        const { log: frames, checkpointed } = look.get() ?? { log: 0, checkpointed: 0 };
        isBehind = frames - checkpointed > wantedFrames;
        if (isBehind && !isCopying) order();
      });
      return !isBehind;
    },
    close() {
      isClosed = true;
      if (thread === null) return;
      thread.tell('close');
      Atomics.wait(signal, 0, 0, closeMs);
      thread = null;
    },
  };
}

function startThread(
  path: string,
  signal: Int32Array,
  { onDone, onError }: { onDone: () => void; onError: (error: Error) => void },
): SideThread<CheckpointOrder, CheckpointAnswer> {
  return new SideThread(workerFile('checkpoint-worker', import.meta.url), {
    // It makes hardly any objects; resourceLimits are in MiB.
    workerData: { path, signal },
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
    onNews({ error }) {
      if (error === null) onDone();
      else onError(errorOf(error));
    },
    onEnd: (error) => onError(error ?? new Error('The thread that copies the write-ahead log has ended.')),
  });
}
