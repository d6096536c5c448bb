import { bytes, count, dayAndTime, plural } from './words.ts';

/** A file that is opened to be looked at in the place of the live log. */
export const recording = {
  open: 'Open a recording',
  openHint: 'Open a recording: NDJSON of this app, or HAR of any browser or proxy',
  chooseAgain: 'Choose another file',
  drop: 'Drop the file to open it',
  dropWhy: 'NDJSON of this app, or HAR of any browser or proxy. The live log stays as it is.',
  reading: (fileName: string) => `Opening ${fileName}`,
  readSoFar: (n: number) => `${plural(n, 'entry', 'entries')} read`,
  cancel: 'Cancel',

  strip: 'The file that is shown',
  shown: 'Recording',
  readOnly: 'Read only. The live log goes on meanwhile.',
  back: 'Back to the live log',
  requests: (n: number) => plural(n, 'request'),
  others: (n: number) => `${plural(n, 'other entry', 'other entries')}`,
  size: (n: number) => bytes(n),
  writtenBy: (program: string) => `written by ${program}`,
  exportedAt: (atMs: number) => `exported ${dayAndTime(atMs)}`,
  secrets: {
    pseudonyms: 'Sanitised',
    whole: 'With secrets',
    'no-cookies': 'No cookies in it',
    'not-told': 'Cookies as they stand',
  },
  secretsWhy: {
    pseudonyms:
      'Every session id, cookie and credential is a pseudonym. What belongs together still matches; no signature can be verified.',
    whole:
      'Session ids, cookies and credentials stand in it as they were. Whoever has the file can take over the sessions in it.',
    'no-cookies':
      'It holds no Cookie and no Set-Cookie header: it was sanitised before it was saved, or none was sent. So no session can be told, and nothing verified.',
    'not-told':
      'It holds cookies and does not say whether they were changed before it was saved. Nobody has verified them: what is told of sessions is what the cookies say.',
  },
  notObserved: 'What the client saw',
  notObservedWhy:
    'This file was made by a browser or a proxy. It does not tell what the server did: no story, no session data on the server, no store.',
  skipped: (n: number) => `${plural(n, 'part')} left out`,
  skippedLead: 'These could not be read. Everything else is shown.',
  skippedReasons: (reasons: readonly string[]) => `${reasons.join(', ')}.`,
  skippedReason: (why: string, n: number) => `${why} (${count(n)})`,
  skippedMore: (n: number) => `and ${count(n)} more`,
  skippedAt: (line: number, why: string, detail: string) =>
    `Line ${count(line)}: ${why}${detail === '' ? '' : ` (${detail})`}`,
  skippedWhy: {
    'not-json': 'no JSON',
    'not-utf8': 'no UTF-8',
    'not-an-entry': 'no entry of a log',
    'too-large': 'larger than 32 MB',
    'too-deep': 'nested too deep',
    'duplicate-id': 'an entry with this number came before',
    'too-many': 'more than two million entries; what comes after is not shown',
    'cut-off': 'the file ends in the middle, as if it had been cut off',
  },

  notUnderstood: (n: number) => `${plural(n, 'value')} not understood`,
  notUnderstoodLead: 'The requests are shown without these values.',
  made: 'Cookie headers made',
  madeLead: 'The file lists cookies without their header lines. The lines that are shown were made from these lists.',
  part: (member: string, how: string, line: number) => `${member}: ${how} (first on line ${count(line)})`,
  partHow: {
    'left-out': (n: number) => `${plural(n, 'item')} left out, because a name or a value is missing or of another type`,
    unknown: (n: number) => `${plural(n, 'value')} of another type, shown as unknown or empty`,
    'only-listed': (n: number) =>
      `${plural(n, 'item')} of the list not shown: the header lines, or the address, do not have ${n === 1 ? 'it' : 'them'}`,
    made: (n: number) => `in ${plural(n, 'request')}`,
  },

  failed: (fileName: string, why: string) => `${fileName} could not be opened: ${why}`,
  failedAt: (line: number) => `It stops at line ${count(line)}.`,
  failure: {
    empty: 'the file is empty.',
    gzip: 'it is packed with gzip. Unpack it first, then open what comes out.',
    zip: 'it is a zip file. Unpack it first, then open what comes out.',
    'utf-16': 'it is UTF-16. Save it as UTF-8 and open it again.',
    csv: 'a CSV file holds only the main columns. Export as NDJSON to open it again.',
    'newer-format': 'it was written by a newer Session Inspector. Update this one to open it.',
    'not-json': 'it is neither NDJSON nor HAR.',
    'no-log': 'it is JSON, but neither a HAR (it has no log.entries) nor an export of this app.',
    'nothing-readable': 'nothing in it is an entry of a log.',
    'too-large': 'it is larger than 2 GB. Export a part of the log, and open that.',
    'disk-full': 'the disk is full. Make room and open it again.',
    failed: 'the inspector could not read it. Open it again; its log on the terminal has the details.',
    closed: 'it is not open any more, since the inspector was started again or other files were opened. Open it again.',
  },

  notTold: 'This file does not tell what the server did.',
  notToldWhat: {
    story: 'A story needs what the server decided and why. A browser or a proxy sees only the messages.',
    session:
      'The session is kept on the server, and the cookie holds only its id. So its data stands nowhere in this file.',
    store: 'What the server asked of its session store does not go over the network.',
  },
  seenRole: { session: 'the session’s, by its name and form', other: 'another one' },
  fromCookie: 'This is what the cookies themselves say. Their signature was not verified.',
  fromVerifiedCookie: 'This is what the cookie itself says. A given secret has verified its signature.',
  noCookieSeen: 'No session cookie came with this request, and none was set. So no session is seen in it.',
  sessionsTitle: 'Sessions in this file',
  sessionsLead: 'Sessions that requests of this file name. What the server holds of them now, the file cannot tell.',
  sessionsEmpty: 'No request of this file names a session.',
  sessionsMore: (shown: number, all: number) => `the ${count(shown)} seen last of ${count(all)}`,
  columns: { session: 'Session', entries: 'Entries', first: 'First seen', last: 'Last seen' },
  sessionDetail: 'History of the session',
  closeDetail: 'Close the history',
  liveOnly: 'Experiments run on the tutorial site, and its log shows what they do.',
  endOfFile: 'end',
  backToEnd: 'Back to the end',
  emptyLog: 'This file holds no requests.',
};
