import type { CommitQueue } from './commit-queue.ts';

/** A row that was deleted, and the bytes that it took. */
export type Deleted<Key> = [key: Key, bytes: number];

export interface ChunkedDelete<Key> {
  readonly queue: CommitQueue;
  /**
   * Deletes the next rows after the one deleted last, but none of those that are kept, and gives what it deleted. At
   * the end that is less than a chunk: fewer rows than `chunkRows`, and less than what {@link firstChunkOf} lets pass.
   */
  readonly deleteChunk: (kept: string) => Deleted<Key>[];
  readonly chunkRows: number;
  /** Keys of rows that were written after this began: they stay. May grow while it runs. */
  readonly kept?: ReadonlySet<string | number>;
  /** Whether the next chunk may go now; asked again and again if not, for a while. */
  readonly isReady?: () => boolean;
  /** After each commit. */
  readonly onDeleted?: (keys: Key[]) => void;
}

/** What is deleted is overwritten, so every byte of it goes through the journal. */
const mostChunkBytes = 2 * 1024 * 1024;

/**
 * SQL for the keys of the first rows of `select`, up to the bytes of a chunk; one row at least. `select` gives `key`,
 * `bytes` and the columns of `order`. `condition` may use `older_bytes` too: those of the rows before.
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
 * Deletes many rows, a chunk a batch, so that requests are answered in between. `done` is told after the commit of
 * the last chunk, with the number of rows that are gone; or with the error that kept a chunk from going, and then the
 * rest is still there.
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
        // Not within this batch: the end of a run commits what is waiting, and need not delete a whole log first.
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
