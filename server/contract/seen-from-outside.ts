import type { RequestRecord } from './log-entry.ts';

/**
 * Whether a record contains only what passed between client and server. This is the case for a watched app and for a
 * file of another program. It is then unknown what the app read, wrote or requested from its store.
 */
export function isSeenFromOutside({ engine, verdict }: Pick<RequestRecord, 'engine' | 'verdict'>): boolean {
  return engine === null || verdict.kind === 'not-observed';
}
