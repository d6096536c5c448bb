import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFound } from '../base/errors.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { RecordingFailure, RecordingState } from '../contract/recording.ts';
import { MOST_OPEN_RECORDINGS } from '../contract/recording-limits.ts';
import type { WatchedApp } from '../contract/watch.ts';
import { importInThread, type RunningImport } from './import-thread.ts';
import type { OpenRecording } from './open-recording.ts';

export interface RecordingsOptions {
  /** The folder of all recordings. */
  readonly folder: string;
  readonly site: () => SiteInfo;
  readonly settings: LiveSettings;
  readonly watching: () => WatchedApp[];
  readonly nowMs: () => number;
  readonly report: (what: string, error: unknown) => void;
}

interface Held {
  readonly folder: string;
  state: RecordingState;
  running: RunningImport | null;
  open: OpenRecording | null;
}

interface Reading {
  readonly source?: string;
  readonly onFailure?: (failure: RecordingFailure) => void;
}

/** A file that will be opened: the path for its bytes, and the next steps. */
export interface NewRecording {
  readonly id: string;
  readonly file: string;
  /**
   * Begins to read the file: the uploaded one, which must be complete, or `source`, which is somebody's and is left as
   * it is. `onFailure` is called if the file cannot be read, and not if it is closed before.
   */
  begin(fileName: string, bytes: number, reading?: Reading): void;
  /** Removes the file because its bytes will not arrive. */
  abandon(failure: RecordingFailure): Promise<void>;
}

/**
 * The open files next to the live log. Each has a separate folder, which is removed when the file is closed. Leftovers
 * of a crash are removed at the next start.
 */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #held = new Map<string, Held>();
  /** One file is read at a time: several threads would be slower, and need the memory of each. */
  #reading: Promise<void> = Promise.resolve();

  /** The data folder must be locked for this process. */
  constructor(options: RecordingsOptions) {
    this.#options = options;
    try {
      rmSync(options.folder, { recursive: true, force: true });
    } catch (error) {
      options.report('removing recordings of before', error);
    }
  }

  /**
   * Prepares the folder for a file. `beforeClosing` is called with the file that is closed to make room. Throws if the
   * folder cannot be written to.
   */
  async prepare(beforeClosing: (recording: OpenRecording | null) => Promise<void>): Promise<NewRecording> {
    const id = randomUUID();
    const folder = join(this.#options.folder, id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const held: Held = {
      folder,
      state: { state: 'reading', doneBytes: 0, totalBytes: 0, entries: 0 },
      running: null,
      open: null,
    };
    this.#held.set(id, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MOST_OPEN_RECORDINGS && oldest !== undefined) {
      await beforeClosing(this.get(oldest));
      await this.close(oldest);
    }
    const file = join(folder, 'upload');
    return {
      id,
      file,
      begin: (fileName, bytes, { source = file, onFailure = () => {} } = {}) => {
        held.state = { state: 'reading', doneBytes: 0, totalBytes: bytes, entries: 0 };
        this.#reading = this.#reading
          .then(() => this.#read(held, source, fileName))
          .catch((error: unknown) => {
            held.state = { state: 'failed', failure: { why: 'failed', line: null, detail: '' } };
            this.#options.report('opening a file', error);
          })
          .then(() => {
            if (held.state.state === 'failed' && this.#held.has(id)) onFailure(held.state.failure);
          });
      },
      abandon: async (failure) => {
        await this.#remove(folder);
        held.state = { state: 'failed', failure };
      },
    };
  }

  /** Throws NotFound for a closed file. */
  state(id: string): RecordingState {
    const { state, running } = this.#find(id);
    return state.state === 'reading' && running !== null ? { ...state, ...running.progress() } : state;
  }

  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** Null if the file is not open. */
  get(id: string): OpenRecording | null {
    return this.#held.get(id)?.open ?? null;
  }

  /** Closes a file in any state and removes its data. Does nothing if it was closed before. */
  async close(id: string): Promise<void> {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    await held.running?.stop();
    await held.open?.close();
    await this.#remove(held.folder);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((id) => this.close(id)));
    await this.#remove(this.#options.folder);
  }

  #isHeld(held: Held): boolean {
    return [...this.#held.values()].includes(held);
  }

  #find(id: string): Held {
    const held = this.#held.get(id);
    if (held === undefined) throw new NotFound('This file is not open any more. Open it again.');
    return held;
  }

  async #read(held: Held, file: string, fileName: string): Promise<void> {
    const { folder } = held;
    // The file was closed before it was its turn.
    if (!this.#isHeld(held)) return;
    const database = join(folder, 'recording.db');
    const { site, report } = this.#options;
    const ownCookieNames = Object.values(site().cookieNames);
    held.running = importInThread({ file, fileName, database, ownCookieNames });
    const result = await held.running.result;
    await held.running.stop();
    held.running = null;
    // The copy that was uploaded; a file that was named by its path belongs to the user.
    await this.#remove(join(folder, 'upload'));
    if (!result.ok) {
      if (result.failure.why === 'failed') report('reading a file', new Error(result.failure.detail));
      // The folder is removed first, so that it no longer exists when the failure is reported.
      await this.#remove(folder);
      held.state = { state: 'failed', failure: result.failure };
      return;
    }
    // The file was closed while it was being read.
    const { openRecording } = await import('./open-recording.ts');
    if (!this.#isHeld(held)) return;
    held.open = openRecording({ ...this.#options, about: result.about, database, folder });
    held.state = { state: 'open', about: result.about };
  }

  async #remove(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) =>
      this.#options.report('removing a recording', error),
    );
  }
}
