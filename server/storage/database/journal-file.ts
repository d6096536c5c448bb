import { type BigIntStats, closeSync, openSync, readSync } from 'node:fs';
import { isClosedToUs } from './file-access.ts';
import { type FileFault, faultOf } from './file-fault.ts';
import { type FileIdentity, identityOf, isSameFile, statsAt } from './file-identity.ts';

/** In bytes, see https://sqlite.org/fileformat2.html#walformat. A frame starts with the number of its page. */
const headerBytes = 32;
const frameHeaderBytes = 24;
const pageNumberBytes = 4;
/** The size that a journal keeps when it restarts: `journal_size_limit`. */
const keptBytes = 16 * 1024 * 1024;

export interface JournalFileOptions {
  readonly path: string;
  readonly pageBytes: number;
  /** The number of frames that SQLite counts in the journal. Null if the number cannot be read. */
  readonly frames: () => number | null;
}

/**
 * The write-ahead log of an open database, compared with the file that its path names now. This file may be opened
 * separately, because SQLite has its locks on the database and on the index of the journal.
 */
export class JournalFile {
  readonly #options: JournalFileOptions;
  readonly #identity: FileIdentity | null;
  readonly #frameBytes: number;
  readonly #file: number | null;
  readonly #pageNumber = Buffer.alloc(pageNumberBytes);
  /** Its length before the current commit. */
  #bytes = 0;

  constructor(options: JournalFileOptions) {
    this.#options = options;
    this.#frameBytes = frameHeaderBytes + options.pageBytes;
    const found = statsAt(options.path);
    this.#identity = found === null ? null : identityOf(found);
    this.#file = found === null ? null : openSync(options.path, 'r');
  }

  glance(): FileFault | null {
    const found = this.#found();
    if (found === null) return this.#missing();
    if (this.#identity === null) return null;
    const bytes = Number(found.size);
    const isShorter = bytes < this.#bytes && bytes < keptBytes;
    this.#bytes = bytes;
    return isShorter ? this.#cut(bytes) : null;
  }

  look(): FileFault | null {
    const found = this.#found();
    return this.#identity === null || found === null ? this.glance() : (this.glance() ?? this.#cut(Number(found.size)));
  }

  /**
   * Checks, after a commit, that the earlier content still exists. If the journal was truncated during the commit, the
   * commit was written after the cut, and the length alone does not show it.
   */
  afterCommit(): FileFault | null {
    const frames = Math.floor((this.#bytes - headerBytes) / this.#frameBytes);
    if (this.#file === null || frames < 1) return null;
    const lastFrame = headerBytes + (frames - 1) * this.#frameBytes;
    const read = readSync(this.#file, this.#pageNumber, 0, pageNumberBytes, lastFrame);
    if (read < pageNumberBytes) return this.glance();
    return this.#pageNumber.readUInt32BE() === 0
      ? faultOf('cut', this.#options.path, ': a part is missing', true)
      : null;
  }

  /** Whether the path still names the journal. */
  get isInPlace(): boolean {
    return this.#identity !== null && this.#found() !== null;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
  }

  #found(): BigIntStats | null {
    const found = statsAt(this.#options.path);
    return found !== null && this.#identity !== null && isSameFile(found, this.#identity) ? found : null;
  }

  #missing(): FileFault | null {
    const { path } = this.#options;
    return this.#identity === null || isClosedToUs(path) ? null : faultOf('journal-gone', path);
  }

  /**
   * A restart and a truncation by SQLite also make the journal shorter, so only the frames that SQLite counts are
   * compared.
   */
  #cut(bytes: number): FileFault | null {
    const frames = this.#options.frames() ?? 0;
    const needed = frames === 0 ? 0 : headerBytes + frames * this.#frameBytes;
    return bytes < needed ? faultOf('cut', this.#options.path, `: ${bytes} of ${needed} bytes`, true) : null;
  }
}
