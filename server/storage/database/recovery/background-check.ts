import { statSync } from 'node:fs';
import { SideThread } from '../../../base/side-thread.ts';
import { workerFile } from '../../../base/worker-file.ts';
import type { DatabasePlace } from '../file-identity.ts';
import { checkedAtStartBytes } from './open-or-recover.ts';

/**
 * After a clean end, files larger than this are taken to be sound: reading them all would cost every start its disk.
 */
const checkedAfterCleanEndBytes = 64 * 1024 * 1024;
/** The start itself comes first. */
const delayMs = 2_000;

export interface BackgroundCheck {
  readonly path: string;
  /** The path where the thread may open the database; null if it may not, so that nothing is checked. */
  readonly place: () => DatabasePlace | null;
  /** The run before this one ended without closing the database. */
  readonly isAfterCrash: boolean;
  readonly onDamage: (detail: string) => void;
  readonly onError: (error: unknown) => void;
  readonly onEnd?: () => void;
  readonly delayMs?: number;
}

/**
 * Reads every page of a database that was too large for a check at the start, in a thread with its own connection:
 * about a second for the half gigabyte that the log may have.
 */
export function checkInBackground(check: BackgroundCheck): { stop(): void } {
  const { size } = statSync(check.path);
  if (size <= checkedAtStartBytes || (!check.isAfterCrash && size > checkedAfterCleanEndBytes))
    return { stop: () => {} };
  let thread: SideThread<never, string | null> | undefined;
  const timer = setTimeout(() => {
    const place = check.place();
    if (place === null) return;
    thread = new SideThread(workerFile('check-worker', import.meta.url), {
      workerData: place,
      onNews(damage) {
        if (damage !== null) check.onDamage(damage);
      },
      onEnd(error) {
        if (error !== null) check.onError(error);
        check.onEnd?.();
      },
    });
  }, check.delayMs ?? delayMs);
  timer.unref();
  return {
    stop() {
      clearTimeout(timer);
      thread?.abandon();
    },
  };
}
