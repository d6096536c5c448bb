import type { SessionData, Store } from 'express-session';

/** A session as a store gives it back or takes it: loose, since stores carry whatever JSON carries. */
export type PlainSession = Record<string, unknown> & { cookie: Record<string, unknown> };

/** The methods of a session store as promises, for tests that read like a story. */
export interface PromisedStore {
  get(sid: string): Promise<PlainSession | null>;
  set(sid: string, session: object): Promise<void>;
  touch(sid: string, session: object): Promise<void>;
  destroy(sid: string): Promise<void>;
  clear(): Promise<void>;
  length(): Promise<number>;
  /** By sid, as an ordinary object. */
  all(): Promise<Record<string, PlainSession>>;
}

export function promised(store: Store): PromisedStore {
  return {
    get: async (sid) => ((await answered<SessionData>((done) => store.get(sid, done))) ?? null) as PlainSession | null,
    set: (sid, session) => told((done) => store.set(sid, session as SessionData, done)),
    touch: (sid, session) => told((done) => store.touch?.(sid, session as SessionData, done)),
    destroy: (sid) => told((done) => store.destroy(sid, done)),
    clear: () => told((done) => store.clear?.(done)),
    length: async () => (await answered<number>((done) => store.length?.(done))) ?? 0,
    all: async () =>
      ({ ...(await answered<object>((done) => store.all?.(done as never))) }) as Record<string, PlainSession>,
  };
}

/** Resolves with what the callback was given; rejects with its error. */
function answered<T>(ask: (done: (error?: unknown, value?: T | null) => void) => void): Promise<T | null | undefined> {
  return new Promise((resolve, reject) => ask((error, value) => (error ? reject(error) : resolve(value))));
}

/** Resolves once the callback was called; rejects with its error. */
function told(ask: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));
}
