/** What a behaviour of express-session is tried with: one of the stores, and sites that use it as any app would. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as serverWithTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import session, { type Session, type SessionOptions, type Store } from 'express-session';
import { onTestFinished } from 'vitest';
import { inspect } from '../../../../server/express/inspect.ts';
import { noteCalls, serverKey, storeBefore } from '../../../support/express-site.ts';
import { newPlace, sharedKinds, sharedStore } from '../../../support/shared-stores.ts';
import { storeOnDisk } from '../../../support/sqlite-store.ts';
import { toldLines } from '../../../support/told-lines.ts';
import { Visitor } from '../../../support/visitor.ts';

/** The module as an app uses it with session-inspector/express. */
const inspector = toldLines();
const toldSession = inspect(session, { dataDir: inspector.dataDir });
const untoldSession = inspect(session, { dataDir: join(inspector.dataDir, 'nothing') });

/** Listens as an inspector. Returns the function that ends it, which also checks what was told. */
export async function beginToListen(): Promise<() => Promise<void>> {
  await inspector.listen();
  await inspector.connected();
  return async () => {
    await inspector.requests(200);
    await inspector.close();
  };
}

/** The stores that every behaviour is tried with: express-session's own is the measure. */
export const storesOfTrials: readonly (readonly [string, () => Store, typeof session])[] = [
  ['MemoryStore', () => new session.MemoryStore(), session],
  ['SqliteSessionStore', () => storeOnDisk().store, session],
  ['SqliteSessionStore that answers within the call', answeringAtOnce, session],
  ['MemoryStore, and an inspector is told', () => new session.MemoryStore(), toldSession],
  ['SqliteSessionStore, and an inspector is told', () => storeOnDisk().store, toldSession],
  ['MemoryStore, and no inspector listens', () => new session.MemoryStore(), untoldSession],
  ...sharedKinds
    .filter(([, need]) => need.isMet)
    .map(([kind]) => [`SharedSessionStore on ${kind}`, () => sharedStore(newPlace(kind)).store, session] as const),
];

/** Our store with each write committed, and so answered, before the call returns. */
function answeringAtOnce(): Store {
  const { store, queue } = storeOnDisk();
  const atOnce =
    <Args extends unknown[]>(method: (...args: Args) => void) =>
    (...args: Args) => {
      method.apply(store, args);
      queue.drain();
    };
  return storeBefore(store, {
    set: atOnce(store.set),
    touch: atOnce(store.touch),
    destroy: atOnce(store.destroy),
    clear: atOnce(store.clear),
    all: store.all.bind(store),
    length: store.length.bind(store),
  });
}

/** A request as a handler behind the middleware has it; a cookie parser adds the cookies and its secret. */
export type Asked = IncomingMessage & {
  session: Session & Record<string, unknown>;
  sessionID: string;
  secure?: boolean;
  secret?: string;
  originalUrl?: string;
  cookies?: Record<string, string>;
  signedCookies?: Record<string, string>;
};

export type Act = (req: Asked, res: ServerResponse) => unknown;

/** `Partial`, since what express-session does by default is tried too; `key` is the old name of `name`. */
export type TriedOptions = Partial<SessionOptions> & { key?: string };

export interface SiteOptions {
  readonly options?: TriedOptions;
  /** Runs before the middleware. */
  readonly before?: Act;
  /** Default: ends the answer. */
  readonly handle?: Act;
  readonly overTls?: boolean;
}

export interface TriedSite {
  readonly url: string;
  /** A visitor who keeps the cookies. */
  readonly visitor: Visitor;
  newVisitor(): Visitor;
  /** What the middleware handed on as an error after the answer had begun. */
  readonly lateErrors: unknown[];
}

export interface Trial {
  /** A store with nothing in it. */
  readonly store: Store;
  /** The methods of the store that were called since the last check, in order. */
  calls(): string;
  site(options?: SiteOptions): Promise<TriedSite>;
}

/** A trial with a new store. Its sites end with the test. */
export function newTrial(store: Store, module: typeof session = session): Trial {
  const called = noteCalls(store);
  return {
    store,
    calls: () => called.splice(0).join(' '),
    site: (options = {}) => openSite(store, module, options),
  };
}

/** Plain node:http, so that only the middleware is between the request and the store. */
async function openSite(
  store: Store,
  module: typeof session,
  { options = {}, before, handle = (_req, res) => res.end(), overTls = false }: SiteOptions,
): Promise<TriedSite> {
  const lateErrors: unknown[] = [];
  const attach = module({ secret: 'keyboard cat', ...options, store } as SessionOptions) as unknown as Middleware;
  const listener = (plain: IncomingMessage, res: ServerResponse) => {
    const req = plain as Asked;
    before?.(req, res);
    attach(req, res, (error) => {
      if (error === undefined) handle(req, res);
      else if (res.headersSent) lateErrors.push(error);
      else res.writeHead(500).end((error as Error).message);
    });
  };
  const server = overTls ? serverWithTls(serverKey, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `${overTls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, visitor: new Visitor(url), newVisitor: () => new Visitor(url), lateErrors };
}

type Middleware = (req: Asked, res: ServerResponse, next: (error?: unknown) => void) => void;

/** The middleware's own type, for what is tried without a site. */
export const expressSession = session as unknown as (options: object) => RequestHandler;
