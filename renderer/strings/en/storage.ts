import { fileWords } from '../../../server/contract/file-words-en.ts';
import { failureWords, refusalWords } from '../../../server/contract/storage-words-en.ts';
import { count, dayAndTime, plural, timeOfDay } from './words.ts';

interface RefusedWrites {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lostRecords: number;
  readonly notSaved: number;
}

/** The faults of the database, and the reaction of the app. */
export const storage = {
  setAside: (what: string, keptAs: string, how: string) => `${what} It was kept as ${keptAs}, and ${how}.`,
  defect: {
    'not-a-file': 'The database path is not a regular file.',
    'not-a-database': 'The file at the path of the database is not a database.',
    foreign: 'The file at the path of the database is a database of another program.',
    damaged: 'The database was damaged.',
    empty: 'The file of the database was empty.',
    missing: 'The database was missing; only its journal was there.',
  },
  begunFrom: {
    mainFile: 'a new database was created from it without the journal, which belonged to another database',
    rescued: (sessions: number, entries: number, unreadable: number) =>
      `a new database was created from its readable data: ${plural(sessions, 'session')} and ${count(entries)} log ${entries === 1 ? 'entry' : 'entries'}${unreadable === 0 ? '' : ` (${plural(unreadable, 'row')} could not be read, and ${unreadable === 1 ? 'is' : 'are'} in the kept file only)`}`,
    backup: (madeAtMs: number) => `a new database was created from the backup of ${dayAndTime(madeAtMs)}`,
    copy: (copy: string) => `a new database was created from ${copy}, the copy that the previous run saved`,
    nothing: 'a new database was created',
  },
  missing: (copy: string) =>
    `The database was missing, so a new one was created. A copy that an earlier run saved is ${copy} in the data folder. To use that copy, end Session Inspector and rename the copy to inspector.db.`,
  temporary: (path: string, why: string) =>
    `${why} ${path} was left as it is. Data of this run is kept until Session Inspector ends, and then deleted.`,
  obstacle: {
    newer: 'The database was written by a newer Session Inspector; update this one to use it.',
    locked: 'The database is held by another program; close that and start again to use it.',
    'not-writable': 'The database cannot be written.',
    'disk-full': 'The disk is full; make room and start again to use the database.',
    'io-error': 'The database cannot be read; its disk may be failing.',
    'broken-link':
      'The database is a link that leads nowhere; connect the disk it leads to, or remove the link, and start again.',
  },
  refused: (why: string) =>
    `${why} Until then the site answers, but no session and no record is saved. New entries are only in this window. Writing is tried again automatically.`,
  refusal: refusalWords,
  wereRefused: (why: string, { fromMs, toMs, lostRecords, notSaved }: RefusedWrites) =>
    `From ${timeOfDay(fromMs)} to ${timeOfDay(toMs)} ${why}. Of that time ${plural(lostRecords, 'record')} ${lostRecords === 1 ? 'is' : 'are'} not in the log, and the session of ${plural(notSaved, 'request')} was not saved.`,
  refusalPast: {
    'disk-full': 'the disk was full',
    locked: 'another program held the database',
    'not-writable': 'the database could not be written',
  },
  failed: (what: string, detail: string, next: string) =>
    `${what} (${detail}). Nothing is written any more, and visitors have no sessions. The window shows the data that can still be read. ${next}`,
  failure: failureWords,
  next: {
    startAgain: 'Start Session Inspector again: the file is kept, and its readable data is copied.',
    stillOpen:
      'Everything that was in it is in the open file until Session Inspector ends. A copy in the data folder is tried every few seconds; a copy can also be saved elsewhere. The copy contains whole sessions.',
    inDatabase: 'Everything that was saved before is in the database: start Session Inspector again.',
    fromCopy: (copy: string) =>
      `Everything that was in it is in the copy ${copy} in the data folder. To use the copy, end Session Inspector and rename the copy to inspector.db.`,
  },
  storeAway: (place: string, sinceMs: number, why: string, isTriedAgain: boolean) =>
    `The sessions are in ${place}, which cannot be used since ${timeOfDay(sinceMs)}. ${why} Until then the site answers with status 503, and the list shows the sessions as they were. ${isTriedAgain ? 'It is tried again automatically, after growing pauses of up to five seconds.' : 'It is not tried again by itself.'}`,
  storeSaid: (sentence: string, quote: string) => `${sentence} Its message: “${quote}”.`,
  tryStoreAgain: 'Try again',
  storeWasAway: (place: string, fromMs: number, toMs: number) =>
    `From ${timeOfDay(fromMs)} to ${timeOfDay(toMs)} the session store ${place} could not be reached. Requests that needed their session were answered with status 503.`,
  storeFault: {
    refused: 'Nothing listens there. Start the store, or check the port.',
    'wrong-password':
      'It refuses the user or the password. Put the right password into the variable SESSION_INSPECTOR_STORE_PASSWORD and start the inspector again.',
    'no-permission': 'Its user may not read and write the sessions. Give the user these rights.',
    'not-there': 'The database of this name does not exist. Create it.',
    'no-database': 'The server has no database of this name or number. Create it, or check the address.',
    'bad-address': 'The address cannot be used. Check it in Settings.',
    busy: 'It is busy and takes no connection.',
    'too-old': 'It is too old: Redis 6 or newer is needed.',
    untrusted:
      'Its certificate is not trusted. Put sslrootcert=FILE with the certificate of its CA behind the address, or sslmode=no-verify to accept any certificate.',
    gone: 'The connection was lost, or it does not answer.',
    'not-a-store': 'What is there was not written by Session Inspector. Check the address in Settings.',
    failed: 'It reports an error.',
  },
  saveCopy: 'Save a copy',
  copied: fileWords.copied,
  notCopied: fileWords.notCopied,
  closedOff: fileWords.closedOff,
};

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
  readOnly: 'Read only. The live log continues meanwhile.',

  failed: (fileName: string, why: string) => `${fileName} could not be opened: ${why}`,
  failedAt: (line: number) => `It stops at line ${count(line)}.`,
  failure: {
    empty: 'the file is empty.',
    gzip: 'it is compressed with gzip. Decompress it first, then open the result.',
    zip: 'it is a zip file. Extract it first, then open a file inside.',
    'utf-16': 'it is UTF-16. Save it as UTF-8 and open it again.',
    csv: 'a CSV file holds only the main columns. Export as NDJSON to open it again.',
    'newer-format': 'it was written by a newer Session Inspector. Update this one to open it.',
    'not-json': 'it is neither NDJSON nor HAR.',
    'cut-off': 'it ends in the middle, before its first entry is complete.',
    'no-log': 'it is JSON, but neither a HAR (it has no log.entries) nor an export of this app.',
    'nothing-readable': 'it contains no entry of a log.',
    'too-large': 'it is larger than 2 GB. Export a part of the log, and open that.',
    'disk-full': 'the disk is full. Make room and open it again.',
    'not-found': 'it was moved, renamed or deleted.',
    'not-a-file': 'it is not a file.',
    'not-readable': 'you may not read it.',
    failed: 'the inspector could not read it. Open it again; its log on the terminal has the details.',
    closed: 'it is not open any more, since the inspector was started again or other files were opened. Open it again.',
  },

  notTold: 'This file does not show the actions of the server.',
  notToldWhat: {
    story: 'A story needs what the server decided and why. A browser or a proxy sees only the messages.',
    session: 'The session is kept on the server, and the cookie holds only its id. So its data is not in this file.',
    store: 'The calls of the session store do not go over the network.',
  },
  seenRole: { session: 'the session’s, by its name and form', other: 'another one' },
  fromCookie: 'This is what the cookies themselves say. Their signature was not verified.',
  fromVerifiedCookie: 'This is what the cookie itself says. A given secret has verified its signature.',
  noCookieSeen: 'No session cookie came with this request, and none was set. So no session is seen in it.',
  sessionsTitle: 'Sessions in this file',
  sessionsLead: 'Sessions that requests of this file name. The file does not show their present data on the server.',
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
