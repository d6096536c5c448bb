/** What the timeline asks: the part of the commands that reads stretches of the log by time. */
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { LogStretch } from '../../server/contract/mark.ts';
import type { InspectorClient } from './connection.ts';

export interface TimelineCommands {
  /** The marks between two times, or their density in so many parts. Null also where `signal` ended it. */
  logStretch(fromMs: number, toMs: number, parts: number, signal: AbortSignal): Promise<LogStretch | null>;
  /** When the log begins; null if it is empty. */
  oldestAtMs(): Promise<number | null>;
  /** One whole entry; null if the log no longer has it. */
  readEntry(id: number): Promise<LogEntry | null>;
}

/** `attempt` runs one command and reports what went wrong with it. */
export function createTimelineCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): TimelineCommands {
  return {
    logStretch: (fromMs, toMs, parts, signal) =>
      attempt(async () => {
        try {
          return await client.log.stretch.query({ fromMs, toMs, parts }, { signal });
        } catch (error) {
          // Ended by the reader, who looks elsewhere by now: nothing went wrong.
          if (signal.aborted) return null;
          throw error;
        }
      }),
    async oldestAtMs() {
      const nothing = await attempt(() => client.log.stretch.query({ fromMs: 0, toMs: 0, parts: 1 }));
      return nothing?.oldestAtMs ?? null;
    },
    async readEntry(id) {
      const page = await attempt(() => client.log.page.query({ before: id + 1, limit: 1 }));
      const entry = page?.entries.at(-1);
      return entry?.id === id ? entry : null;
    },
  };
}
