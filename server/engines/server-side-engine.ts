import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Clock } from '../base/clock.ts';
import { lastOf } from '../base/last-of.ts';
import { remembering } from '../base/remembering.ts';
import type { ServerSideOptions } from '../contract/engine-options.ts';
import type { Outlook, Verdict } from '../contract/verdict.ts';
import { firstCookie } from '../cookie/parse-cookie-header.ts';
import { readSessionCookie, type SessionCookieReading } from '../cookie/read-session-cookie.ts';
import { currentObservation, type Observation } from '../record/observation.ts';
import type { ExplainingStore } from '../storage/sessions/site-session-store.ts';
import type { SessionEngine, SessionHandle } from './engine.ts';
import { decideExpress } from './express-decision.ts';
import { recordExpressFacts } from './express-facts.ts';
import { expressVerdict } from './express-verdict.ts';
import { ObservedStore } from './observed-store.ts';
import { answerInOnePiece } from './one-piece.ts';
import { giveSession, sessionOf } from './request-session.ts';
import { dataSince } from './session-data.ts';
import { type TraceableSession, traceSession } from './traced-session.ts';

export interface ServerSideEngineOptions {
  readonly store: ExplainingStore;
  /** The first secret signs, all verify; at least one. Read at each request. */
  readonly secrets: () => readonly string[];
  /**
   * Differs from express-session's default: cookies ignore ports, so two apps on localhost with one name log each other
   * out.
   */
  /** Read at each request. */
  readonly cookieName: () => string;
  readonly clock: Clock;
  /** Read at each request; a change applies from the next request on. */
  readonly options: () => ServerSideOptions;
  /** Called with a change of a session that failed in a request without an observation. */
  readonly onUnobservedFailure?: () => void;
}

/**
 * The engine that keeps the data on the server: express-session with a store, and a cookie with only a signed sid. The
 * data is never in the cookie. The code around express-session does not change its behaviour: it adds the trace, the
 * verdict, and the session before and after.
 */
export function createServerSideEngine({
  store,
  secrets,
  cookieName,
  clock,
  options,
  onUnobservedFailure,
}: ServerSideEngineOptions): SessionEngine {
  const observed = new ObservedStore(store, clock, onUnobservedFailure);
  let isStoreAway = false;
  store.on('disconnect', () => {
    isStoreAway = true;
  });
  store.on('connect', () => {
    isStoreAway = false;
  });
  const middlewareFor = lastOf((name: string, current: ServerSideOptions, signing: readonly string[]) => {
    // The middleware with the earlier options would stay subscribed to the store, although it gets no more requests.
    observed.removeAllListeners();
    const middleware = session({ name, secret: [...signing], store: observed, ...expressOptions(current) });
    // A new middleware assumes that its store is connected.
    if (isStoreAway) observed.emit('disconnect');
    return middleware;
  });
  const readerFor = lastOf((signing: readonly string[]) =>
    remembering((cookieValue) => readSessionCookie(cookieValue, signing)),
  );

  const attach: RequestHandler = (req, res, next) => {
    const opening = store.opening?.() ?? null;
    if (opening !== null) return void opening.then(() => attach(req, res, next));
    const observation = currentObservation();
    const name = cookieName();
    const cookieValue = firstCookie(req.headers.cookie ?? null, name);
    const current = options();
    const signing = secrets();
    middlewareFor(name, current, signing)(req, res, (error?: unknown) => {
      answerInOnePiece(res);
      if (observation !== undefined) {
        observation.cookieValue = cookieValue;
        const read: SessionCookieReading = cookieValue === null ? { kind: 'none' } : readerFor(signing)(cookieValue);
        observation.verdict = expressVerdict(read, observation);
        const readAfter: Observation['readAfter'] = () =>
          req.session === undefined || req.session === null
            ? null
            : { sid: req.sessionID, data: dataSince(req.session, observation) };
        const facts = recordExpressFacts(req, res, observation, {
          options: current,
          cookieSid: sidOfGenuineCookie(observation.verdict),
          storeHasTouch: store.touch !== undefined,
        });
        const decide: Observation['decide'] = () => decideExpress(facts());
        observation.readAfter = readAfter;
        observation.decide = decide;
      }
      // If the store is away, express-session calls the handler without a session, and the client would seem to be
      // logged out. The request is answered with the error of the store instead.
      const away = error ? null : (store.whyAway?.() ?? null);
      if (away !== null) {
        // A store that was never reached has not told express-session that it is away, so there may be a new session.
        // That session cannot be saved, and its cookie would replace the present cookie of the client, which is valid
        // again when the store is back.
        Reflect.deleteProperty(req, 'session');
      }
      if (error || away !== null) return next(error ?? away);
      if (req.session) giveSession(req, handleOf(req, observation));
      next();
    });
  };

  const judge = (cookieHeader: string | null): Outlook => {
    const cookieValue = firstCookie(cookieHeader, cookieName());
    const read: SessionCookieReading = cookieValue === null ? { kind: 'none' } : readerFor(secrets())(cookieValue);
    return read.kind === 'genuine' ? outlookOf(read, store, clock.now()) : { verdict: read, changesAtMs: null };
  };

  return {
    name: 'server-side',
    get cookieName() {
      return cookieName();
    },
    attach,
    sessionOf,
    judge,
  };
}

