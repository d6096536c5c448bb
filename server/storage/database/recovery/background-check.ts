import { statSync } from 'node:fs';
import { SideThread } from '../../../base/side-thread.ts';
import { workerFile } from '../../../base/worker-file.ts';
import type { DatabasePlace } from '../file-identity.ts';
import { checkedAtStartBytes } from './open-or-recover.ts';

/**
 * After a clean end, larger files are assumed to be sound, because reading them completely at every start takes too
 * long.
 */
const checkedAfterCleanEndBytes = 64 * 1024 * 1024;
/** The delay of the check, because the start has priority. */
const delayMs = 2_000;

export interface BackgroundCheck {
  readonly path: string;
  /** The path at which the thread may open the database. Null if it may not; then nothing is checked. */
  readonly place: () => DatabasePlace | null;
  /** Whether the previous run ended without closing the database. */
  readonly isAfterCrash: boolean;
  readonly onDamage: (detail: string) => void;
  readonly onError: (error: unknown) => void;
  readonly onEnd?: () => void;
  readonly delayMs?: number;
}

/**
 * Reads every page of a database that was too large to check at the start, in a thread with a separate connection. It
 * takes about a second for the half gigabyte that the log may have.
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
