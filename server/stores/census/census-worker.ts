/** The thread of store-census.ts: the rows of one store, through connections of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Question } from '../../base/asked-thread.ts';
import { tellCrash, toldError } from '../../base/thread-error.ts';
import type { StoreAccess } from '../attached-store.ts';
import { openReader } from '../open-reader.ts';
import { Census, type CensusPage, type CensusQuery } from './census.ts';
import type { LoggedSession } from './census-rows.ts';

/** Null if the page of the given version is current. */
export type CensusAnswer = { readonly page: CensusPage | null };
export type CensusOrder = { readonly noted: readonly LoggedSession[] };

const port = parentPort;
if (port !== null) {
  tellCrash();
  const { place, mapping } = workerData as StoreAccess;
  const census = new Census({ open: () => openReader(place, mapping), mapping });
  port.on('message', (order: Question<CensusQuery> | CensusOrder | 'stop') => {
    if (order === 'stop') void census.stop().finally(() => port.close());
    else if ('noted' in order) census.note(order.noted);
    else void answer(census, order).then((told) => port.postMessage(told));
  });
}

async function answer(census: Census, { number, asked }: Question<CensusQuery>): Promise<Answer<CensusAnswer>> {
  try {
    return { number, answered: { page: await census.page(asked) } };
  } catch (error) {
    return { number, failure: toldError(error) };
  }
}
