/**
 * The worker thread of checkpoints.ts. It copies pages through a separate connection when the main thread requests it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { type ToldError, tellCrash, toldError } from '../../base/thread-error.ts';
import { connectTo } from './connect-to.ts';
import type { DatabasePlace } from './file-identity.ts';

export type CheckpointOrder = 'copy' | 'close';
export interface CheckpointAnswer {
  /** The error that stopped the copy; null if all pages that could be copied were copied. */
  readonly error: ToldError | null;
}

/**
 * Pages that were committed during a copy are copied immediately. The fewer pages are left, the sooner the next commit
 * of the site can restart the log.
 */
const passes = 3;
const nothingMuch = 16;

tellCrash();
const { place, signal } = workerData as { place: DatabasePlace; signal: Int32Array };
let database: Database | null = null;

parentPort?.on('message', (order: CheckpointOrder) => {
  if (order === 'close') {
    closeAll();
    return;
  }
  let answer: CheckpointAnswer = { error: null };
  try {
    copy();
  } catch (error) {
    answer = { error: toldError(error) };
    database?.close();
    database = null;
  }
  parentPort?.postMessage(answer);
});

function copy(): void {
  database ??= open();
  for (let pass = 0; pass < passes; pass++) {
    const [result] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
    if (result === undefined || result.log - result.checkpointed <= nothingMuch) return;
  }
}

/** Never waits for a lock, because the connection that has the lock is doing the same work. */
function open(): Database {
  const opened = connectTo(place, { timeout: 0 });
  opened.pragma('synchronous = NORMAL');
  opened.pragma('trusted_schema = OFF');
  return opened;
}

function closeAll(): void {
  database?.close();
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
  parentPort?.close();
}
