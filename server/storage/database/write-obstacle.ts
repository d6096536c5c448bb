import type { WriteObstacle } from '../../contract/storage-state.ts';
import { troubleOf } from './database-trouble.ts';

/** Why writes are refused at the moment, for a reason that can pass, such as a full disk. */
export interface WriteObstacles {
  readonly current: WriteObstacle | null;
  /** Must be called with every error of the database. Most errors do not prevent writing. */
  note(error: unknown): void;
  /** Stops all further attempts to write. */
  close(): void;
}

export interface WriteObstaclesOptions {
  readonly nowMs: () => number;
  /** Whether the disk has space for more than a small value. */
  readonly hasRoom: () => boolean;
  /** Writes a small value and returns whether that was possible. */
  readonly tryWriting: (done: (error: Error | null) => void) => void;
  readonly onBegin: (obstacle: WriteObstacle) => void;
  /** The obstacle that has just ended. */
  readonly onEnd: (obstacle: WriteObstacle) => void;
}

/** The delay of the first attempt after an obstacle. If the obstacle returns, the delay grows. */
const firstTryMs = 1_000;
const lastTryMs = 30_000;
/** An obstacle within this time after the last one counts as returned. */
const calmMs = 60_000;

export function createWriteObstacles(options: WriteObstaclesOptions): WriteObstacles {
  const { nowMs, hasRoom, tryWriting, onBegin, onEnd } = options;
  let current: WriteObstacle | null = null;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  let tryMs = firstTryMs;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const tryLater = (): void => {
    timer = setTimeout(() => {
      // The disk may have space for a small value, but not for a session.
      if (current?.obstacle === 'disk-full' && !hasRoom()) return tryLater();
      tryWriting((error) => {
        if (isClosed || current === null) return;
        if (error !== null) return tryLater();
        const ended = current;
        current = null;
        endedAtMs = nowMs();
        onEnd(ended);
      });
    }, tryMs).unref();
  };

  return {
    get current() {
      return current;
    },
    note(error) {
      const trouble = troubleOf(error);
      if (isClosed || (trouble !== 'disk-full' && trouble !== 'locked' && trouble !== 'not-writable')) return;
      if (current !== null) return;
      tryMs = nowMs() - endedAtMs < calmMs ? Math.min(tryMs * 2, lastTryMs) : firstTryMs;
      current = { obstacle: trouble, sinceMs: nowMs() };
      tryLater();
      onBegin(current);
    },
    close() {
      isClosed = true;
      current = null;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
