/** The worker thread of checkpoints.ts: copies pages on a connection of its own whenever it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { type ToldError, tellCrash, toldError } from '../../base/thread-error.ts';
import { connectTo } from './connect-to.ts';
import type { DatabasePlace } from './file-identity.ts';

export type CheckpointOrder = 'copy' | 'close';
export interface CheckpointAnswer {
  /** What kept it from copying; null if it copied what it could. */
  readonly error: ToldError | null;
}

/**
 * What came in while it copied is copied at once: the less is left, the sooner the site's next commit can start the
 * log over.
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

/** Never waits for a lock: who holds one is at the same work. */
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
