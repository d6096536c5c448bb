import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import session, { type SessionOptions, type Store } from 'express-session';
import { onTestFinished } from 'vitest';
import { storeOnDisk } from './sqlite-store.ts';
import { Visitor } from './visitor.ts';

/** The stores that every statement about express-session is held against: its own, and ours. */
export const stores: readonly (readonly [string, () => Store])[] = [
  ['MemoryStore', () => new session.MemoryStore()],
  ['SqliteSessionStore', () => storeOnDisk().store],
];

export interface ExpressSite {
  readonly url: string;
  readonly visitor: Visitor;
  /** The store's methods that were called since the last look, in order. */
  calls(): string;
  /** Errors that came to the app's error handler. */
  readonly errors: unknown[];
}

/** Plain express-session, as anyone sets it up, with a store and one handler for every request. */
export async function expressSite(
  store: Store,
  options: Partial<SessionOptions>,
  handle: RequestHandler,
): Promise<ExpressSite> {
  const called = noteCalls(store);
  const errors: unknown[] = [];
  const app = express();
  app.use(session({ secret: 'secret', resave: false, saveUninitialized: false, ...options, store }));
  app.use(handle);
  app.use(((error, _req, res, next) => {
    errors.push(error);
    if (res.headersSent) next(error);
    else res.status(500).send(error.message);
  }) as ErrorRequestHandler);
  app.set('env', 'test');
  const server: Server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    visitor: new Visitor(url),
    calls: () => {
      const names = called.join(' ');
      called.length = 0;
      return names;
    },
    errors,
  };
}

/** Notes each call of the store from now on; the calls themselves go through as they are. */
function noteCalls(store: Store): string[] {
  const called: string[] = [];
  for (const name of ['get', 'set', 'touch', 'destroy'] as const) {
    const method = store[name] as (...args: unknown[]) => void;
    const noting = (...args: unknown[]) => {
      called.push(name);
      method.apply(store, args);
    };
    Object.assign(store, { [name]: noting });
  }
  return called;
}

/** A handler that does to the session what the request's path says. */
export type Acts = Record<string, (...args: Parameters<RequestHandler>) => unknown>;

export function byPath(acts: Acts): RequestHandler {
  return (req, res, next) => {
    const act = acts[req.path];
    if (act === undefined) return void res.send('nothing done');
    Promise.resolve()
      .then(() => act(req, res, next))
      .then(() => {
        if (!res.writableEnded && !res.headersSent) res.send('done');
      })
      .catch(next);
  };
}
