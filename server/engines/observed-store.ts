import session, { type SessionData as ExpressSessionData } from 'express-session';
import type { Clock } from '../base/clock.ts';
import type { SessionData } from '../contract/json.ts';
import type { StoreOperation } from '../contract/log-entry.ts';
import { changedKeys, textOf } from '../record/findings/changed-keys.ts';
import { currentObservation, type Observation } from '../record/observation.ts';
import type { Done, ExplainingStore, StoreAnswer } from '../storage/sessions/site-session-store.ts';
import { isFirstCall, noteCall } from './noted-call.ts';
import { dataJsonOf } from './session-data.ts';

/** The error of a failed store. The code ENOENT means that the session does not exist. */
type Failure = { readonly code?: unknown } | null | undefined;

/**
 * Wraps a session store and records each call, its duration and its outcome in the observation of the current request.
 * Passes everything on unchanged: arguments, results, errors, and whether the callback runs immediately or later. It
 * can wrap any express-session store.
 */
export class ObservedStore extends session.Store {
  readonly #inner: ExplainingStore;
  readonly #clock: Clock;
  readonly #onUnobservedFailure: () => void;

  /** `onUnobservedFailure` gets each change that failed in a request without an observation. */
  constructor(inner: ExplainingStore, clock: Clock, onUnobservedFailure: () => void = () => {}) {
    super();
    this.#inner = inner;
    this.#clock = clock;
    this.#onUnobservedFailure = onUnobservedFailure;
    if (!inner.touch) Object.defineProperty(this, 'touch', { value: undefined });
    inner.on('disconnect', () => this.emit('disconnect'));
    inner.on('connect', () => this.emit('connect'));
  }

  override get(sid: string, callback: (error: Failure, session?: ExpressSessionData | null) => void): void {
    const observation = currentObservation();
    if (observation === undefined) {
      this.#inner.get(sid, callback);
      return;
    }
    // The session before the request is the one that express-session loads first. A reload would return the changes of
    // this request.
    const isLoad = isFirstCall(observation);
    const close = this.#open(observation, 'get', sid);
    this.#inner.get(sid, (error: Failure, found?: ExpressSessionData | null, timing?: StoreAnswer) => {
      if (error && error.code !== 'ENOENT') {
        close('failed', { error });
      } else if (!error && found) {
        close('ok', { timing });
        if (isLoad) {
          observation.sidBefore = sid;
          observation.sessionBeforeJson = dataJsonOf(found);
          observation.sessionBefore = JSON.parse(observation.sessionBeforeJson) as SessionData;
        }
      } else {
        close('not-found', { timing });
        if (isLoad) observation.expiredAtMs = this.#inner.expiredSince?.(sid) ?? null;
      }
      callback(error, found);
    });
  }

  override set(sid: string, session: ExpressSessionData, callback?: Done): void {
    const observation = currentObservation();
    if (observation === undefined) {
      this.#inner.set(sid, session, this.#watch('set', sid, callback));
      return;
    }
    const { sessionVersion, sessionBefore } = observation;
    const readVersion = sessionVersion?.sid === sid ? sessionVersion.version : null;
    // For most stores no version is known, and the text of the session is needed only for a save of the handler.
    const json = observation.phase === 'handler' || readVersion !== null ? dataJsonOf(session) : null;
    if (observation.phase === 'handler') observation.savedJson = json;
    const close = this.#open(observation, 'set', sid);
    const done: Done = (error, timing) => {
      if (error) close('failed', { error });
      else close('ok', { timing, replaced: undoneBy(json, sessionBefore, timing?.replaced) });
      callback?.(error);
    };
    this.#inner.set(sid, session, done, readVersion);
  }

  override touch(sid: string, session: ExpressSessionData, callback?: Done): void {
    this.#inner.touch?.(sid, session, this.#watch('touch', sid, callback));
  }

  override destroy(sid: string, callback?: Done): void {
    this.#inner.destroy(sid, this.#watch('destroy', sid, callback));
  }

  override all(callback: Parameters<NonNullable<session.Store['all']>>[0]): void {
    this.#inner.all?.(callback);
  }

  override length(callback: (error: unknown, length?: number) => void): void {
    this.#inner.length?.(callback);
  }

  override clear(callback?: Done): void {
    this.#inner.clear?.(callback);
  }

  #watch(op: StoreOperation['op'], sid: string, callback: Done | undefined): Done {
    const observation = currentObservation();
    if (observation === undefined) {
      return (error) => {
        if (error) this.#onUnobservedFailure();
        callback?.(error);
      };
    }
    const close = this.#open(observation, op, sid);
    return (error, timing) => {
      if (error) close('failed', { error });
      else close('ok', { timing });
      callback?.(error);
    };
  }

  #open(observation: Observation, op: StoreOperation['op'], sid: string) {
    return noteCall(observation, { op, sid, clock: this.#clock, store: this.#inner.kind });
  }
}

/**
 * The version that a save replaced, with the changes of the other save that it undid: it wrote back the values that its
 * request had loaded.
 */
function undoneBy(
  json: string | null,
  before: SessionData | null,
  replaced: StoreAnswer['replaced'],
): StoreOperation['replaced'] {
  if (replaced === undefined || json === null) return undefined;
  const { version, dataJson } = replaced;
  if (dataJson === null) return { version, keys: null };
  const [own, other] = [JSON.parse(json), JSON.parse(dataJson)] as [SessionData, SessionData];
  const keys = changedKeys(before, other).filter((key) => textOf(own, key) === textOf(before, key));
  return { version, keys };
}
