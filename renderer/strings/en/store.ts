import type { Transport } from '../../../server/contract/store-evidence.ts';
import type { AnyLanguage } from '../any-language.ts';
import { alarm, code, joinPhrases, type Phrase, rowRef, say, strong, term } from '../text/phrase.ts';
import { bytes, count, dayAndTime, plural } from './words.ts';

/** The Store tab: the calls of the session store in one request. */
export const storeTab = {
  tab: 'Store',
  lead: (n: number) =>
    n === 1 ? 'The store was called once in this request.' : `The store was called ${count(n)} times in this request.`,
  leadFailed: (n: number) => `${plural(n, 'call')} failed.`,
  noCalls: 'The store was not called: there was no genuine cookie to look up, and nothing to keep.',
  noStore: 'This engine has no store: the cookie itself holds the whole session, signed. The Cookie tab shows it.',
  calls: 'Calls of the store, in order',
  phase: {
    load: 'the middleware, to load',
    handler: 'the handler',
    end: 'the middleware, at the end',
  },
  askedBy: 'Called by',
  atMs: 'At',
  waited: 'Waited',
  inStore: { sqlite: 'In SQLite', redis: 'In Redis, transfer included', postgres: 'In PostgreSQL, transfer included' },
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
      told: 'The app itself reported this, with session-inspector/express.',
      unhandled: 'The app says that no session middleware handled this request.',
      'not-in-time': 'The app is connected, but it did not report this request.',
    },
    reads: 'The changes are the difference between the session before and after. What the handler read is not visible.',
    tooLarge: (n: number) => `The session has ${bytes(n)}. The app does not send the data of such a large session.`,
  },
  reading: {
    title: 'Read from the session store',
    leadUnrecognised:
      'Recorded before the kind of the store was recognised, so no row was read. Later requests show their rows. Nothing was written.',
    lead: (mapping: string) =>
      `The app's store was asked for the session before and after this request (${mapping}). Nothing was written.`,
    attribution: {
      alone: 'No other request of this session overlapped, so a change between the two sides belongs to this request.',
      shared: 'Other requests of this session overlapped, so a change belongs to all of them together.',
      notReadBetween:
        'The next request of this session began before the row had been read after the answer of the one before. So it is not known which of them made a change.',
      outside: 'The session had changed since the previous request, by something that did not come through this proxy.',
      late: 'The session was saved after the response.',
      unfinished:
        'The client disconnected before the whole response had left, so the app may have changed the session later.',
      'not-in-time': 'The store did not answer within 50 ms, so the request was forwarded without the state before it.',
      unreadable: 'One side could not be read, so nothing is known about a change.',
    },
    changeOf: 'Change',
    sharedWith: 'Overlapping requests',
    notReadBetween: 'The other requests',
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

const transport: Record<Transport, string> = {
  redis: 'Redis',
  sqlite: 'SQLite',
  folder: 'files',
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  memcached: 'memcached',
  app: 'in the app',
};

const rows = (ids: readonly number[]): Phrase =>
  joinPhrases(
    ids.map((id) => [rowRef(id)]),
    ', ',
  );

const seconds = (ms: number): string => (ms < 100 ? `${count(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

/** The Story of a request to a watched app whose session store is attached: what its row held, and who changed it. */
export const storeStory = {
  app: 'Your app',
  store: (of: Transport) => `Store (${transport[of]})`,
  sentenceBetween: ' ',
  keyBetween: ', ',
  moreKeys: (n: number) => say`and ${count(n)} more`,

  lead: {
    before: {
      present: (who: string) =>
        say`${who} sent a ${term.cookie('session cookie')} that leads to a row of the ${term.store('store')}.`,
      absent: (who: string) =>
        say`${who} sent a ${term.cookie('session cookie')}, but the ${term.store('store')} had ${alarm('no row')} for it.`,
      expired: (who: string) =>
        say`${who} sent a ${term.cookie('session cookie')} that leads to a row whose ${alarm('time is over')}: the app does not use it.`,
      'no-cookie': (who: string) => say`${who} sent no ${term.cookie('session cookie')}.`,
      'no-key': () => say`The row of this cookie is not known.`,
      'not-in-time': () =>
        say`The ${term.store('store')} ${alarm('did not answer within 50 ms')}, so the request went on: the row before it is not known.`,
      unreadable: () => say`The row before this request ${alarm('could not be read')}.`,
      'out-of-reach': () => say`The ${term.store('store')} ${alarm('could not be read')} before this request.`,
    },
    outside: () =>
      say`Since the previous request, the row had been ${alarm('changed by something that did not come through this proxy')}.`,
    /** Who made the change: the beginning of the next sentence. */
    by: {
      request: () => say`This request`,
      together: (ids: readonly number[]) => say`This request together with ${rows(ids)}, which overlapped,`,
      either: (ids: readonly number[]) =>
        say`This request or ${rows(ids)} (one began before the row was read after the other)`,
    },
    nothing: (who: Phrase) => say`${who} changed nothing in the session.`,
    created: (who: Phrase, keys: Phrase) => say`${who} made a new row, with ${keys}.`,
    createdEmpty: (who: Phrase) => say`${who} made a new row, which is empty.`,
    gone: (who: Phrase) => say`${who} removed the row: ${strong('the session has ended')}.`,
    renewed: (who: Phrase) => say`${who} gave the session ${strong('a new id')} and with it a new row.`,
    changed: (who: Phrase, deeds: Phrase) => say`${who} ${deeds}.`,
    deed: {
      added: (keys: Phrase) => say`${term.set('added')} ${keys}`,
      changed: (keys: Phrase) => say`${term.set('changed')} ${keys}`,
      removed: (keys: Phrase) => say`${term.pop('removed')} ${keys}`,
    },
    deedBetween: ', ',
    deedLast: ' and ',
    late: (ms: number) => say`It was ${alarm(`saved ${seconds(ms)} after the answer`)}.`,
    inTime: () => say`It was in the store when the answer had left.`,
    afterUnknown: () => say`The row after the request ${alarm('is not known')}, so a change is not known either.`,
    changeUnknown: () => say`So it is ${alarm('not known')} what this request changed.`,
    oldRow: {
      gone: () => say`The row of the old id is gone.`,
      'still-there': () => say`The row of the old id is ${alarm('still in the store')}.`,
      'not-known': () => say`Whether the row of the old id is still there is not known.`,
    },
    dangerous: (names: string) =>
      say`Loading the row would call ${alarm(names)}. It was only read, and nothing was run.`,
  },

  step: {
    before: {
      present: (data: string) => say`before: ${code(data)}`,
      absent: () => say`before: no row`,
      expired: () => say`before: an expired row`,
      'no-cookie': () => say`before: no cookie, so no row`,
      'no-key': (detail: string) => say`before: not known. ${detail}`,
      'not-in-time': () => say`before: not known, no answer within 50 ms`,
      unreadable: (detail: string) => say`before: unreadable. ${detail}`,
      'out-of-reach': (detail: string) => say`before: not known. ${detail}`,
    },
    after: {
      present: (data: string) => say`after: ${code(data)}`,
      absent: () => say`after: no row`,
      expired: () => say`after: an expired row`,
      'no-cookie': () => say`after: no cookie, so no row`,
      'no-key': (detail: string) => say`after: not known. ${detail}`,
      'not-in-time': () => say`after: not known, no answer in time`,
      unreadable: (detail: string) => say`after: unreadable. ${detail}`,
      'out-of-reach': (detail: string) => say`after: not known. ${detail}`,
    },
    unchanged: () => say`after: unchanged`,
    outside: () => say`changed from outside since the previous request`,
    shared: (ids: readonly number[]) => say`at the same time: ${rows(ids)}`,
    notReadBetween: (ids: readonly number[]) => say`the row was not read between this request and ${rows(ids)}`,
    newRow: (sid: string) => say`new row ${code(sid)}`,
    rowGone: () => say`■ row removed`,
    added: (key: string, value: string) => say`▲ ${key} = ${code(value)}`,
    changed: (key: string, from: string, to: string) => say`▲ ${key}: ${code(from)} → ${code(to)}`,
    removed: (key: string) => say`▼ ${key} removed`,
    more: (n: number) => say`${plural(n, 'more key')}`,
    late: (ms: number) => say`saved ${seconds(ms)} after the answer`,
    oldRow: {
      gone: () => say`old row: gone`,
      'still-there': () => say`✕ old row: still there`,
      'not-known': () => say`old row: not known`,
    },
    dangerous: (names: string) => say`✕ would call ${names}; not run`,
  },
};

export type StoreStoryStrings = AnyLanguage<typeof storeStory>;
