/** Observes the calls of a session store of the app, on the store itself, so that the app keeps its store. */
import type { Store } from 'express-session';
import { systemClock } from '../base/clock.ts';
import type { StoreOperation } from '../contract/log-entry.ts';
import { isFirstCall, noteCall } from '../engines/noted-call.ts';
import { dataJsonOf } from '../engines/session-data.ts';
import { noteOf, noteOfCall, type RequestNote } from './request-note.ts';

type Method = (this: Store, ...args: unknown[]) => unknown;
type Methods = Record<string, Method | undefined>;
type Observed = (store: Store, call: Method, args: unknown[]) => unknown;

/** Shared by the two forms of the package, ESM and CommonJS, which may both be loaded in one process. */
const seenKey = Symbol.for('session-inspector: this store is observed');

/** Someone who may want to hear which sessions of a store the app writes or removes. */
export interface StoreFollower {
  readonly isOn: boolean;
  /** Null: any of them. */
  changed(sid: string | null): void;
}

/**
 * Observes each call of this store from now on. Arguments, results, errors, `this`, and the moment of each callback
 * stay as they are. Returns false if the object cannot be observed, for example because it is frozen.
 */
export function observeStore(store: Store, follower: StoreFollower): boolean {
  if (Object.hasOwn(store, seenKey)) {
    followersOf(store).add(follower);
    return true;
  }
  if (!Object.isExtensible(store)) return false;
  for (const [name, observed] of Object.entries(observers)) replace(store, name, observed);
  Object.defineProperty(store, seenKey, { value: new Set([follower]) });
  return true;
}

function followersOf(store: Store): Set<StoreFollower> {
  const followers = (store as unknown as Record<symbol, unknown>)[seenKey];
  return followers instanceof Set ? followers : new Set();
}

function isFollowed(store: Store): boolean {
  for (const { isOn } of followersOf(store)) if (isOn) return true;
  return false;
}

function tellChanged(store: Store, sid: string | null): void {
  for (const follower of followersOf(store)) if (follower.isOn) follower.changed(sid);
}

function replace(store: Store, name: string, observed: Observed): void {
  const methods = store as unknown as Methods;
  const own = Object.getOwnPropertyDescriptor(store, name);
  if (typeof methods[name] !== 'function' || own?.configurable === false) return;
  // An inherited method is looked up at each call, since a test of the app may replace it on the class later.
  const callOf =
    own === undefined ? () => (Object.getPrototypeOf(store) as Methods)[name] as Method : () => own.value as Method;
  if (own !== undefined && typeof own.value !== 'function') return;
  Object.defineProperty(store, name, {
    configurable: true,
    writable: true,
    enumerable: own?.enumerable ?? false,
    value(this: Store, ...args: unknown[]) {
      const call = callOf();
      return this === store ? observed(store, call, args) : call.apply(this, args);
    },
  });
}

