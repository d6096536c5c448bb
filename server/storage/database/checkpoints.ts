import type { Database } from 'better-sqlite3';
import { SideThread } from '../../base/side-thread.ts';
import { errorOf } from '../../base/thread-error.ts';
import { asError } from '../../base/thrown.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { CheckpointAnswer, CheckpointOrder } from './checkpoint-worker.ts';
import type { DatabasePlace } from './file-identity.ts';

/** Moves committed pages from the write-ahead log into the database, without keeping requests waiting for the disk. */
export interface Checkpoints {
  /**
   * Must be called after each commit, with the approximate number of bytes that it has written. The call costs almost
   * nothing.
   */
  committed(bytes: number): void;
  /**
   * Whether few pages wait to be copied. If not, a copy is started. This is for callers that write a lot and can wait,
   * so that requests need not wait.
   */
  isCaughtUp(): boolean;
  /** The number of copies that were started or ended, so it is odd during a copy. Null if SQLite itself now copies. */
  readonly copies: number | null;
  /** Stops and closes the connection. The last connection that closes removes the write-ahead log. */
  close(): void;
}

export interface CheckpointOptions {
  readonly database: Database;
  /** Where the worker may open the database. Null if it may not. */
  readonly place: () => DatabasePlace | null;
  /** Commits wait from `hold` to `release`. */
  readonly commits: { hold(): void; release(): void };
  /** Called after a copy by the worker, for work that was not possible during the copy. */
  readonly onCopied: () => void;
  readonly onError: (error: Error) => void;
}

/** How often the length of the write-ahead log is checked. */
const lookEvery = { commits: 32, bytes: 1024 * 1024 } as const;
/** The number of waiting frames from which the worker copies. Frames are pages of 4 KiB. */
const wantedFrames = 1_000;
/**
 * A site that is never idle can write as fast as the worker copies. From this number on, the site's own connection
 * copies the rest when little is left, so that the log starts over. This costs two waits for the disk from time to
 * time.
 */
const ownCopyFrames = 12_000;
/**
 * A site that writes faster than the disk must wait for the disk. From this size on (55 MiB), commits wait until
 * everything is copied and the log starts over. Transactions are so small that the log stays below 64 MiB.
 */
const heldFrames = 14_000;
/** If a reader kept the log from starting over, it is tried again after this many further frames. */
const againFrames = 1_000;
/** The maximum time for which commits wait. After that the log grows. */
const mostHeldMs = 30_000;
/** How long closing waits for a running copy. */
const closeMs = 5_000;

/**
 * SQLite checkpoints within a commit as soon as a thousand pages wait, and waits for the disk twice. That is 10 to 20
 * ms in which no request is answered, more than the rest of a thousand commits. So this is turned off, and a worker
 * copies through its own connection while requests go on. The worker starts with the first copy that is due. `onError`
 * gets the error that stopped the worker; SQLite's own checkpoints are then turned on again.
 */
