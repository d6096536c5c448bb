import type {
  BegunFrom,
  FileDefect,
  FileObstacle,
  Recovery,
  StorageFailure,
  WriteObstacle,
} from '../../../contract/storage-state.ts';

const defects: Readonly<Record<FileDefect, string>> = {
  'not-a-file': 'was no file',
  'not-a-database': 'was no database',
  foreign: 'belonged to another program',
  damaged: 'was damaged',
  empty: 'was empty',
  missing: 'was missing, with only its journal there',
};

const obstacles: Readonly<Record<FileObstacle, string>> = {
  newer: 'was written by a newer Session Inspector: update this one',
  locked: 'is held by another program: close that, and start again',
  'not-writable': 'cannot be written',
  'disk-full': 'cannot be written, for the disk is full: make room, and start again',
  'io-error': 'cannot be read: its disk may be failing',
  'broken-link': 'is a link that leads nowhere: connect the disk it leads to, or remove the link',
};

/** A sentence for the terminal about the recovery of the database at the start. */
export function recoverySentence(recovery: Recovery): string {
  if (recovery.code === 'database-missing') {
    return (
      `The database was missing, and a new one was begun. What an earlier run saved of it is in ${recovery.copy}. ` +
      'To use that copy, end the app and rename the copy to inspector.db.'
    );
  }
  if (recovery.code === 'database-temporary') {
    return (
      `${recovery.path} ${obstacles[recovery.obstacle]}. It was left as it is. ` +
      'What happens now is kept in a temporary place, until the app ends.'
    );
  }
  const { defect, keptAs, begunFrom } = recovery;
  return `The database ${defects[defect]}. It was kept as ${keptAs}, and ${begun(begunFrom)}.`;
}

const failures: Readonly<Record<StorageFailure['trouble'], string>> = {
  damaged: 'The database is damaged',
  'io-error': 'The disk failed under the database',
  gone: 'The database file, or its folder, was removed or renamed while it was in use',
  replaced: 'Another file was put in the place of the database while it was in use',
  overwritten: 'Another program wrote into the database while it was in use',
  cut: 'A file of the database was cut off while it was in use',
  'journal-gone': 'A journal of the database was removed or replaced while it was in use',
};

const startAgain = 'Start again: the file will be kept, and what can be read of it taken over.';
const isStillOpen = 'What was in it can still be read through the open file, and is being copied.';
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
    `${failures[trouble]} (${detail}). Nothing is written to it any more, and visitors have no sessions. ` +
    nextSteps[trouble]
  );
}

const refusals: Readonly<Record<WriteObstacle['obstacle'], string>> = {
  'disk-full': 'The disk is full. Make room on it.',
  locked: 'Another program holds the database. Close that program.',
  'not-writable': 'The database cannot be written. Look at the rights of the file and its folder.',
};

/** Why writing is not possible at the moment. */
export function obstacleSentence(obstacle: WriteObstacle['obstacle']): string {
  return (
    `${refusals[obstacle]} Until then the site answers, but sessions and records are not saved. ` +
    'Writing is tried again by itself.'
  );
}

/** The data of sent responses that could not be written. */
export function lossesSentence({ lostRecords, notSaved }: { lostRecords: number; notSaved: number }): string {
  return `Records that are not in the log: ${lostRecords}. Requests whose session was not saved: ${notSaved}.`;
}

function begun(from: BegunFrom): string {
  switch (from.from) {
    case 'main-file':
      return 'a new one begun with what was in it without the journal beside it';
    case 'rescued':
      return (
        `a new one begun with what could be read of it: sessions ${from.sessions}, log entries ${from.entries}` +
        (from.unreadable === undefined ? '' : `. Rows that hold nothing that can be read: ${from.unreadable}`)
      );
    case 'backup':
      return `a new one begun from the backup of ${new Date(from.madeAtMs).toISOString()}`;
    case 'copy':
      return `a new one begun from ${from.copy}, in which the run before saved what was in it`;
    case 'nothing':
      return 'a new one begun';
  }
}
