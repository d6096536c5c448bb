import type { Database } from 'better-sqlite3';
import type { Pin } from '../../contract/live-message.ts';
import type { PinResult } from '../../contract/results.ts';
import type { CommitQueue } from '../database/commit-queue.ts';
import { readEntry, type StoredEntry } from './stored-entry.ts';

/** Every window receives all pins, so their number and total size are limited. */
const limits = { count: 50, characters: 4 * 1024 * 1024 } as const;

const messages = {
  'not-found': 'This request is not in the log any more, so it cannot be pinned.',
  'too-many': `${limits.count} requests are pinned, which is the limit. Unpin one first.`,
  'too-large': 'The pinned requests have reached their limit of size. Unpin one first.',
} as const;

export interface PinWatch {
  /** Called with the id of each pin that cannot be read. */
  readonly onUnreadable?: (id: number) => void;
  readonly onUnpinned?: (id: number) => void;
}

/** The pinned requests. Each is a copy, so it stays when the log is cleared or deletes its oldest entries. */
export class Pins {
  readonly #queue: CommitQueue;
  readonly #onChange: () => void;
  readonly #watch: PinWatch;
  readonly #insert;
  readonly #delete;
  readonly #all;
  readonly #size;
  readonly #sizeOf;

  constructor(database: Database, queue: CommitQueue, onChange: () => void, watch: PinWatch = {}) {
    this.#queue = queue;
    this.#watch = watch;
    this.#onChange = onChange;
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO pins (id, pinned_at_ms, entry_json) SELECT id, ?, entry_json FROM log WHERE id = ?',
    );
    this.#delete = database.prepare('DELETE FROM pins WHERE id = ?');
    this.#all = database.prepare<[], StoredEntry>(
      "SELECT id, 'request' AS kind, pinned_at_ms AS atMs, entry_json AS json FROM pins ORDER BY id",
    );
    this.#size = database.prepare<[], { count: number; characters: number }>(
      'SELECT count(*) AS count, ifnull(sum(length(entry_json)), 0) AS characters FROM pins',
    );
    this.#sizeOf = database
      .prepare<[number], number>("SELECT length(entry_json) FROM log WHERE id = ? AND kind = 'request'")
      .pluck();
  }

  /** In the order of their arrival. */
  list(): Pin[] {
    return this.#all.all().map((row) => {
      const entry = readEntry(row);
      if (entry.kind === 'request') return entry;
      this.#watch.onUnreadable?.(row.id);
      if (entry.kind === 'unreadable') return entry;
      const { id, atMs } = row;
      return { kind: 'unreadable', id, atMs, was: 'request', reason: { code: 'misfit', member: 'kind' } };
    });
  }

  /** Pins a request of the log. Pinning it again has no effect. Waiting writes must have been committed before. */
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
    this.#watch.onUnpinned?.(id);
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
