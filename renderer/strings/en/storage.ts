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
    'not-a-database': 'In the place of the database was a file that is no database.',
    foreign: 'In the place of the database was a database of another program.',
    damaged: 'The database was damaged.',
    empty: 'The database was empty, which it never is.',
    missing: 'The database was missing; only its journal was there.',
  },
  begunFrom: {
    mainFile: 'a new database was created from it without the journal, which belonged to another database',
    rescued: (sessions: number, entries: number, unreadable: number) =>
      `a new one begun with what could be read of it: ${plural(sessions, 'session')} and ${count(entries)} log ${entries === 1 ? 'entry' : 'entries'}${unreadable === 0 ? '' : ` (${plural(unreadable, 'row')} could not be read, and ${unreadable === 1 ? 'is' : 'are'} in the kept file only)`}`,
    backup: (madeAtMs: number) => `a new one begun from the backup of ${dayAndTime(madeAtMs)}`,
    copy: (copy: string) => `a new one begun from ${copy}, in which the run before saved what was in it`,
    nothing: 'a new one begun',
  },
  missing: (copy: string) =>
    `The database was missing, and a new one was begun. What an earlier run saved of it is in ${copy} in the data folder. To use that copy, end Session Inspector and rename the copy to inspector.db.`,
  temporary: (path: string, why: string) =>
    `${why} ${path} was left as it is. What happens now is kept until Session Inspector ends, and then gone.`,
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
    `${why} Until then the site answers, but no session and no record is saved. What you see of it now is only in this window. Writing is tried again by itself.`,
  refusal: {
    'disk-full': 'The disk is full. Make room on it.',
    locked: 'Another program holds the database. Close that program.',
    'not-writable': 'The database cannot be written. Check the permissions of the file and its folder.',
  },
  wereRefused: (why: string, { fromMs, toMs, lostRecords, notSaved }: RefusedWrites) =>
    `From ${timeOfDay(fromMs)} to ${timeOfDay(toMs)} ${why}. Of that time ${plural(lostRecords, 'record')} ${lostRecords === 1 ? 'is' : 'are'} not in the log, and the session of ${plural(notSaved, 'request')} was not saved.`,
  refusalPast: {
    'disk-full': 'the disk was full',
    locked: 'another program held the database',
    'not-writable': 'the database could not be written',
  },
  failed: (what: string, detail: string, next: string) =>
    `${what} (${detail}). Nothing is written any more, and visitors have no sessions. What you see is what can still be read. ${next}`,
  failure: {
    damaged: 'The database is damaged',
    'io-error': 'The disk failed under the database',
    gone: 'The database file, or its folder, was removed or renamed while it was in use',
    replaced: 'Another file was put in the place of the database while it was in use',
    overwritten: 'Another program wrote into the database while it was in use',
    cut: 'A file of the database was cut off while it was in use',
    'journal-gone': 'A journal of the database was removed or replaced while it was in use',
  },
  next: {
    startAgain: 'Start Session Inspector again: the file is kept, and what can be read of it taken over.',
    stillOpen:
      'Everything that was in it is in the open file until Session Inspector ends. A copy in the data folder is tried every few seconds; a copy can also be saved elsewhere. The copy contains whole sessions.',
    inDatabase: 'Everything that was saved before is in the database: start Session Inspector again.',
    fromCopy: (copy: string) =>
      `Everything that was in it is in the copy ${copy} in the data folder. To use the copy, end Session Inspector and rename the copy to inspector.db.`,
  },
  saveCopy: 'Save a copy',
  copied: (copy: string) =>
    `Everything that was in the database was copied to ${copy} in the data folder. To use the copy, end Session Inspector and rename the copy to inspector.db.`,
  notCopied: (reason: string) =>
    `What is in the open database could not be copied into the data folder: ${reason}. It is tried every few seconds; until Session Inspector ends, a copy can also be saved elsewhere.`,
  closedOff: {
    file: 'The database file was closed to its owner while it was in use. It was opened to its owner again.',
    folder:
      'The data folder cannot be written any more. The database goes on; settings, secrets and the search index cannot be kept.',
  },
};
