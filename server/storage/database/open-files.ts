import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { isClosedToUs } from './file-access.ts';
import { type FileFault, faultOf } from './file-fault.ts';
import { type FileIdentity, identityOf, isSameFile, statsAt } from './file-identity.ts';
import { JournalFile } from './journal-file.ts';
import { MainFile } from './main-file.ts';

/**
 * The files of an open database, compared with the files that their paths name now. SQLite does not check this: it
 * continues with a deleted file, and a second connection to another file with the same name destroys the memory that
 * both share.
 */
export interface OpenFiles {
  /** The identity of the open file. */
  readonly identity: FileIdentity | null;
  /** A check of a few microseconds, for use before each commit. */
  glance(): FileFault | null;
  /** A check after a commit, for changes of the files during the commit. */
  afterCommit(): FileFault | null;
  /** The complete check, for use from time to time and before a file is opened. */
  look(): FileFault | null;
  /**
   * Must be called first, and after each copy from the journal into the database. The content of the file was then
   * written by this process.
   */
  trust(): void;
  /**
   * Removes the journals at the path if they belong to the open file. For use when all of their content is elsewhere.
   */
  removeJournals(): void;
  close(): void;
}

export interface OpenFilesOptions {
  readonly database: Database;
  readonly path: string;
  /** Whether the length of the journal can be read. */
  readonly canMeasure: boolean;
  /** See MainFileOptions. */
  readonly copies: () => number | null;
}

interface Measured {
  readonly log: number;
  readonly checkpointed: number;
}

export function openFiles({ database, path, canMeasure, copies }: OpenFilesOptions): OpenFiles {
  const measure = canMeasure ? database.prepare<[], Measured>('PRAGMA wal_checkpoint(NOOP)') : null;
  const main = new MainFile({ path, copies, checkpointed: () => measure?.get()?.checkpointed ?? null });
  const journal = new JournalFile({
    path: `${path}-wal`,
    pageBytes: database.pragma('page_size', { simple: true }) as number,
    frames: () => measure?.get()?.log ?? null,
  });
  const index = `${path}-shm`;
  const indexFound = statsAt(index);
  const indexIdentity = indexFound === null ? null : identityOf(indexFound);
  const isIndexInPlace = (): boolean => {
    const found = statsAt(index);
    return indexIdentity !== null && found !== null && isSameFile(found, indexIdentity);
  };
  const indexFault = (): FileFault | null =>
    indexIdentity === null || isIndexInPlace() || isClosedToUs(path) ? null : faultOf('journal-gone', index);

  return {
    identity: main.identity,
    glance: () => main.glance() ?? journal.glance(),
    afterCommit: () => journal.afterCommit(),
    look: () => main.glance() ?? journal.look() ?? indexFault() ?? main.look(),
    trust: () => main.trust(),
    removeJournals() {
      if (journal.isInPlace) rmSync(`${path}-wal`, { force: true });
      if (isIndexInPlace()) rmSync(index, { force: true });
    },
    close: () => journal.close(),
  };
}