export function createCheckpoints(options: CheckpointOptions): Checkpoints {
  const { database, place, commits, onCopied, onError } = options;
  database.pragma('wal_autocheckpoint = 0');
  const look = database.prepare<[], WalLength>('PRAGMA wal_checkpoint(NOOP)');
  const copyHere = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  /** Like PASSIVE, but waits a moment for readers, so that the next commit starts the log over. */
  const restart = database.prepare('PRAGMA wal_checkpoint(RESTART)');
  let thread: SideThread<CheckpointOrder, CheckpointAnswer> | null = null;
  let copies = 0;
  const isCopying = () => copies % 2 === 1;
  let isClosed = false;
  let sinceLook = { commits: 0, bytes: 0 };
  let nextOwnCopyAt = ownCopyFrames;
  let nextHoldAt = heldFrames;
  /** The number of copied frames when the last copy started, while commits wait. */
  let held: { copiedFrames: number; readonly timer: NodeJS.Timeout } | null = null;
  const signal = new Int32Array(new SharedArrayBuffer(4));

  const lengthNow = (): WalLength => look.get() ?? { log: 0, checkpointed: 0 };
  const order = (): void => {
    const found = place();
    if (found === null) {
      letGo();
      return;
    }
    thread ??= startThread(found, signal, { onDone, onError: giveUp });
    copies++;
    thread.tell('copy');
  };
  const hold = (): void => {
    commits.hold();
    held = { copiedFrames: -1, timer: setTimeout(() => orGiveUp(letGo), mostHeldMs).unref() };
    if (!isCopying()) copyAll();
  };
  const letGo = (): void => {
    if (held === null) return;
    clearTimeout(held.timer);
    held = null;
    nextHoldAt = isClosed ? heldFrames : lengthNow().log + againFrames;
    commits.release();
  };
  /** Runs while commits wait. A reader of older pages can prevent copying the rest; then the copy ends here. */
  const copyAll = (): void => {
    const { log: frames, checkpointed } = lengthNow();
    if (held !== null && checkpointed < frames && checkpointed > held.copiedFrames) {
      held.copiedFrames = checkpointed;
      order();
      return;
    }
    restart.get();
    copies += 2;
    letGo();
  };
  const copyIfDue = (): void => {
    const { log: frames, checkpointed } = lengthNow();
    const waiting = frames - checkpointed;
    if (frames < ownCopyFrames) nextOwnCopyAt = ownCopyFrames;
    if (frames < heldFrames) nextHoldAt = heldFrames;
    if (frames >= nextHoldAt) hold();
    else if (isCopying()) return;
    else if (waiting > wantedFrames) order();
    else if (frames >= nextOwnCopyAt) {
      nextOwnCopyAt = frames + againFrames;
      copyHere.get();
      copies += 2;
    }
  };
  const onDone = (): void => {
    copies++;
    if (isClosed) return;
    orGiveUp(() => {
      if (held === null) copyIfDue();
      else copyAll();
      onCopied();
    });
  };
  const giveUp = (error: Error): void => {
    if (isClosed) return;
    isClosed = true;
    thread?.abandon();
    thread = null;
    letGo();
    database.pragma('wal_autocheckpoint = 1000');
    onError(error);
  };
  /** The caller has committed or will commit, so a failure to read the journal is not a failure of the commit. */
  const orGiveUp = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      giveUp(asError(error));
    }
  };

  return {
    committed(bytes) {
      sinceLook = { commits: sinceLook.commits + 1, bytes: sinceLook.bytes + bytes };
      if (isClosed || held !== null) return;
      if (sinceLook.commits < lookEvery.commits && sinceLook.bytes < lookEvery.bytes) return;
      sinceLook = { commits: 0, bytes: 0 };
      orGiveUp(copyIfDue);
    },
    isCaughtUp() {
      let isBehind = false;
      orGiveUp(() => {
        if (isClosed) return;
        const { log: frames, checkpointed } = lengthNow();
        isBehind = frames - checkpointed > wantedFrames;
        if (isBehind && !isCopying()) order();
      });
      return !isBehind;
    },
    get copies() {
      return isClosed ? null : copies;
    },
    close() {
      isClosed = true;
      letGo();
      if (thread === null) return;
      thread.tell('close');
      Atomics.wait(signal, 0, 0, closeMs);
      thread = null;
    },
  };
}

interface WalLength {
  /** The number of frames in the log, and how many of them are in the database already. */
  readonly log: number;
  readonly checkpointed: number;
}

function startThread(
  place: DatabasePlace,
  signal: Int32Array,
  { onDone, onError }: { onDone: () => void; onError: (error: Error) => void },
): SideThread<CheckpointOrder, CheckpointAnswer> {
  return new SideThread(workerFile('checkpoint-worker', import.meta.url), {
    // The worker allocates few objects; resourceLimits are in MiB.
    workerData: { place, signal },
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
    onNews({ error }) {
      if (error === null) onDone();
      else onError(errorOf(error));
    },
    onEnd: (error) => onError(error ?? new Error('The thread that copies the write-ahead log has ended.')),
  });
}