/** The settings of this app as options of express-session. */
function expressOptions({ resave, saveUninitialized, rolling, unset, cookie }: ServerSideOptions) {
  const { maxAgeMs, httpOnly, secure, sameSite } = cookie;
  return {
    resave,
    saveUninitialized,
    rolling,
    unset,
    // Options that are off are omitted, because express-session stores every given option with every session.
    cookie: {
      httpOnly,
      ...(secure === false ? {} : { secure }),
      ...(sameSite === null ? {} : { sameSite }),
      ...(maxAgeMs === null ? {} : { maxAge: maxAgeMs }),
    },
  };
}

/** Null if there was no cookie that a secret of this site signed. */
function sidOfGenuineCookie(verdict: Verdict): string | null {
  return 'sid' in verdict && verdict.kind !== 'bad-signature' ? verdict.sid : null;
}

function handleOf(req: Request, observation: Observation | undefined): SessionHandle {
  return traceSession(
    new ExpressSession(req),
    observation && ((operation) => observation.operations.push({ atMs: observation.sinceArrivalMs(), ...operation })),
  );
}

/** The session object that express-session puts on a request, with promises. */
class ExpressSession implements TraceableSession {
  readonly #req: Request;

  constructor(req: Request) {
    this.#req = req;
  }

  current(): Record<string, unknown> | undefined {
    return this.#req.session as unknown as Record<string, unknown> | undefined;
  }

  regenerate(): Promise<void> {
    return new Promise((resolve, reject) => this.#req.session.regenerate((e) => (e ? reject(e) : resolve())));
  }

  destroy(): Promise<void> {
    return new Promise((resolve, reject) => this.#req.session.destroy((e) => (e ? reject(e) : resolve())));
  }
}

/**
 * The verdict with the answer of the store. It is unknown for a store that cannot answer without loading the session.
 */
function outlookOf(
  { sid, secretNumber }: Extract<SessionCookieReading, { kind: 'genuine' }>,
  store: ExplainingStore,
  nowMs: number,
): Outlook {
  const known = { sid, secretNumber };
  let expiresAtMs: number | null | undefined;
  try {
    expiresAtMs = store.expiryOf?.(sid);
  } catch {
    // The store reports its own failures. A request would get the same failure.
    return { verdict: { kind: 'unchecked', ...known }, changesAtMs: null };
  }
  if (expiresAtMs === undefined) return { verdict: { kind: 'unchecked', ...known }, changesAtMs: null };
  if (expiresAtMs === null) return { verdict: { kind: 'unknown-sid', ...known }, changesAtMs: null };
  return expiresAtMs > nowMs
    ? { verdict: { kind: 'accepted', ...known }, changesAtMs: expiresAtMs }
    : { verdict: { kind: 'expired', ...known, expiredAtMs: expiresAtMs }, changesAtMs: null };
}
