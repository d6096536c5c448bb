/** The thread of session-pages.ts: an index of the sessions through its own read-only connection. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ToldError, tellCrash, toldError } from '../../base/thread-error.ts';
import type { SessionPage } from '../../contract/session-page.ts';
import { openDatabaseForReading } from '../database/database.ts';
import type { DatabasePlace } from '../database/file-identity.ts';
import { SessionIndex, type SessionIndexQuery } from './session-index.ts';

export type ToSessionThread = { readonly number: number; readonly query: SessionIndexQuery } | 'warm' | 'stop';
export type FromSessionThread = { readonly number: number } & (
  | { readonly page: SessionPage }
  | { readonly failure: ToldError }
);

const port = parentPort;
if (port !== null) {
  tellCrash();
  const database = openDatabaseForReading(workerData as DatabasePlace);
  const index = new SessionIndex(database);
  port.on('message', (order: ToSessionThread) => {
    if (order === 'stop') {
      database.close();
      port.close();
      return;
    }
    if (order === 'warm') index.refresh(Date.now());
    else port.postMessage(answer(index, order) satisfies FromSessionThread);
  });
}

function answer(index: SessionIndex, { number, query }: Exclude<ToSessionThread, string>): FromSessionThread {
  try {
    return { number, page: index.page(query) };
  } catch (error) {
    return { number, failure: toldError(error) };
  }
}
