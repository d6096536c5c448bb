import type { LogEntry } from './log-entry.ts';

/**
 * The sid of the session that an entry is about: the sid after the entry if there is one, else the one before it. Null
 * if there is none.
 */
export function sessionOf(entry: LogEntry): string | null {
  switch (entry.kind) {
    case 'request':
      return entry.sidAfter ?? entry.sidBefore;
    case 'edit':
      return entry.sid;
    default:
      return null;
  }
}
