import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { isClosedToUs } from './file-access.ts';
import { type FileFault, faultOf } from './file-fault.ts';
import { type FileIdentity, identityOf, isSameFile, statsAt } from './file-identity.ts';
import { JournalFile } from './journal-file.ts';
import { MainFile } from './main-file.ts';

/**
 * The files of an open database, compared with the files that their paths name now. SQLite does not check this: it
 * continues with a deleted file, and a second connection to another file of the same name destroys the memory that both
 * share.
 */
export interface OpenFiles {
  /** Which file is open. */
  readonly identity: FileIdentity | null;
  /** Some microseconds: for before each commit. */
  glance(): FileFault | null;
  /** After a commit: the changes to the files during it. */
  afterCommit(): FileFault | null;
  /** Everything that can be found out: for now and then, and before anything is opened. */
  look(): FileFault | null;
  /**
   * Has to be called first, and after each copy from the journal into the database: the content of the file was written
   * by this process.
   */
  trust(): void;
  /**
   * Removes the journals at the path if they belong to the open file: for use when all of their content is elsewhere.
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
