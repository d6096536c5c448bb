import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express } from 'express';
import type { Store } from 'express-session';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../server/base/clock.ts';
import { defaultServerSideOptions } from '../../server/contract/engine-options.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { SessionEngine } from '../../server/engines/engine.ts';
import { createServerSideEngine } from '../../server/engines/server-side-engine.ts';
import { arrivesNow } from '../../server/record/arrived-at.ts';
import { insideView } from '../../server/record/inside-view.ts';
import { createRecorder } from '../../server/record/recorder.ts';
import { actorFromUserAgent } from '../../server/record/user-agent-actor.ts';
import { listenOnLocalhost } from '../../server/targets/listen.ts';
import { eventually } from './eventually.ts';
import { storeOnDisk } from './sqlite-store.ts';

export const cookieName = 'test.sid';

export interface ObservedSite {
  readonly url: string;
  readonly port: number;
  /** In the order in which they were closed. */
  readonly records: RequestRecord[];
  isRecording: boolean;
  /** The records so far, in order of arrival, once there are `count`. */
  recorded(count: number): Promise<RequestRecord[]>;
}

/**
 * The recorder in front of a plain handler, on a real port. With `untilReady`, a request reaches the recorder when that
 * resolves.
 */
export async function recordedSite(
  handle: RequestListener,
  clock: Clock = systemClock,
  untilReady?: (response: ServerResponse) => Promise<unknown>,
  later?: (work: () => void) => void,
): Promise<ObservedSite> {
  const records: RequestRecord[] = [];
  let lastId = 0;
  const recorder = createRecorder({
    clock,
    isRecording: () => site.isRecording,
    sessions: insideView(() => ({ name: 'server-side', cookieNames: { session: cookieName, otherEngine: 'session' } })),
    identify: (request) => ({ actor: actorFromUserAgent(request.headers['user-agent']), resendOf: null, jar: null }),
    takeId: () => ++lastId,
    commit: (record) => void records.push(record),
    ...(later === undefined ? {} : { later }),
  });
  const listener = async (req: IncomingMessage, res: ServerResponse) => {
    const arrivedAt = untilReady === undefined ? undefined : arrivesNow(clock);
    if (untilReady !== undefined) await untilReady(res);
    recorder(req, res, () => handle(req, res), arrivedAt);
  };
  const { port, close } = await listenOnLocalhost((req, res) => void listener(req, res), 0);
  onTestFinished(() => close(0));
  const site: ObservedSite = {
    url: `http://localhost:${port}`,
    port,
    records,
    isRecording: true,
    recorded: (count) =>
      eventually(() => {
        if (records.length < count) throw new Error(`${records.length} of ${count} records`);
        return records.toSorted((a, b) => a.id - b.id);
      }),
  };
  return site;
}

export interface SessionSiteOptions {
  readonly store?: Store;
  readonly secrets?: readonly string[];
  readonly clock?: Clock;
  readonly options?: Partial<typeof defaultServerSideOptions>;
  /** Runs the work that makes records. Without it, records are made immediately. */
  readonly later?: (work: () => void) => void;
}

/** Recorder, session engine and an Express app with the test's own routes. */
export function sessionSite(
  addRoutes: (app: Express, engine: SessionEngine) => void,
  {
    store = storeOnDisk().store,
    secrets = ['secret'],
    clock = systemClock,
    options = {},
    later,
  }: SessionSiteOptions = {},
): Promise<ObservedSite> {
  const engine = createServerSideEngine({
    store,
    secrets: () => secrets,
    cookieName: () => cookieName,
    clock,
    options: () => ({ ...defaultServerSideOptions, ...options }),
  });
  const app = express();
  app.use(engine.attach);
  addRoutes(app, engine);
  return recordedSite(app, clock, undefined, later);
}
