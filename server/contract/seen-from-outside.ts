import type { EngineName, RequestRecord } from './log-entry.ts';

/**
 * Whether a record contains only what passed between client and server. This is the case for a file of another program,
 * and for a watched app that has not told its side (session-inspector/express). It is then unknown what the app read,
 * wrote or requested from its store.
 */
export function isSeenFromOutside({
  engine,
  verdict,
  evidence,
}: Pick<RequestRecord, 'engine' | 'verdict' | 'evidence'>): boolean {
  return (engine === null && evidence?.inside?.state !== 'told') || verdict.kind === 'not-observed';
}

/**
 * The kind of engine that handled a request, as far as it is known: the engine of the tutorial site, or the
 * express-session of a watched app that has told its side.
 */
export function seenEngine({ engine, evidence }: Pick<RequestRecord, 'engine' | 'evidence'>): EngineName | null {
  return engine ?? (evidence?.inside?.state === 'told' ? 'server-side' : null);
}
