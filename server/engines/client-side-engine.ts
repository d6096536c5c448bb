import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import onHeaders from 'on-headers';
import type { Clock } from '../base/clock.ts';
import { lastOf } from '../base/last-of.ts';
import { remembering } from '../base/remembering.ts';
import type { ClientSideOptions } from '../contract/engine-options.ts';
import type { SessionData } from '../contract/json.ts';
import type { Outlook, Verdict } from '../contract/verdict.ts';
import { createFlaskSigner, judgeAge, type OpenedFlask, readFlask } from '../cookie/flask/flask-cookie.ts';
import { werkzeugCookie } from '../cookie/flask/werkzeug-cookie.ts';
import { currentObservation, type Observation } from '../record/observation.ts';
import type { SessionEngine, SessionHandle } from './engine.ts';
import { flaskSetCookie } from './flask-cookie.ts';
import { decideFlask } from './flask-decision.ts';
import { giveSession, sessionOf } from './request-session.ts';
import { copyOf, dataJsonOf, dataOf, dataSince } from './session-data.ts';
import { type TraceableSession, traceSession, type Use } from './traced-session.ts';

export interface ClientSideEngineOptions {
  /** The first secret signs, all verify (Flask: SECRET_KEY, then SECRET_KEY_FALLBACKS). Read at each request. */
  readonly secrets: () => readonly string[];
  /** Read at each request. */
  readonly cookieName: () => string;
  readonly clock: Clock;
  /** Read at each request; a change applies from the next request on. */
  readonly options: () => ClientSideOptions;
}

/** The session of one request, with the flags that Flask keeps beside the data. */
interface FlaskSession {
  data: Record<string, unknown>;
  isModified: boolean;
  isAccessed: boolean;
}

/**
 * The engine that keeps the data in the cookie: signed and readable by anyone, byte for byte like Flask's default.
 * There is no sid and no row. Regenerating signs the session again; destroying empties it, which deletes the cookie. A
 * change inside a nested value is not detected, as in Flask: this response shows it, and the next request does not.
 */
export function createClientSideEngine({
  secrets,
  cookieName,
  clock,
  options,
}: ClientSideEngineOptions): SessionEngine {
  const readerFor = lastOf((signing: readonly string[]) => remembering((cookie) => readFlask(cookie, signing)));
  const signerFor = lastOf((signing: readonly string[]) => createFlaskSigner(signing));

  const attach: RequestHandler = (req, res, next) => {
    const current = options();
    const name = cookieName();
    const signing = secrets();
    const observation = currentObservation();
    const cookie = werkzeugCookie(cookieLines(req), name);
    const opening = open(cookie?.value ?? null, current, signing);
    const session: FlaskSession = { data: dataFrom(opening), isModified: false, isAccessed: false };
    giveSession(req, handleOf(session, current, observation));

    let judgments: ReturnType<typeof decideFlask>['judgments'] = [];
    onHeaders(res, () => {
      if (observation !== undefined) observation.headSentAtMs = observation.sinceArrivalMs();
      judgments = save(res, name, session, current, opening?.kind === 'ok', signing);
    });
    if (observation !== undefined) {
      observation.phase = 'handler';
      observation.cookieValue = cookie?.rawValue ?? null;
      observation.verdict = verdictOf(opening);
      if (opening?.kind === 'ok') {
        observation.sessionBeforeJson = dataJsonOf(session.data);
        observation.sessionBefore = JSON.parse(observation.sessionBeforeJson) as SessionData;
      }
      const readAfter: Observation['readAfter'] = () =>
        Object.keys(session.data).length === 0 ? null : { sid: null, data: dataSince(session.data, observation) };
      const decide: Observation['decide'] = () => judgments;
      observation.readAfter = readAfter;
      observation.decide = decide;
    }
    next();
  };

  function open(
    cookieValue: string | null,
    { hasSecret, permanentLifetimeSeconds }: ClientSideOptions,
    signing: readonly string[],
  ): OpenedFlask | null {
    if (cookieValue === null || !hasSecret) return null;
    const age = { nowSeconds: nowSeconds(), maxAgeSeconds: permanentLifetimeSeconds };
    return judgeAge(readerFor(signing)(cookieValue), age);
  }

  function save(
    res: Response,
    name: string,
    session: FlaskSession,
    current: ClientSideOptions,
    wasOpened: boolean,
    signing: readonly string[],
  ) {
    const { data, isModified, isAccessed } = session;
    const { action, judgments } = decideFlask({
      options: current,
      wasOpened,
      isModified,
      isEmpty: Object.keys(data).length === 0,
      isPermanent: data._permanent === true,
    });
    if (isAccessed || action !== 'nothing') res.vary('Cookie');
    if (action !== 'nothing') {
      const value = action === 'send' ? signerFor(signing)(dataOf(data), nowSeconds()) : null;
      res.append('Set-Cookie', flaskSetCookie(name, value, data._permanent === true, clock.now(), current));
    }
    return judgments;
  }

  function judge(cookieHeader: string | null): Outlook {
    const current = options();
    const cookie = werkzeugCookie(cookieHeader === null ? [] : [cookieHeader], cookieName());
    const opening = open(cookie?.value ?? null, current, secrets());
    return { verdict: verdictOf(opening), changesAtMs: changeOf(opening, current) };
  }

  function nowSeconds(): number {
    return Math.floor(clock.now() / 1000);
  }

  return {
    name: 'client-side',
    get cookieName() {
      return cookieName();
    },
    attach,
    sessionOf,
    judge,
  };
}