const observers: Readonly<Record<string, Observed>> = {
  get(store, call, args) {
    const [sid, callback] = args;
    const note = noteOfCall(sid);
    if (note === undefined || typeof sid !== 'string' || typeof callback !== 'function' || isInside) {
      return call.apply(store, args);
    }
    const isLoad = note.phase === 'load' && isFirstCall(note);
    if (isLoad) note.askedSid = sid;
    const close = noteCall(note, { op: 'get', sid, clock: systemClock });
    return callWith(store, call, args, 1, (error, found) => {
      if (isFailure(error)) close('failed', { error });
      else if (error || !found) close('not-found');
      else {
        close('ok');
        if (isLoad) noteLoaded(note, sid, found);
      }
    });
  },
  set(store, call, args) {
    const [sid, session] = args;
    const note = noteOf((session as { readonly req?: object } | null)?.req) ?? noteOfCall(sid);
    if (note?.phase === 'handler') {
      try {
        note.savedJson = dataJsonOf(session as object);
      } catch {
        // express-session fails with the same error, in the words of JSON.stringify.
      }
    }
    return change('set', note, store, call, args);
  },
  touch(store, call, args) {
    const [sid, session] = args;
    const note = noteOf((session as { readonly req?: object } | null)?.req) ?? noteOfCall(sid);
    return change('touch', note, store, call, args);
  },
  destroy(store, call, args) {
    const [sid] = args;
    const note = noteOfCall(sid);
    // `destroy` of the session removes it from the request first.
    const isByHandler =
      note?.phase === 'handler' && !note.isRenewing && note.request.sessionID === sid && !note.request.session;
    return change('destroy', note, store, call, args, () => {
      if (isByHandler) note.operations.push({ atMs: note.sinceArrivalMs(), op: 'destroy' });
    });
  },
  clear(store, call, args) {
    if (isInside || !isFollowed(store)) return call.apply(store, args);
    return callWith(store, call, args, 0, () => tellChanged(store, null));
  },
  regenerate(store, call, args) {
    const [request, callback] = args;
    const note = noteOf(request as object);
    if (note === undefined || typeof callback !== 'function') return call.apply(store, args);
    const given = [...args];
    given[1] = function (this: unknown, ...results: unknown[]) {
      if (!results[0]) note.operations.push({ atMs: note.sinceArrivalMs(), op: 'regenerate' });
      return callback.apply(this, results);
    };
    note.isRenewing = true;
    try {
      return call.apply(store, given);
    } finally {
      note.isRenewing = false;
    }
  },
};

/**
 * Whether a store is within a call: a store may call itself, as some stores touch by `set`. Such a call is not a call
 * of the app.
 */
let isInside = false;

function change(
  op: Exclude<StoreOperation['op'], 'get'>,
  note: RequestNote | undefined,
  store: Store,
  call: Method,
  args: unknown[],
  onSuccess: () => void = () => {},
): unknown {
  const [sid] = args;
  if (isInside || (note === undefined && !isFollowed(store))) return call.apply(store, args);
  const close = note === undefined || typeof sid !== 'string' ? null : noteCall(note, { op, sid, clock: systemClock });
  if (close === null && !isFollowed(store)) return call.apply(store, args);
  return callWith(store, call, args, op === 'destroy' ? 1 : 2, (error) => {
    if (!error) onSuccess();
    if (error) close?.('failed', { error });
    else close?.('ok');
    tellChanged(store, typeof sid === 'string' ? sid : null);
  });
}

/**
 * Calls the method with its callback replaced by one that notes the outcome first. Without a callback, the outcome is
 * that of the returned promise, or of the call itself.
 */
function callWith(
  store: Store,
  call: Method,
  args: unknown[],
  place: number,
  onEnd: (error: unknown, found?: unknown) => void,
): unknown {
  let isOver = false;
  const end = (error: unknown, found?: unknown) => {
    if (isOver) return;
    isOver = true;
    onEnd(error, found);
  };
  const callback = args[place];
  const given = [...args];
  if (typeof callback === 'function') {
    given[place] = function (this: unknown, ...results: unknown[]) {
      end(results[0], results[1]);
      const wasInside = isInside;
      isInside = false;
      try {
        return callback.apply(this, results);
      } finally {
        isInside = wasInside;
      }
    };
  }
  isInside = true;
  try {
    const result = call.apply(store, given);
    if (typeof callback !== 'function') settle(result, end);
    return result;
  } catch (error) {
    end(error);
    throw error;
  } finally {
    isInside = false;
  }
}

function settle(result: unknown, end: (error: unknown) => void): void {
  if (result instanceof Promise) void result.then(() => end(null), end);
  else end(null);
}

function isFailure(error: unknown): boolean {
  return Boolean(error) && (error as { readonly code?: unknown }).code !== 'ENOENT';
}

function noteLoaded(note: RequestNote, sid: string, found: unknown): void {
  note.sidBefore = sid;
  try {
    note.sessionBeforeJson = dataJsonOf(found as object);
  } catch (error) {
    note.errors.push({ where: 'session', message: `The session is not JSON: ${(error as Error).message}` });
  }
}
