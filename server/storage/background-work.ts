import { checkInBackground } from './database/recovery/background-check.ts';
import { findUnreadableSessions } from './sessions/session-census.ts';
import { SessionRetention } from './sessions/session-retention.ts';
import { sweepExpired } from './sessions/sweep.ts';
import type { StorageHealth } from './storage-health.ts';
import type { StorageOptions } from './storage-options.ts';
import type { StorageParts } from './storage-parts.ts';

/** The work of the storage that no request waits for: keeping the limits, removing expired sessions, checks. */
export interface BackgroundWork {
  /** Must be called after each batch. Removes the oldest sessions if there are more than the settings allow. */
  keepSessionLimits(): void;
  /** Registers sids that are read when sessions have to be removed. These sessions stay. */
  keepSessionsOf(sids: () => Iterable<string>): void;
  stop(): void;
}

/** How often expired sessions and old entries are searched for. */
const tidyEveryMs = 60_000;

/** Starts the work on the database that was opened at `path`. */
export function startBackgroundWork(
  parts: StorageParts,
  health: StorageHealth,
  path: string,
  { clock, settings, onNotice }: StorageOptions,
): BackgroundWork {
  const { database, queue, log, journal, unreadableRows, onSessionChange } = parts;
  let isStopped = false;
  const holders: (() => Iterable<string>)[] = [];
  const sessionRetention = new SessionRetention({
    database,
    queue,
    limits: () => settings.current.sessionLimits,
    totals: parts.totals,
    heldSids: () => holders.flatMap((sids) => [...sids()]),
    publish: onSessionChange,
    onRemoved: (removed) => onNotice({ code: 'sessions-removed', ...removed }),
  });
  const keepSessionLimits = (): void => {
    if (isStopped || health.failure !== null) return;
    try {
      sessionRetention.look(clock.now());
    } catch (error) {
      health.noteOrReport('looking at the limits of the sessions', error);
    }
  };

  const tidyUp = async (): Promise<void> => {
    log.prune(clock.now());
    keepSessionLimits();
    unreadableRows.forgetEntriesBelow(parts.logReader.source.ends()?.oldestId ?? Number.POSITIVE_INFINITY);
    if (journal.retry()) health.trustFiles();
    const tellExpired = (sids: string[]) => {
      for (const sid of sids) onSessionChange({ type: 'expired', sid });
    };
    await sweepExpired(database, queue, clock.now(), tellExpired, health.isCaughtUp);
  };
  const tidy = () => {
    if (health.failure !== null) return;
    void tidyUp().catch((error: unknown) => {
      if (!isStopped) health.noteOrReport('removing what has expired', error);
    });
  };
  const tidyTimer = setInterval(tidy, tidyEveryMs);
  tidyTimer.unref();
  // A lowered limit is applied immediately.
  const unsubscribe = settings.subscribe(tidy);
  tidy();
  const check = checkInBackground({
    path,
    place: health.place,
    isAfterCrash: parts.run.unfinished !== null,
    onDamage: (detail) => health.fail({ trouble: 'damaged', detail }),
    onError: (error) => health.noteOrReport('checking the database', error),
  });
  const census = findUnreadableSessions({
    database,
    onUnreadable: parts.onUnreadableSession,
    onError: (error) => health.noteOrReport('looking for sessions that cannot be read', error),
  });

  return {
    keepSessionLimits,
    keepSessionsOf: (sids) => void holders.push(sids),
    stop() {
      isStopped = true;
      clearInterval(tidyTimer);
      unsubscribe();
      check.stop();
      census.stop();
    },
  };
}
