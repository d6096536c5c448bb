import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, duration, plural, timeToSecond } from './words.ts';

/** The Sessions view over the attached store of a watched app. */
export const storeSessions = {
  title: 'Sessions in the store',
  columns: {
    session: 'Session',
    state: 'State',
    actor: 'Last client',
    keys: 'Keys',
    changed: 'Changed',
    used: 'Last request',
    expires: 'Expires in',
    bytes: 'Size',
  },
  columnHints: {
    session: 'The id in the cookie. If the key is a hash and its cookie is not known, the key',
    state: 'Whether the log has requests with this session, and whether the store has its row',
    actor: 'The client that sent the last request with this session, as far as the log shows',
    changed: 'The last change that was seen since this list was opened, or the time of the file',
    used: 'The last request with this session in the log',
    expires: 'The expiry of the row, as the store reports it',
    bytes: 'Bytes of the value as it is stored',
  },
  notSortable: (title: string) =>
    `${title}. In this store only the value of a row contains this, so the rows cannot be sorted by it.`,
  states: { logged: 'in the log', unlogged: 'not in the log', expired: 'expired', gone: 'no row' },
  stateHints: {
    logged: 'The store has this row, and the log has requests with its session.',
    unlogged: 'The store has this row, and no request in the log leads to it.',
    expired: 'The row has expired. The app treats the session as ended, and the store removes the row later.',
    gone: 'A request in the log carried a cookie of this session, but the store has no row for it.',
  },
  find: {
    title: 'Find sessions',
    text: 'Id, key or a whole cookie',
    where: 'Where to look',
    places: { keys: 'Keys', values: 'Values too' },
    state: 'Which sessions',
    states: { all: 'All', logged: 'In the log', unlogged: 'Not in the log', gone: 'No row' },
    none: 'No session matches.',
    noneYet: 'No session that has been read so far matches.',
  },
  oneWay: 'The key is a one-way hash. The cookie that leads to it is not in the log.',
  noKeys: 'no keys',
  unreadable: 'cannot be read',
  tooLarge: 'too large to read',
  notRead: '…',
  noValue: 'no row',
  runsCode: 'runs code',
  runsCodeHint: 'An app that loads this value would run programs or code. Nothing is executed here.',
  unknown: '–',
  never: 'no expiry',
  ago: (ms: number) => (ms < 2000 ? 'just now' : `${duration(ms, 1)} ago`),
  in: (ms: number) => (ms <= 0 ? 'expired' : duration(ms)),
  bytes,
  dayAndTime,
  loadingRow: 'Loading …',

  opening: 'Reading the store …',
  walking: (seen: number, about: number | null) =>
    about === null || about < seen
      ? `${plural(seen, 'key')} read so far.`
      : `${count(seen)} of about ${plural(about, 'key')} read.`,
  walkingMeans: 'Order and filter cover the rows that have been read so far.',
  shown: (matching: number, all: number) =>
    matching === all ? plural(all, 'session') : `${count(matching)} of ${plural(all, 'session')}`,
  gone: (n: number) => `${count(n)} of them without a row`,
  searched: (searched: number, of: number, found: number) =>
    searched < of
      ? `${count(searched)} of ${plural(of, 'value')} searched, ${count(found)} found`
      : `${plural(of, 'value')} searched, ${count(found)} found`,
  otherKeys: (n: number) => `${plural(n, 'other key')} left out`,
  isFull: (n: number) => `Only the first ${count(n)} rows are listed: this is as many as are kept in memory.`,
  news: {
    told: 'live',
    names: 'live',
    app: 'live, from the app',
    version: 'live',
    polled: 'read repeatedly',
  },
  newsHints: {
    told: 'Redis names each key that is written, expires or is removed (CLIENT TRACKING). It reports neither reads nor the writer. A key counts as expired when Redis removes it.',
    names:
      'The system names each file of the folder that changes. Once a minute the folder is looked through for anything that was missed.',
    app: 'The app has this store in its memory and lists it itself. It names each session that it writes or removes. Once a minute the list is read again, for sessions that have ended. Nothing is written, and the app does not wait.',
    version: 'SQLite reports that a row has changed, not which one. The table is then read again, in steps.',
    polled:
      'This store does not report its changes. It is read repeatedly, so a change is seen late. Rows in sight are read again each second.',
  },
  newsFault: (detail: string) => `The store does not report its changes: ${detail}`,
  lost: (since: number) => `The store cannot be read. The rows are those of ${timeToSecond(since)}.`,
  neverReached: 'The store cannot be read.',
  connecting: (shown: string) => `Connecting to ${shown} …`,
  empty: 'The store has no sessions yet. A row appears here when the app saves its first session.',
  emptyOther: (n: number) => `It holds ${plural(n, 'other key')}.`,
  fromLog: 'Sessions in the log',

  detail: 'The selected session',
  parts: 'Parts of the session',
  close: 'Close the session',
  report: 'Report…',
  data: 'Data',
  raw: 'Raw',
  history: 'History',
  treeLabel: 'Data of the session',
  emptyData: 'This session holds no keys.',
  reading: 'Reading the row …',
  absent: {
    log: (atMs: number) =>
      `The store has no row of this session. Below is its last content in the log, of ${dayAndTime(atMs)}.`,
    neverThere:
      'A request carried a cookie of this session, but the store had no row for it. The log has no data of it either.',
    noLog: 'The store has no row of this session, and the log has no content of it.',
  },
  outOfReach: (detail: string, readAtMs: number | null) =>
    `The row cannot be read now${readAtMs === null ? '' : `, below is what was read at ${timeToSecond(readAtMs)}`}. ${detail}`,
  fromRequest: (id: number) => `Request #${id}`,
  notMap: 'The value is not a map of keys and values.',
  reasons: {
    cut: 'The value ends in the middle.',
    'not-this': 'The value has a byte that its notation does not allow.',
    rest: 'The value has more bytes after its end.',
    'too-deep': 'The value has more than 100 levels.',
    'too-large': 'The value is larger than 1 MiB, or it has more than 50,000 parts.',
    'not-recognised': 'The notation of the value is not known.',
  },
  sealed: 'The value is encrypted, and no given secret opens it. Give the secret of the app in the strip above.',
  strings: 'Texts in the value',
  firstBytes: 'Its first bytes',
  dangerous: (names: string) => `Loading this value would call ${names}. It was only read here; nothing was executed.`,

  clocks: {
    title: 'Clocks',
    row: 'Row',
    value: 'Cookie in value',
    browser: 'Client cookie',
    left: (ms: number) => (ms <= 0 ? 'over' : `${duration(ms)} left`),
    at: (atMs: number) => `${dayAndTime(atMs)}.`,
    noExpiry: 'no expiry',
    notTold: 'not told',
    counts: 'counts',
    rowMeans: {
      ttl: 'The time to live of the key. When it is over, the store removes the row, and the session is gone.',
      column: 'The expiry column of the row. The app asks for rows that have not expired.',
      value: 'The expiry is within the value. The app compares it when it reads the row.',
      'file-time':
        'The file has no expiry. The app, or a sweep, removes it when it was not written for longer than a setting of the app.',
      none: 'The row does not have an expiry. A setting of the app decides, from the time of the last use.',
    },
    valueMeans:
      'Express keeps a copy of the cookie in the value. A touch moves the row alone, so this copy may be older. It does not end the session.',
    valueDiffers: (ms: number) => `It differs from the row by ${duration(ms)}.`,
    browserMeans: (id: number) =>
      `Set by the response to request #${id}. When it is over, the client no longer sends the cookie.`,
    browserEnded: (id: number) =>
      `The response to request #${id} deleted or replaced the cookie, so that client no longer sends it.`,
    browserStays: (id: number) =>
      `Set by the response to request #${id} without an expiry: it lasts until the browser closes.`,
    browserUnknown: 'No response in the log set the cookie of this session.',
  },
  facts: {
    title: 'Facts',
    key: 'Key',
    mapping: 'Kind of store',
    client: 'Last client',
    used: 'Last request',
    changed: 'Changed',
    size: 'Size',
    encoding: 'Encoding',
    read: 'Read',
  },
  encoding: (name: string | null, wrapping: readonly string[]) => [...wrapping, name ?? 'not recognised'].join(' → '),
  notSeen: 'not in the log',
  notSeenToChange: 'not seen to change',
  showRequest: (id: number) => `#${id}`,
  openRequest: (id: number) => `Show request ${id} in Live`,
  noHistory: 'No request in the log leads to this row.',
  noHistoryOneWay:
    'No request in the log leads to this row. Its key is a one-way hash, so the row does not show its cookie.',
  rawTitle: (shown: number, all: number) =>
    shown < all
      ? `The first ${bytes(shown)} of ${bytes(all)}, as they are stored`
      : `${bytes(all)}, as they are stored`,
  rawGone: 'There is no row, so there are no bytes.',
};

export type StoreSessionsStrings = AnyLanguage<typeof storeSessions>;
