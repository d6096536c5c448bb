import type { Database } from 'better-sqlite3';
import type { RequestRecord } from '../../contract/log-entry.ts';
import type { PinResult } from '../../contract/results.ts';
import type { CommitQueue } from '../database/commit-queue.ts';
import { decodeEntry } from './entry-codec/entry-codec.ts';

/** Every window is sent all of them, so they are few, and small together. */
const limits = { count: 50, characters: 4 * 1024 * 1024 } as const;

const messages = {
  'not-found': 'This request is not in the log any more, so it cannot be pinned.',
  'too-many': `${limits.count} requests are pinned, and that is all there can be. Unpin one first.`,
  'too-large': 'The pinned requests hold all that they may together. Unpin one first.',
} as const;

/**
 * The requests that somebody keeps in sight. Each is a copy: it stays when the log is cleared, or lets go of its
 * oldest.
 */
export class Pins {
  readonly #queue: CommitQueue;
  readonly #onChange: () => void;
  readonly #insert;
  readonly #delete;
  readonly #all;
  readonly #size;
  readonly #sizeOf;

  constructor(database: Database, queue: CommitQueue, onChange: () => void) {
    this.#queue = queue;
    this.#onChange = onChange;
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO pins (id, pinned_at_ms, entry_json) SELECT id, ?, entry_json FROM log WHERE id = ?',
    );
    this.#delete = database.prepare('DELETE FROM pins WHERE id = ?');
    this.#all = database.prepare<[], string>('SELECT entry_json FROM pins ORDER BY id').pluck();
    this.#size = database.prepare<[], { count: number; characters: number }>(
      'SELECT count(*) AS count, ifnull(sum(length(entry_json)), 0) AS characters FROM pins',
    );
    this.#sizeOf = database
      .prepare<[number], number>("SELECT length(entry_json) FROM log WHERE id = ? AND kind = 'request'")
      .pluck();
  }

  /** In the order of their arrival. */
  list(): RequestRecord[] {
    return this.#all.all().map((json) => decodeEntry(json) as RequestRecord);
  }

  /**
   * Pins a request of the log; one that is pinned already stays so. What waits to be written must have been settled.
   */
  async pin(id: number, nowMs: number): Promise<PinResult> {
    const characters = this.#sizeOf.get(id);
    if (characters === undefined) return refusal('not-found');
    const size = this.#size.get() ?? { count: 0, characters: 0 };
    if (size.count >= limits.count) return refusal('too-many');
    if (size.characters + characters > limits.characters) return refusal('too-large');
    await this.#write(() => this.#insert.run(nowMs, id));
    return { ok: true };
  }

  async unpin(id: number): Promise<void> {
    await this.#write(() => this.#delete.run(id));
  }

  async #write(run: () => unknown): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#queue.write(run, (error) => (error === null ? resolve() : reject(error)));
    });
    this.#onChange();
  }
}

function refusal(reason: keyof typeof messages): PinResult {
  return { ok: false, reason, message: messages[reason] };
}
