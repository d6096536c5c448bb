import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, plural } from './words.ts';

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
  inStore: { sqlite: 'In SQLite', redis: 'In Redis, with the way', postgres: 'In PostgreSQL, with the way' },
  rows: 'Rows changed',
  version: 'Version',
  replaced: (n: number) => `replaced version ${count(n)} of another request`,
  ms: (ms: string) => `${ms} ms`,
  microseconds: (n: number) => `${count(n)} µs`,
  notRun: 'no statement was run',
  unchanged: 'none',
  rowCount: (n: number) => count(n),
  outcome: { ok: 'done', 'not-found': 'not found', failed: 'failed' },
  found: 'found',
  again: 'the same call again',
  sql: { sqlite: 'Its SQL', redis: 'Its command or script', postgres: 'Its SQL' },
  rowNow: {
    sqlite: 'The row in SQLite now',
    redis: 'The session in Redis now',
    postgres: 'The row in PostgreSQL now',
  },
  noRow: 'There is no such row any more.',
  null: 'NULL',
  /** Of an app that uses session-inspector/express. */
  told: {
    state: {
      told: 'The app itself told this, with session-inspector/express.',
      unhandled: 'The app says that no session middleware handled this request.',
      'not-in-time': 'The app is connected, but it told nothing about this request.',
    },
    reads: 'The changes are the difference between the session before and after. What the handler read is not visible.',
    tooLarge: (n: number) => `The session has ${bytes(n)}. The app does not send the data of such a large session.`,
  },
  reading: {
    title: 'Read from the session store',
    lead: (mapping: string) =>
      `The app's store was read before and after this request (${mapping}). Nothing was written.`,
    attribution: {
      alone: 'No other request of this session overlapped, so the change belongs to this request.',
      shared: 'Other requests of this session overlapped, so the change belongs to all of them together.',
      outside: 'The session had changed since the previous request, by something that did not come through this proxy.',
      late: 'The session was saved after the response.',
      unfinished:
        'The client disconnected before the whole response had left, so the app may have changed the session later.',
      'not-in-time': 'The store did not answer within 50 ms, so the request was forwarded without the state before it.',
      unreadable: 'One side could not be read, so nothing is known about a change.',
    },
    sharedWith: 'Overlapping requests',
    lateMs: (ms: number) => `${count(Math.round(ms))} ms after the response`,
    column: { before: 'Before', after: 'After' },
    row: {
      state: 'Row',
      key: 'Key',
      bytes: 'Size',
      encoding: 'Encoding',
      expires: 'Row expires',
      cookieExpires: 'Cookie in the value expires',
      detail: 'Reason',
    },
    state: {
      present: 'found',
      absent: 'not in the store',
      expired: 'expired, but still in the store',
      'no-cookie': 'no session cookie',
      'no-key': 'the cookie gives no key',
      'not-in-time': 'not read in time',
      unreadable: 'unreadable',
      'out-of-reach': 'store out of reach',
    },
    oldRow: {
      gone: 'The row of the previous id is gone.',
      'still-there': 'The row of the previous id is still in the store: the old id is still valid there.',
      'not-known': 'Whether the row of the previous id is still there is not known.',
    },
    dangerous: (names: string) => `Loading this value would call ${names}. It was only read, and nothing was run.`,
    clock: (atMs: number) => dayAndTime(atMs),
    size: (n: number) => bytes(n),
    none: '–',
  },
};

export type StoreTabStrings = AnyLanguage<typeof storeTab>;
