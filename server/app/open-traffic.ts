import type { ServerResponse } from 'node:http';
import type { Cast } from '../actors/cast.ts';
import { Senders } from '../actors/senders.ts';
import { loadedLater } from '../base/loaded-later.ts';
import { otherEngine } from '../contract/log-entry.ts';
import { type CookieNames, cookieNamesOf, defaultCookieNames, plainCookieNames } from '../engines/cookie-names.ts';
import type { SessionEngine } from '../engines/engine.ts';
import { createEngineSwitch } from '../engines/engine-switch.ts';
import { createEngines } from '../engines/engines.ts';
import { createSessionEditor } from '../engines/session-editor.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { arrivesNow } from '../record/arrived-at.ts';
import { CookiesOfApps } from '../record/findings/from-outside/cookies-of-apps.ts';
import type { RefusedRequests } from '../record/refused-requests.ts';
import type { SiteSessions } from '../storage/site-sessions.ts';
import { type BuiltInTargetOptions, createBuiltInTarget } from '../targets/built-in/built-in-target.ts';
import type { Target } from '../targets/target.ts';
import type { Kept } from './kept.ts';
import { openCast } from './open-cast.ts';
import type { SiteCode, SiteCodeOptions } from './site-code.ts';
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
  /** Loads what answers a request, if no request has done so. */
  readonly loadSiteCode: () => void;
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
  const site = siteCode(
    {
      senders,
      settings,
      openLog: kept,
      engine,
      neighbourhood: { app: () => target.address.url, cookies: cookiesOfApps },
    },
    context,
  );
  const { refused } = site;
  const listening: Omit<BuiltInTargetOptions, 'port'> = {
    handler: site.handle,
    graceMs: closeGraceMs,
    watch: { onRefused: refused.refused, onClosed: (why) => refused.closed('site', why) },
  };
  closing.add(refused.settle);
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
  return { sessions, target, cast, lab, refused, cookiesOfApps, cookieNames, loadSiteCode: site.load };
}

/**
 * The code that answers and records requests is half of the core, and the first picture of the window does not need
 * it. A request that arrives before it is loaded waits for it.
 */
function siteCode(options: SiteCodeOptions, context: StartContext): SiteCode & { load(): void } {
  const code = loadedLater(async () => (await import('./site-code.ts')).createSiteCode(options, context));
  // Nothing is still being loaded when everything is closed.
  context.closing.add(code.settled);
  const use = (then: (loaded: SiteCode) => void, onFailure = () => {}): void => {
    const onError = (error: unknown) => {
      context.report('loading the code of the site', error);
      onFailure();
    };
    if (code.loaded === null) code.load().then(then, onError);
    else then(code.loaded);
  };
  return {
    handle: (req, res) => {
      const arrivedAt = code.loaded === null ? arrivesNow(context.clock) : undefined;
      use(
        ({ handle }) => handle(req, res, arrivedAt),
        () => answerNotLoaded(res),
      );
    },
    refused: {
      refused: (refusal) => use(({ refused }) => refused.refused(refusal)),
      closed: (at, why) => use(({ refused }) => refused.closed(at, why)),
      settle: () => code.loaded?.refused.settle(),
    },
    load: () => use(() => {}),
  };
}

function answerNotLoaded(res: ServerResponse): void {
  res.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end('A part of this program could not be loaded. Its terminal shows why. Start it again.\n');
}
