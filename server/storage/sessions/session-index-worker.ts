/** The thread of session-pages.ts: an index of the sessions through its own read-only connection. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Question } from '../../base/asked-thread.ts';
import { tellCrash, toldError } from '../../base/thread-error.ts';
import type { SessionPage } from '../../contract/session-page.ts';
import { openDatabaseForReading } from '../database/database.ts';
import type { DatabasePlace } from '../database/file-identity.ts';
import { SessionIndex, type SessionIndexQuery } from './session-index.ts';

const port = parentPort;
if (port !== null) {
  tellCrash();
  const database = openDatabaseForReading(workerData as DatabasePlace);
  const index = new SessionIndex(database);
  port.on('message', (order: Question<SessionIndexQuery> | 'warm' | 'stop') => {
    if (order === 'stop') {
      database.close();
      port.close();
      return;
    }
    if (order === 'warm') index.refresh(Date.now());
    else port.postMessage(answer(index, order) satisfies Answer<SessionPage>);
  });
}

function answer(index: SessionIndex, { number, asked }: Question<SessionIndexQuery>): Answer<SessionPage> {
  try {
    return { number, answered: index.page(asked) };
  } catch (error) {
    return { number, failure: toldError(error) };
  }
}
