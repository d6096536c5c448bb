import type { CommitQueue } from './commit-queue.ts';

/** A row that was deleted, and the bytes that it took. */
export type Deleted<Key> = [key: Key, bytes: number];

export interface ChunkedDelete<Key> {
  readonly queue: CommitQueue;
  /**
   * Deletes the next rows after the last deleted one, except those that are kept, and returns the deleted rows. At the
   * end of the table this is less than a chunk: fewer rows than `chunkRows`, and less than the limit of {@link
   * firstChunkOf}.
   */
  readonly deleteChunk: (kept: string) => Deleted<Key>[];
  readonly chunkRows: number;
  /** Keys of rows that were written after the start and must stay. The set may grow while the deletion runs. */
  readonly kept?: ReadonlySet<string | number>;
  /** Whether the next chunk may be deleted now. If not, it is asked again after a while. */
  readonly isReady?: () => boolean;
  /** Called after each commit. */
  readonly onDeleted?: (keys: Key[]) => void;
}

/** Deleted data is overwritten, so every byte of it passes through the journal. */
const mostChunkBytes = 2 * 1024 * 1024;

/**
 * SQL for the keys of the first rows of `select`, up to the bytes of a chunk; at least one row. `select` has the
 * columns `key`, `bytes` and the columns in `order`. `condition` may also use `older_bytes`, the bytes of the rows
 * before.
 */
export function firstChunkOf(select: string, order: string, condition = 'true'): string {
  return `SELECT key FROM (
    SELECT *, sum(bytes) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) - bytes AS older_bytes FROM (${select})
  ) WHERE older_bytes < ${mostChunkBytes} AND (${condition})`;
}

const askAgainMs = 5;
const mostAsked = 200;
const nothingKept: ReadonlySet<never> = new Set();

/**
 * Deletes many rows, one chunk a batch, so that requests are answered in between. `done` runs after the commit of the
 * last chunk with the number of deleted rows, or with the error that stopped a chunk; the remaining rows are then still
 * there.
 */
export function deleteInChunks<Key>(
  { queue, deleteChunk, chunkRows, kept = nothingKept, isReady = () => true, onDeleted }: ChunkedDelete<Key>,
  done: (error: Error | null, deleted: number) => void,
): void {
  let deleted = 0;
  const next = (): void => {
    queue.write(
      () => deleteChunk(JSON.stringify([...kept])),
      (error, rows = []) => {
        if (error !== null) return done(error, deleted);
        deleted += rows.length;
        onDeleted?.(rows.map(([key]) => key));
        const bytes = rows.reduce((sum, [, size]) => sum + size, 0);
        if (rows.length < chunkRows && bytes < mostChunkBytes) done(null, deleted);
        // Not in this batch: the end of a run commits the waiting writes and should not have to delete a whole log
        // first.
        else setImmediate(nextWhenReady);
      },
      mostChunkBytes,
    );
  };
  const nextWhenReady = (asked = 0): void => {
    if (asked >= mostAsked || isReady()) next();
    else setTimeout(nextWhenReady, askAgainMs, asked + 1);
  };
  next();
}
