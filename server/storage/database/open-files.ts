import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { isClosedToUs } from './file-access.ts';
import { type FileFault, faultOf } from './file-fault.ts';
import { type FileIdentity, identityOf, isSameFile, statsAt } from './file-identity.ts';
import { JournalFile } from './journal-file.ts';
import { MainFile } from './main-file.ts';

/**
 * The files of an open database, held against what their paths name now. SQLite does not look: it goes on with a file
 * that was deleted, and a second connection to another file of the same name tears down the memory that both share.
 */
export interface OpenFiles {
  /** Which file is open. */
  readonly identity: FileIdentity | null;
  /** Some microseconds: for before each commit. */
  glance(): FileFault | null;
  /** For after it: what became of the files while it was written. */
  afterCommit(): FileFault | null;
  /** Everything that can be found out: for now and then, and before anything is opened. */
  look(): FileFault | null;
  /** To be called first, and after each copy from the journal into the database: what is in that was written by us. */
  trust(): void;
  /** Removes the journals at the path if they are those of the open file: for when all that is in them is elsewhere. */
  removeJournals(): void;
  close(): void;
}

export interface OpenFilesOptions {
  readonly database: Database;
  readonly path: string;
  /** Whether the length of the journal can be asked for. */
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
