import type { Cast } from '../actors/cast.ts';
import { Senders } from '../actors/senders.ts';
import { otherEngine } from '../contract/log-entry.ts';
import { type CookieNames, cookieNamesOf, defaultCookieNames, plainCookieNames } from '../engines/cookie-names.ts';
import type { SessionEngine } from '../engines/engine.ts';
import { createEngineSwitch } from '../engines/engine-switch.ts';
import { createEngines } from '../engines/engines.ts';
import { createSessionEditor } from '../engines/session-editor.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { CookiesOfApps } from '../record/findings/from-outside/cookies-of-apps.ts';
import { insideView } from '../record/inside-view.ts';
import type { RefusedRequests } from '../record/refused-requests.ts';
import type { SiteSessions } from '../storage/site-sessions.ts';
import { type BuiltInTargetOptions, createBuiltInTarget } from '../targets/built-in/built-in-target.ts';
import { createSiteApp } from '../targets/built-in/site-app.ts';
import type { Target } from '../targets/target.ts';
import type { Kept } from './kept.ts';
import { openCast } from './open-cast.ts';
import { recordTraffic } from './record-traffic.ts';
import type { StartContext } from './start-context.ts';

/** How long running requests may take to finish when the site closes or moves. */
export const closeGraceMs = 1_000;

/** The parts that send and answer requests. */
export interface Traffic {
  readonly sessions: SiteSessions;
  readonly target: Target;
  readonly cast: Cast;
  readonly lab: Lab;
  readonly refused: RefusedRequests;
  /** The cookies that the site and the watched apps have set. */
  readonly cookiesOfApps: CookiesOfApps;
  /** The names of the session cookies. */
  readonly cookieNames: { readonly now: () => CookieNames; readonly byDefault: () => CookieNames };
}

/**
 * Second step of the start: opens the tutorial site behind the recorder, and then the simulated browsers and the Lab,
 * which visit it. Throws NoFreePort.
 */
export async function openTraffic(kept: Kept, sessions: SiteSessions, context: StartContext): Promise<Traffic> {
  const { settings, storage, log, secrets } = kept;
  const { clock, changes, closing, report } = context;
  const senders = new Senders<SessionEngine>();
  // The names of the start. They do not change when the site moves, so that sessions continue.
  let namesAtStart = plainCookieNames;
  const cookieNames = {
    now: () => cookieNamesOf(namesAtStart, settings.current),
    byDefault: () => namesAtStart,
  };
  const engineBase = {
    cookieNames: cookieNames.now,
    store: sessions.store,
    clock,
    onUnobservedFailure: () => changes.tell('not-saved', null),
  };
  const engine = createEngineSwitch(
    createEngines({
      ...engineBase,
      secrets: () => secrets.all,
      serverSide: () => settings.current.serverSide,
      clientSide: () => settings.current.clientSide,
    }),
    () => settings.current.engine,
    (request) => senders.of(request)?.engine ?? null,
  );
  const cookiesOfApps = new CookiesOfApps();
  const { recorder, refused } = recordTraffic(
    {
      senders,
      settings,
      openLog: kept,
      sessions: insideView(engine.of),
      engine: engine.of,
      neighbourhood: { app: () => target.address.url, cookies: cookiesOfApps },
      recordsAreMade: 'at-end',
    },
    context,
  );
  const app = createSiteApp(engine);
  const listening: Omit<BuiltInTargetOptions, 'port'> = {
    handler: (req, res) => recorder(req, res, () => app(req, res)),
    graceMs: closeGraceMs,
    watch: { onRefused: refused.refused, onClosed: (why) => refused.closed('site', why) },
  };
  const target = createBuiltInTarget({ ...listening, port: settings.current.port });
  await target.open();
  // Servers that share their sessions have to agree on the name of the cookie, whatever their ports are.
  if (sessions.shared() === null) {
    namesAtStart = defaultCookieNames({ ...target.address, folder: kept.dataDir.path });
  }
  closing.add(() => target.close());

  const siteUrl = () => target.address.url;
  const cast = openCast(
    {
      senders,
      cookieName: () => engine.cookieName,
      otherCookieName: () => cookieNames.now()[otherEngine(engine.name)],
      siteUrl,
      judge: (cookieHeader) => engine.judge(cookieHeader),
    },
    storage,
    context,
  );
  // The other engine reads another cookie, so the state of every actor may change.
  settings.subscribe(() => changes.tell('actors', null));
  const labEditor = createSessionEditor(sessions.store, clock.now, (edit) => log.addEdit({ ...edit, by: 'lab' }));
  const lab = createLab({
    senders,
    siteUrl,
    siteSecrets: () => secrets.all,
    createEngines: (options) => createEngines({ ...engineBase, ...options }),
    isRecording: () => settings.current.recording,
    destroySession: labEditor.destroy,
    async openServer() {
      const server = createBuiltInTarget({ ...listening, port: 0 });
      await server.open();
      return { port: server.address.port, url: server.address.url, close: () => server.close() };
    },
    clock,
    onChange: () => changes.tell('lab', null),
    report,
  });
  closing.add(() => lab.close());
  storage.keepSessionsOf(() => cast.sids());
  storage.keepSessionsOf(() => lab.sids());
  return { sessions, target, cast, lab, refused, cookiesOfApps, cookieNames };
}
