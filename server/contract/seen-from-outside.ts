import type { RequestRecord } from './log-entry.ts';

/**
 * Whether a record tells only what passes between client and server: it is of a watched app, or of a file of another
 * program. Nothing is known then of what the app read, wrote or asked of its store.
 */
export function isSeenFromOutside({ engine, verdict }: Pick<RequestRecord, 'engine' | 'verdict'>): boolean {
  return engine === null || verdict.kind === 'not-observed';
}
