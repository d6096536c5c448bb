import { count, plural } from './words.ts';

/** A file that is opened instead of the live log. */
export const recording = {
  open: 'Open a recording',
  openHint: 'Open a recording: NDJSON of this app, or HAR of any browser or proxy',
  chooseAgain: 'Choose another file',
  drop: 'Drop the file to open it',
  dropWhy: 'NDJSON of this app, or HAR of any browser or proxy. The live log stays as it is.',
  reading: (fileName: string) => `Opening ${fileName}`,
  readSoFar: (n: number) => `${plural(n, 'entry', 'entries')} read`,
  cancel: 'Cancel',

  shown: 'Recording',
  readOnly: 'Read only. The live log goes on meanwhile.',

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
    'cut-off': 'it ends in the middle, before its first entry is complete.',
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