/** The raw values of the Cookie headers. HTTP allows only one such header, but a client can send several. */
function cookieLines({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === 'cookie');
}

function handleOf(
  session: FlaskSession,
  options: ClientSideOptions,
  observation: Observation | undefined,
): SessionHandle {
  return traceSession(
    new TraceableFlaskSession(session, options),
    observation && ((operation) => observation.operations.push({ atMs: observation.sinceArrivalMs(), ...operation })),
  );
}

class TraceableFlaskSession implements TraceableSession {
  readonly #session: FlaskSession;
  readonly #options: ClientSideOptions;

  constructor(session: FlaskSession, options: ClientSideOptions) {
    this.#session = session;
    this.#options = options;
  }

  current(): Record<string, unknown> {
    return this.#session.data;
  }

  beforeUse(use: Use): void {
    this.#session.isAccessed = true;
    if (use === 'read') return;
    // Flask's NullSession refuses every method that could change the session, even if it would change nothing.
    if (!this.#options.hasSecret) throw new NoSecret();
    if (use === 'remove-nothing') return;
    this.#session.isModified = true;
    if (use === 'set' && this.#options.permanent) this.#session.data._permanent = true;
  }

  async regenerate(): Promise<void> {
    this.beforeUse('remove');
  }

  async destroy(): Promise<void> {
    this.beforeUse('remove');
    this.#session.data = {};
  }
}

/** The error of Flask's NullSession at a write: without a secret, the session cannot be signed. */
class NoSecret extends Error {
  constructor() {
    super('The session cannot be changed, because the app has no secret key: nothing could be signed.');
  }
}

function dataFrom(opening: OpenedFlask | null): SessionData {
  // A copy, because the decoded session is cached for the next request with this cookie.
  return opening?.kind === 'ok' ? (copyOf(opening.data) as SessionData) : {};
}

function verdictOf(opening: OpenedFlask | null): Verdict {
  if (opening === null) return { kind: 'none' };
  switch (opening.kind) {
    case 'ok':
      return { kind: 'accepted', sid: null, secretNumber: opening.secretNumber };
    case 'expired':
      return { kind: 'expired', sid: null, secretNumber: opening.secretNumber, expiredAtMs: opening.expiredAtMs };
    case 'from-the-future':
      return { kind: 'from-the-future', sid: null, secretNumber: opening.secretNumber, signedAtMs: opening.signedAtMs };
    case 'bad-signature':
      return { kind: 'bad-signature', sid: null, secretsTried: opening.secretsTried };
    case 'malformed':
      return { kind: 'malformed', reason: opening.where };
  }
}

/**
 * When a genuine cookie becomes too old, in the whole seconds that Flask counts, or when a cookie with a future time
 * becomes valid.
 */
function changeOf(opening: OpenedFlask | null, { permanentLifetimeSeconds }: ClientSideOptions): number | null {
  if (opening?.kind === 'ok') return opening.signedAtMs + (permanentLifetimeSeconds + 1) * 1000;
  return opening?.kind === 'from-the-future' ? opening.signedAtMs : null;
}
