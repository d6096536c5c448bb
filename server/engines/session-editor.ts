import type { SessionData as ExpressSessionData, Store } from 'express-session';
import { InspectorError } from '../base/errors.ts';
import type { Json, SessionData } from '../contract/json.ts';
import type { EditEntry } from '../contract/log-entry.ts';
import type { EditResult } from '../contract/results.ts';
import { copyOf, dataJsonOf, dataOf } from './session-data.ts';
import { refuseSize, refuseValue } from './value-guard.ts';

type LoadedSession = ExpressSessionData & Record<string, unknown>;

const notFound: EditResult = {
  ok: false,
  reason: 'session-not-found',
  message: 'This session is gone: it was destroyed, or it has expired.',
};

/**
 * Changes stored sessions from the window, without a request. It uses the Store interface of express-session, so any
 * store works. Each change is recorded in the log, which would otherwise not show its cause.
 */
export function createSessionEditor(
  store: Store,
  now: () => number,
  note: (edit: Omit<EditEntry, 'kind' | 'id' | 'atMs'>) => void,
) {
  return {
    async set(sid: string, key: string, value: Json): Promise<EditResult> {
      const refusal = refuseValue(key, value);
      if (refusal !== null) return { ok: false, ...refusal };
      const session = await load(store, sid);
      if (session === null) return notFound;
      const before = Object.hasOwn(session, key) ? copyOf(session[key]) : undefined;
      session[key] = value;
      const growth = refuseSize(Buffer.byteLength(dataJsonOf(session)));
      if (growth !== null) return { ok: false, ...growth };
      await save(store, sid, session);
      note({ sid, action: 'set', key, ...(before === undefined ? {} : { before }), after: value });
      return { ok: true };
    },

    async pop(sid: string, key: string): Promise<EditResult> {
      const session = await load(store, sid);
      if (session === null) return notFound;
      if (key === 'cookie' || !Object.hasOwn(session, key)) {
        return { ok: false, reason: 'key-not-found', message: `The session has no key “${key}” any more.` };
      }
      const before = copyOf(session[key]);
      delete session[key];
      await save(store, sid, session);
      note({ sid, action: 'pop', key, ...(before === undefined ? {} : { before }) });
      return { ok: true };
    },

    /** Replaces all data; the cookie stays. The whole change is refused if one key or value cannot be stored. */
    async replace(sid: string, data: SessionData): Promise<EditResult> {
      for (const [key, value] of Object.entries(data)) {
        const refusal = refuseValue(key, value);
        if (refusal !== null) return { ok: false, ...refusal };
      }
      const growth = refuseSize(Buffer.byteLength(JSON.stringify(data)));
      if (growth !== null) return { ok: false, ...growth };
      const session = await load(store, sid);
      if (session === null) return notFound;
      const before = dataOf(session);
      for (const key of Object.keys(before)) delete session[key];
      await save(store, sid, Object.assign(session, data));
      note({ sid, action: 'replace', before, after: data });
      return { ok: true };
    },

    /** Makes the session expire now. The next request with its cookie finds an expired session. */
    async expire(sid: string): Promise<EditResult> {
      const session = await load(store, sid);
      if (session === null) return notFound;
      session.cookie.expires = new Date(now());
      await save(store, sid, session);
      note({ sid, action: 'expire' });
      return { ok: true };
    },

    async destroy(sid: string): Promise<EditResult> {
      // A session that cannot be read can still be removed.
      if ((await loadOr(store, sid, 'session-unreadable')) === null) return notFound;
      await new Promise<void>((resolve, reject) => store.destroy(sid, (error) => (error ? reject(error) : resolve())));
      note({ sid, action: 'destroy' });
      return { ok: true };
    },
  };
}

function load(store: Store, sid: string): Promise<LoadedSession | null> {
  return new Promise((resolve, reject) =>
    store.get(sid, (error, session) => (error ? reject(error) : resolve((session ?? null) as LoadedSession | null))),
  );
}

/** Returns the error code instead of the session if the session cannot be loaded for this reason. */
async function loadOr(store: Store, sid: string, code: string): Promise<LoadedSession | typeof code | null> {
  try {
    return await load(store, sid);
  } catch (error) {
    if (error instanceof InspectorError && error.code === code) return code;
    throw error;
  }
}

function save(store: Store, sid: string, session: LoadedSession): Promise<void> {
  return new Promise((resolve, reject) => store.set(sid, session, (error) => (error ? reject(error) : resolve())));
}
