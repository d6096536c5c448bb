import type { AnyLanguage } from '../any-language.ts';
import { count, plural } from './words.ts';

/** The Store tab: the calls of the session store in one request. */
export const storeTab = {
  tab: 'Store',
  lead: (n: number) =>
    n === 1 ? 'The store was asked once in this request.' : `The store was asked ${count(n)} times in this request.`,
  leadFailed: (n: number) => `${plural(n, 'call')} failed.`,
  noCalls: 'The store was not asked: there was no genuine cookie to look up, and nothing to keep.',
  noStore: 'This engine has no store: the cookie itself holds the whole session, signed. The Cookie tab shows it.',
  calls: 'Calls of the store, in order',
  phase: {
    load: 'the middleware, to load',
    handler: 'the handler',
    end: 'the middleware, at the end',
  },
  askedBy: 'Asked by',
  atMs: 'At',
  waited: 'Waited',
  sqlite: 'In SQLite',
  rows: 'Rows changed',
  ms: (ms: string) => `${ms} ms`,
  microseconds: (n: number) => `${count(n)} µs`,
  notRun: 'no statement was run',
  unchanged: 'none',
  rowCount: (n: number) => count(n),
  outcome: { ok: 'done', 'not-found': 'not found', failed: 'failed' },
  found: 'found',
  again: 'the same call again',
  sql: 'Its SQL',
  rowNow: 'The row in SQLite now',
  noRow: 'There is no such row any more.',
  null: 'NULL',
};

export type StoreTabStrings = AnyLanguage<typeof storeTab>;
