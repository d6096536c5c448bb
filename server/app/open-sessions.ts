import { type SiteSessions, sessionsIn } from '../storage/site-sessions.ts';
import type { SessionParts } from './open-shared-sessions.ts';
import type { StartContext } from './start-context.ts';

/**
 * Opens the place of the site's sessions: the database of this app, or a shared store, whose code is loaded only then.
 * A shared store that cannot be reached does not stop the start: the site answers with 503 and the reason until it can.
 * Throws UnusableStore for an `address` that cannot be used.
 */
export async function openSessions(
  kept: SessionParts,
  address: string | undefined,
  context: StartContext,
): Promise<SiteSessions> {
  if (address === undefined && kept.settings.current.sessionStore === '') return sessionsIn(kept.storage);
  const { openSharedSessions } = await import('./open-shared-sessions.ts');
  return openSharedSessions(kept, address, context);
}
