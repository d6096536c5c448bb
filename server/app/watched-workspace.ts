import type { Cast } from '../actors/cast.ts';
import type { Workspace } from '../api/context.ts';
import { InvalidRequest, NotFound } from '../base/errors.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { SecretRing } from '../engines/secret-ring.ts';
import type { SecretKeeper } from '../engines/secrets.ts';
import { secretsState } from '../engines/secrets-state.ts';
import type { InspectorFeed } from '../live/inspector-feed.ts';
import type { Target } from '../targets/target.ts';
import { liveLogParts } from './live-log-parts.ts';
import type { OpenLog } from './open-log.ts';
import { changeSettings, createSecretCommands } from './settings-effects.ts';
import type { StartContext } from './start-context.ts';
import type { StoreSessions } from './store-sessions.ts';
import { createWorkspace, mostListedSessions } from './workspace.ts';
import { createWorkspaceCookies } from './workspace-cookies.ts';

export interface WatchedParts extends Omit<OpenLog, 'losses'> {
  readonly cast: Cast;
  readonly feed: InspectorFeed;
  readonly settings: LiveSettings;
  readonly secrets: SecretRing;
  readonly keeper: SecretKeeper;
  readonly store: StoreSessions;
}

/**
 * The workspace of a watched app. Its log can be cleared and its requests can be pinned. Its sessions belong to the app
 * and cannot be changed.
 */
export function createWatchedWorkspace(
  { storage, search, log, cast, feed, settings, secrets, keeper, store }: WatchedParts,
  target: Target,
  { clock, changes }: StartContext,
): Workspace {
  const nowMs = clock.now;
  const secretCommands = createSecretCommands(secrets, log, {
    state: () => secretsState(secrets, keeper),
    onChange: () => changes.tell('actors', null),
    isOwn: false,
  });
  const { page, ...logParts } = liveLogParts({ storage, search }, feed, cast, nowMs);
  return createWorkspace(
    {
      ...logParts,
      sessions: {
        page,
        find: () => null,
        row: () => null,
        drift: () => ({ orphanSids: [], orphanCount: 0, ghosts: [], expiredCount: 0 }),
        recorded: () => storage.recordedSessions(mostListedSessions),
      },
      sessionChanges: null,
      actors: { ...actorsOf(cast), act: refuseAction },
      lab: null,
      store,
      settings: { change: (change) => changeSettings(settings, change, log) },
      cookies: createWorkspaceCookies(() => secrets.all, nowMs),
      secrets: { ...secretCommands, rotate: refuseRotation },
    },
    { clock, siteUrl: () => target.address.url, signingSecrets: () => secrets.all },
  );
}

function actorsOf(cast: Cast) {
  return {
    send: cast.send.bind(cast),
    forgetCookies: cast.forgetCookies.bind(cast),
    plantCookie: cast.plantCookie.bind(cast),
    copyCookie: cast.copyCookie.bind(cast),
  };
}

async function refuseAction(): Promise<never> {
  throw new NotFound('These buttons call routes of the tutorial site. Send a request to a path of your app instead.');
}

function refuseRotation(): never {
  throw new InvalidRequest('Your app makes its own secrets. Add the one that it signs with.');
}
