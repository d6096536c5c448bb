import type { CommitQueue } from './commit-queue.ts';

export interface ChunkedDelete<Row> {
  readonly queue: CommitQueue;
  /**
   * Deletes the next rows after the one deleted last, but none of those that are kept, and gives what it deleted;
   * fewer than `chunkRows` at the end.
   */
  readonly deleteChunk: (kept: string) => Row[];
  readonly chunkRows: number;
  /** Keys of rows that were written after this began: they stay. May grow while it runs. */
  readonly kept: ReadonlySet<string | number>;
  /** Whether the next chunk may go now; asked again and again if not, for a while. */
  readonly isReady?: () => boolean;
  /** After each commit. */
  readonly onDeleted?: (rows: Row[]) => void;
}

const askAgainMs = 5;
const mostAsked = 200;

/**
 * Deletes many rows, a chunk a batch, so that requests are answered in between. `done` is told after the commit of
 * the last chunk, with the number of rows that are gone; or with the error that kept a chunk from going, and then the
 * rest is still there.
 */
export function deleteInChunks<Row>(
  { queue, deleteChunk, chunkRows, kept, isReady = () => true, onDeleted }: ChunkedDelete<Row>,
  done: (error: Error | null, deleted: number) => void,
): void {
  let deleted = 0;
  const next = (): void => {
    queue.write(
      () => deleteChunk(JSON.stringify([...kept])),
      (error, rows = []) => {
        if (error !== null) return done(error, deleted);
        deleted += rows.length;
        onDeleted?.(rows);
        if (rows.length < chunkRows) done(null, deleted);
        // Not within this batch: the end of a run commits what is waiting, and need not delete a whole log first.
        else setImmediate(nextWhenReady);
      },
    );
  };
  const nextWhenReady = (asked = 0): void => {
    if (asked >= mostAsked || isReady()) next();
    else setTimeout(nextWhenReady, askAgainMs, asked + 1);
  };
  next();
}
