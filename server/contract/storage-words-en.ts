import type { StorageFailure, WriteObstacle } from './storage-state.ts';

/** Why saving has stopped, in English. The terminal and the window say the same. */
export const failureWords: Readonly<Record<StorageFailure['trouble'], string>> = {
  damaged: 'The database is damaged',
  'io-error': 'The disk failed under the database',
  gone: 'The database file, or its folder, was removed or renamed while it was in use',
  replaced: 'Another file was put in the place of the database while it was in use',
  overwritten: 'Another program wrote into the database while it was in use',
  cut: 'A file of the database was cut off while it was in use',
  'journal-gone': 'A journal of the database was removed or replaced while it was in use',
};

/** Why writing is not possible at the moment, in English. */
export const refusalWords: Readonly<Record<WriteObstacle['obstacle'], string>> = {
  'disk-full': 'The disk is full. Make room on it.',
  locked: 'Another program holds the database. Close that program.',
  'not-writable': 'The database cannot be written. Check the permissions of the file and its folder.',
};
