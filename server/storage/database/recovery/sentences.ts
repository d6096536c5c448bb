import type {
  BegunFrom,
  FileDefect,
  FileObstacle,
  Recovery,
  StorageFailure,
  WriteObstacle,
} from '../../../contract/storage-state.ts';
import { failureWords, refusalWords } from '../../../contract/storage-words-en.ts';

const defects: Readonly<Record<FileDefect, string>> = {
  'not-a-file': 'was not a file',
  'not-a-database': 'was not a database',
  foreign: 'belonged to another program',
  damaged: 'was damaged',
  empty: 'was empty',
  missing: 'was missing, and only its journal was found',
};

const obstacles: Readonly<Record<FileObstacle, string>> = {
  newer: 'was written by a newer Session Inspector: update this one',
  locked: 'is held by another program: close that, and start again',
  'not-writable': 'cannot be written',
  'disk-full': 'cannot be written, because the disk is full: make room, and start again',
  'io-error': 'cannot be read: its disk may be failing',
  'broken-link': 'is a link that leads nowhere: connect the disk it leads to, or remove the link',
};

/** A sentence for the terminal about the recovery of the database at the start. */
export function recoverySentence(recovery: Recovery): string {
  if (recovery.code === 'database-missing') {
    return (
      `The database was missing, so a new one was created. A copy that an earlier run saved is ${recovery.copy}. ` +
      'To use that copy, end the app and rename the copy to inspector.db.'
    );
  }
  if (recovery.code === 'database-temporary') {
    return (
      `${recovery.path} ${obstacles[recovery.obstacle]}. It was left as it is. ` +
      'The data of this run is kept in a temporary folder and deleted when the app ends.'
    );
  }
  const { defect, keptAs, begunFrom } = recovery;
  return `The database ${defects[defect]}. It was kept as ${keptAs}, and ${begun(begunFrom)}.`;
}

const startAgain = 'Start again: the file is kept, and its readable data is copied.';
const isStillOpen = 'Its content can still be read through the open file, and is being copied.';
const nextSteps: Readonly<Record<StorageFailure['trouble'], string>> = {
  damaged: startAgain,
  'io-error': startAgain,
  gone: isStillOpen,
  replaced: isStillOpen,
  overwritten: startAgain,
  cut: startAgain,
  'journal-gone': 'Everything that was saved before is in the database: start again.',
};

/** Why saving has stopped, and the next step. */
export function failureSentence({ trouble, detail }: StorageFailure): string {
  return (
    `${failureWords[trouble]} (${detail}). Nothing is written to it any more, and visitors have no sessions. ` +
    nextSteps[trouble]
  );
}

/** Why writing is not possible at the moment. */
export function obstacleSentence(obstacle: WriteObstacle['obstacle']): string {
  return (
    `${refusalWords[obstacle]} Until then the site answers, but sessions and records are not saved. ` +
    'Writing is tried again automatically.'
  );
}

/** The data of sent responses that could not be written. */
export function lossesSentence({ lostRecords, notSaved }: { lostRecords: number; notSaved: number }): string {
  return `Records that are not in the log: ${lostRecords}. Requests whose session was not saved: ${notSaved}.`;
}

function begun(from: BegunFrom): string {
  switch (from.from) {
    case 'main-file':
      return 'a new database was created from it without the journal, which belonged to another database';
    case 'rescued':
      return (
        `a new database was created from its readable data: sessions ${from.sessions}, log entries ${from.entries}` +
        (from.unreadable === undefined ? '' : `. Rows that could not be read: ${from.unreadable}`)
      );
    case 'backup':
      return `a new database was created from the backup of ${new Date(from.madeAtMs).toISOString()}`;
    case 'copy':
      return `a new database was created from ${from.copy}, the copy that the previous run saved`;
    case 'nothing':
      return 'a new database was created';
  }
}
