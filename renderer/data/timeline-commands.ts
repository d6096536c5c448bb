import type { LogEntry } from '../../server/contract/log-entry.ts';
import { type Attempt, unlessAborted } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

/** The commands of the timeline, which reads stretches of the log by time. */
export function createTimelineCommands(client: InspectorClient, attempt: Attempt) {
  return {
    /** The marks between two times, or their density in `parts` parts. Null also if `signal` aborted the command. */
    logStretch: (fromMs: number, toMs: number, parts: number, signal: AbortSignal) =>
      attempt(() => unlessAborted(signal, () => client.log.stretch.query({ fromMs, toMs, parts }, { signal }))),
    /** The time of the first entry of the log. Null if the log is empty. */
    async oldestAtMs(): Promise<number | null> {
      const nothing = await attempt(() => client.log.stretch.query({ fromMs: 0, toMs: 0, parts: 1 }));
      return nothing?.oldestAtMs ?? null;
    },
    /** One whole entry. Null if the log no longer has it. */
    async readEntry(id: number): Promise<LogEntry | null> {
      const page = await attempt(() => client.log.page.query({ before: id + 1, limit: 1 }));
      const entry = page?.entries.at(-1);
      return entry?.id === id ? entry : null;
    },
  };
}
