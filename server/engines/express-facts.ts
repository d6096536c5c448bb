import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Session } from 'express-session';
import onHeaders from 'on-headers';
import type { Observation } from '../record/observation.ts';
import type { ExpressFacts, ExpressMoment } from './express-decision.ts';
import { dataJsonOf } from './session-data.ts';

/** A request behind express-session. Express adds `secure`. */
export type RequestWithSession = IncomingMessage & {
  session?: Session | null | undefined;
  sessionID?: string | undefined;
  readonly secure?: boolean;
};

export interface FactsKnownBefore extends Pick<ExpressFacts, 'options' | 'cookieSid' | 'storeHasTouch'> {
  /** The option `proxy` of express-session. Undefined if it is not given, so the setting of Express counts. */
  readonly trustsProxy?: boolean | undefined;
}

/**
 * Records the facts on which express-session will decide, at its two moments: when the headers are sent and when the
 * response ends. Must be called right after its middleware. It adds no headers and changes no calls. The returned
 * function returns the facts. `onFault` gets an error of the recording, which is thrown without it: express-session
 * would throw the same one for a session that is no JSON.
 */
export function recordExpressFacts(
  req: RequestWithSession,
  res: ServerResponse,
  observation: Observation,
  { options, cookieSid, storeHasTouch, trustsProxy }: FactsKnownBefore,
  onFault: (error: unknown) => void = rethrow,
): () => ExpressFacts {
  const original = originalOf(req, observation);
  observation.phase = 'handler';
  let atHeaders: ExpressMoment | null = null;
  let atEnd: ExpressMoment | null = null;
  let isSecure = false;
  const noted = (known: ExpressMoment | null): ExpressMoment | null => {
    try {
      return momentOf(req, known);
    } catch (error) {
      onFault(error);
      return null;
    }
  };

  // on-headers calls the last listener first, so this one runs before express-session decides about the cookie.
  onHeaders(res, () => {
    // Within the end of the response, only express-session runs, which changes the cookie of the session alone.
    atHeaders = noted(isEnding ? atEnd : null);
    isSecure = isSecureRequest(req, trustsProxy);
    observation.headSentAtMs = observation.sinceArrivalMs();
  });
  const end = res.end;
  let hasEnded = false;
  let isEnding = false;
  const notedEnd = (...args: Parameters<typeof end>) => {
    if (!hasEnded) {
      hasEnded = true;
      // A head that was not sent by now waits until the session is saved (one-piece.ts).
      if (!res.headersSent) res.once('finish', () => (observation.headSentAtMs = observation.sinceArrivalMs()));
      atEnd = noted(null);
      observation.phase = 'end';
    }
    isEnding = true;
    try {
      return end.apply(res, args);
    } finally {
      isEnding = false;
    }
  };
  // Not written into the assignment: V8 would keep the request until a full collection (docs/speed.md).
  res.end = notedEnd as typeof end;

  return () => ({
    options,
    cookieSid,
    wasLoaded: observation.sidBefore !== null,
    original,
    atHeaders,
    atEnd,
    savedJson: observation.savedJson,
    wasDestroyed: observation.operations.some((operation) => operation.op === 'destroy'),
    wasRegenerated: observation.operations.some((operation) => operation.op === 'regenerate'),
    isSecure,
    forwardedProto: forwardedProtoOf(req),
    storeHasTouch,
  });
}

function rethrow(error: unknown): never {
  throw error;
}

/** express-session compares with the stored data, which was read when the store returned it. */
function originalOf(req: RequestWithSession, { sessionBeforeJson }: Observation): ExpressFacts['original'] {
  if (!req.session) return { sid: '', dataJson: '' };
  return { sid: req.sessionID ?? '', dataJson: sessionBeforeJson ?? dataJsonOf(req.session) };
}

/** Whether the request counts as https. Source: express-session 1.19 index.js, `issecure`. */
function isSecureRequest(req: RequestWithSession, trustsProxy: boolean | undefined): boolean {
  if ((req.socket as { readonly encrypted?: boolean } | null)?.encrypted === true) return true;
  if (trustsProxy === true) return forwardedProtoOf(req) === 'https';
  return trustsProxy !== false && req.secure === true;
}

/**
 * The value of the first of several proxies, to which the client connected, as Express reads it with a trusted proxy.
 */
function forwardedProtoOf(req: IncomingMessage): string | null {
  const [first] = String(req.headers['x-forwarded-proto'] ?? '').split(',', 1);
  return first === undefined || first.trim() === '' ? null : first.trim().toLowerCase();
}

const NO_COOKIE = {
  cookieExpires: false,
  cookieSecure: false,
  cookieHttpOnly: false,
  cookieSameSite: null,
  cookieMaxAgeMs: null,
} as const;

/** `known` is a moment with the same data. Null if there is none. */
function momentOf(req: RequestWithSession, known: ExpressMoment | null): ExpressMoment {
  const { session } = req;
  if (session === undefined || session === null) {
    const absent = session === null ? 'null' : 'undefined';
    return { ...NO_COOKIE, session: absent, sid: req.sessionID ?? '', dataJson: '' };
  }
  return {
    session: 'present',
    sid: req.sessionID ?? '',
    dataJson: known?.session === 'present' && known.sid === req.sessionID ? known.dataJson : dataJsonOf(session),
    cookieExpires: session.cookie.expires !== null && session.cookie.expires !== undefined,
    cookieSecure: session.cookie.secure === true,
    cookieHttpOnly: session.cookie.httpOnly === true,
    cookieSameSite: typeof session.cookie.sameSite === 'string' ? session.cookie.sameSite : null,
    cookieMaxAgeMs: session.cookie.originalMaxAge ?? null,
  };
}
