import type { Cast } from '../actors/cast.ts';
import type { Workspace } from '../api/context.ts';
import { InvalidRequest, NotFound } from '../base/errors.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import { heldSid } from '../contract/actor.ts';
import { createWorkbench } from '../cookie/workbench.ts';
import type { SecretRing } from '../engines/secret-ring.ts';
import type { SecretKeeper } from '../engines/secrets.ts';
import { secretsState } from '../engines/secrets-state.ts';
import type { InspectorFeed } from '../live/inspector-feed.ts';
import type { Target } from '../targets/target.ts';
import type { OpenLog } from './open-log.ts';
import { changeSettings, createSecretCommands } from './settings-effects.ts';
import type { StartContext } from './start-context.ts';
import { createWorkspace } from './workspace.ts';

export interface WatchedParts extends Omit<OpenLog, 'losses'> {
  readonly cast: Cast;
  readonly feed: InspectorFeed;
  readonly settings: LiveSettings;
  readonly secrets: SecretRing;
  readonly keeper: SecretKeeper;
}

/** The maximum number of sessions in a table. */
const mostSessions = 2_000;

/**
 * The workspace of a watched app. Its log can be cleared and its requests can be pinned. Its sessions belong to the app
 * and cannot be changed.
 */
export function createWatchedWorkspace(
  { storage, search, log, cast, feed, settings, secrets, keeper }: WatchedParts,
  target: Target,
  { clock, changes }: StartContext,
): Workspace {
  const nowMs = clock.now;
  const secretCommands = createSecretCommands(secrets, log, {
    state: () => secretsState(secrets, keeper),
    onChange: () => changes.tell('actors', null),
    isOwn: false,
  });
  return createWorkspace(
    {
      reader: storage.logReader,
      marks: storage.markReader,
      search,
      feed,
      settle: () => storage.settle(),
      place: storage.place,
      hasSecrets: true,
      sessions: {
        page(query) {
          const heldSids = cast.states().flatMap((state) => heldSid(state) ?? []);
          return storage.sessionPages.page({ ...query, heldSids, nowMs: nowMs() });
        },
        find: () => null,
        row: () => null,
        drift: () => ({ orphanSids: [], orphanCount: 0, ghosts: [], expiredCount: 0 }),
        recorded: () => storage.recordedSessions(mostSessions),
      },
      logChanges: {
        clear: () => search.whileClearing(() => storage.clearLog()),
        pin(id) {
          storage.settle();
          return storage.pins.pin(id, nowMs());
        },
        unpin: (id) => storage.pins.unpin(id),
      },
      sessionChanges: null,
      actors: { ...actorsOf(cast), act: refuseAction },
      lab: null,
      settings: { change: (change) => changeSettings(settings, change, log) },
      cookies: createWorkbench(() => secrets.all, nowMs),
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
