import { createServer, type Server } from 'node:http';
import { request as requestOverTls, createServer as serverWithTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import session, { type SessionOptions, type Store } from 'express-session';
import { onTestFinished } from 'vitest';
import { newPlace, sharedKinds, sharedStore } from './shared-stores.ts';
import { storeOnDisk } from './sqlite-store.ts';
import { Visitor } from './visitor.ts';

/**
 * The stores that every statement about express-session is held against: its own, and ours. Those on Redis and
 * PostgreSQL are left out where the machine has no such server; shared-store-contract.test.ts then says the reason.
 */
export const stores: readonly (readonly [string, () => Store])[] = [
  ['MemoryStore', () => new session.MemoryStore()],
  ['SqliteSessionStore', () => storeOnDisk().store],
  ...sharedKinds
    .filter(([, need]) => need.isMet)
    .map(([kind]) => [`SharedSessionStore on ${kind}`, () => sharedStore(newPlace(kind)).store] as const),
];

/** Wraps a store and forwards each call, except calls that the wrapper defines. */
export function storeBefore(inner: Store, own: Partial<Store>): Store {
  // Its type does not show that it can be made.
  const before = new (session.Store as unknown as new () => Store)();
  for (const name of ['get', 'set', 'touch', 'destroy'] as const) {
    Object.assign(before, { [name]: inner[name]?.bind(inner) });
  }
  return Object.assign(before, own);
}

export interface SiteExtras {
  /** Runs before the session middleware. */
  readonly before?: RequestHandler;
  /** Replaces plain express-session. */
  readonly attach?: RequestHandler;
  readonly overTls?: boolean;
}

export interface ExpressSite {
  readonly url: string;
  readonly visitor: Visitor;
  /** The methods of the store that were called since the last check, in order. */
  calls(): string;
  /** Errors that came to the app's error handler. */
  readonly errors: unknown[];
}

/** Plain express-session, as anyone sets it up, with a store and one handler for every request. */
export async function expressSite(
  store: Store,
  options: Partial<SessionOptions>,
  handle: RequestHandler,
  { before, attach, overTls = false }: SiteExtras = {},
): Promise<ExpressSite> {
  const called = noteCalls(store);
  const errors: unknown[] = [];
  const app = express();
  if (before) app.use(before);
  app.use(attach ?? session({ secret: 'secret', resave: false, saveUninitialized: false, ...options, store }));
  app.use(handle);
  app.use(((error, _req, res, next) => {
    errors.push(error);
    if (res.headersSent) next(error);
    else res.status(500).send(error.message);
  }) as ErrorRequestHandler);
  app.set('env', 'test');
  const server: Server = (overTls ? serverWithTls(serverKey, app) : createServer(app)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `${overTls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
export function noteCalls(store: Store): string[] {
  const called: string[] = [];
  for (const name of ['get', 'set', 'touch', 'destroy', 'all', 'length', 'clear'] as const) {
    const method = store[name] as ((...args: unknown[]) => void) | undefined;
    if (method === undefined) continue;
    const noting = (...args: unknown[]) => {
      called.push(name);
      method.apply(store, args);
    };
    Object.assign(store, { [name]: noting });
  }
  return called;
}

// A key that both sides know needs no certificate: TLS all the same.
const sharedKey = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
const psk = Buffer.alloc(32, 7);
export const serverKey = { ...sharedKey, pskCallback: () => psk };
const clientKey = {
  ...sharedKey,
  pskCallback: () => ({ psk, identity: 'test' }),
  checkServerIdentity: () => undefined,
};

/** The cookies that a site over TLS sends. */
export function cookiesOverTls(url: string, path: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const sent = requestOverTls(new URL(path, url), { ...clientKey, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.headers['set-cookie'] ?? []));
    });
    sent.on('error', reject);
    sent.end();
  });
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
