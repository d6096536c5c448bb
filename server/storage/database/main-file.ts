import type { BigIntStats } from 'node:fs';
import { isClosedToUs } from './file-access.ts';
import { type FileFault, faultOf } from './file-fault.ts';
import { type FileIdentity, identityOf, isSameFile, statsAt } from './file-identity.ts';

export interface MainFileOptions {
  readonly path: string;
  /**
   * The number of copies into the database that were started or ended, so it is odd during a copy. Null if SQLite
   * copies by itself at an unknown time.
   */
  readonly copies: () => number | null;
  /** How much of the journal is in the file, by the shared index of the journal. Null if this cannot be read. */
  readonly checkpointed: () => number | null;
}

/** The file of an open database, compared with the file that its path names now. */
export class MainFile {
  readonly #options: MainFileOptions;
  readonly identity: FileIdentity | null;
  #mostBytes = 0n;
  #written: { readonly copies: number; readonly checkpointed: number; readonly atNs: bigint } | null = null;

  constructor(options: MainFileOptions) {
    this.#options = options;
    const found = statsAt(options.path);
    this.identity = found === null ? null : identityOf(found);
  }

  /** The file never becomes shorter, because this app never returns pages to the file system. */
  glance(): FileFault | null {
    return this.#compare(statsAt(this.#options.path));
  }

  /** The same, and whether another program wrote into the file. */
  look(): FileFault | null {
    const found = statsAt(this.#options.path);
    return this.#compare(found) ?? (found === null ? null : this.#foreignWrite(found));
  }

  /** The present content was written by this process. */
  trust(): void {
    const found = statsAt(this.#options.path);
    this.#written = null;
    if (found !== null) this.#foreignWrite(found);
  }

  #compare(found: BigIntStats | null): FileFault | null {
    const { path } = this.#options;
    if (this.identity === null) return null;
    if (found === null) return isClosedToUs(path) ? null : faultOf('gone', path);
    if (!isSameFile(found, this.identity)) return faultOf('replaced', path);
    if (found.size < this.#mostBytes) return faultOf('cut', path, `: ${found.size} of ${this.#mostBytes} bytes`);
    this.#mostBytes = found.size;
    return null;
  }

  /**
   * Between two copies the file is not written, because commits go into the journal. Windows may record the time of a
   * write later.
   */
  #foreignWrite({ mtimeNs }: BigIntStats): FileFault | null {
    const before = this.#written;
    const copies = this.#options.copies();
    if (copies === null || copies % 2 === 1 || process.platform === 'win32') {
      this.#written = null;
      return null;
    }
    if (before !== null && before.atNs === mtimeNs && before.copies === copies) return null;
    const checkpointed = this.#options.checkpointed();
    this.#written = checkpointed === null ? null : { copies, checkpointed, atNs: mtimeNs };
    // Another program may also run a checkpoint through SQLite. The index of the journal then shows it.
    if (before === null || before.copies !== copies || before.checkpointed !== checkpointed) return null;
    return faultOf('overwritten', this.#options.path);
  }
}
