import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session, { type Store } from 'express-session';
import { onTestFinished } from 'vitest';
import type { SessionData } from '../../server/contract/json.ts';

/** What the app itself says of one request: its session before its handler, and after. */
export interface OwnTrace {
  readonly before: SessionData;
  readonly after: SessionData | null;
  /** From before the session is loaded until after it is saved, on the clock of the process. */
  readonly startedMs: number;
  endedMs: number;
}

export interface StoredExpress {
  readonly origin: string;
  /** By the number that the request gave in the query as `n`. */
  readonly traces: Map<string, OwnTrace>;
  /** Resolves when the request that gave this number as `n` has reached the app, before its session is loaded. */
  reached(n: number): Promise<void>;
  /** Resolves when the request to `/held` with this number has loaded its session. It is answered after `release`. */
  held(n: number): Promise<void>;
  release(n: number): void;
}

/** What a test makes wrong in the app. */
export interface ExpressFaults {
  readonly saveUninitialized?: boolean;
  readonly maxAge?: number;
  readonly routes?: (app: express.Express) => void;
}

/**
 * An Express app of a user's with its sessions in a store: `/set?key=&value=`, `/pop?key=`, `/get`, `/login` (a new
 * id), `/logout` (the row goes), `/slow?ms=&key=&value=` (a change that is saved later than others), `/short?ms=` (the
 * session ends by itself), `/held?n=&key=&value=` (answered when the test says so, with a change if a key is given).
 */
export async function storedExpress(
  store: Store,
  secret = 'a secret of the app',
  { saveUninitialized = false, maxAge = 3_600_000, routes }: ExpressFaults = {},
): Promise<StoredExpress> {
  const traces = new Map<string, OwnTrace>();
  const app = express();
  const started = new WeakMap<object, number>();
  const [reached, held, released] = [moments(), moments(), moments()];
  app.use((request, _, next) => {
    reached(request.query.n).resolve();
    started.set(request, performance.now());
    next();
  });
  app.use(session({ store, secret, resave: false, saveUninitialized, cookie: { maxAge } }));
  app.use((request, response, next) => {
    const before = dataOf(request.session);
    const end = response.end.bind(response);
    response.end = ((...args: Parameters<typeof response.end>) => {
      const after = request.session === undefined ? null : dataOf(request.session);
      const trace = { before, after, startedMs: started.get(request) ?? 0, endedMs: Number.POSITIVE_INFINITY };
      traces.set(String(request.query.n), trace);
      response.once('finish', () => {
        trace.endedMs = performance.now();
      });
      return end(...args);
    }) as typeof response.end;
    next();
  });
  const keys = (request: express.Request) => request.session as unknown as Record<string, unknown>;
  app.get('/set', (request, response) => {
    keys(request)[String(request.query.key)] = request.query.value;
    response.send('set');
  });
  app.get('/pop', (request, response) => {
    delete keys(request)[String(request.query.key)];
    response.send('removed');
  });
  app.get('/get', (request, response) => void response.json(dataOf(request.session)));
  app.get('/slow', (request, response) => {
    setTimeout(() => {
      keys(request)[String(request.query.key)] = request.query.value;
      response.send('set');
    }, Number(request.query.ms));
  });
  app.get('/held', async (request, response) => {
    const { n, key, value } = request.query;
    held(n).resolve();
    await released(n).promise;
    if (key !== undefined) keys(request)[String(key)] = value;
    response.send('held');
  });
  app.get('/short', (request, response) => {
    request.session.cookie.maxAge = Number(request.query.ms);
    response.send('short');
  });
  app.get('/login', (request, response, next) => {
    request.session.regenerate((error) => {
      if (error) return next(error);
      keys(request).user = 'Alice';
      response.send('in');
    });
  });
  app.get('/logout', (request, response, next) => {
    request.session.destroy((error) => (error ? next(error) : void response.send('out')));
  });
  routes?.(app);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    traces,
    reached: (n) => reached(n).promise,
    held: (n) => held(n).promise,
    release: (n) => released(n).resolve(),
  };
}

/** A promise for each number, made when it is first asked for. */
function moments(): (n: unknown) => PromiseWithResolvers<void> {
  const made = new Map<string, PromiseWithResolvers<void>>();
  return (n) => {
    const moment = made.get(String(n)) ?? Promise.withResolvers<void>();
    made.set(String(n), moment);
    return moment;
  };
}

function dataOf(session: object): SessionData {
  return JSON.parse(JSON.stringify({ ...session, cookie: undefined, __lastAccess: undefined }));
}
