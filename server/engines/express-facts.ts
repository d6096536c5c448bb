import type { Request, Response } from 'express';
import onHeaders from 'on-headers';
import type { ServerSideOptions } from '../contract/engine-options.ts';
import type { Observation } from '../record/observation.ts';
import type { ExpressFacts, ExpressMoment } from './express-decision.ts';
import { dataJsonOf } from './session-data.ts';

/**
 * Records the facts on which express-session will decide, at its two moments: when the headers are sent and when the
 * response ends. Must be called right after its middleware. It adds no headers and changes no calls. The returned
 * function returns the facts.
 */
export function recordExpressFacts(
  req: Request,
  res: Response,
  options: ServerSideOptions,
  observation: Observation,
  storeHasTouch: boolean,
): () => ExpressFacts {
  const cookieSid =
    'sid' in observation.verdict && observation.verdict.kind !== 'bad-signature' ? observation.verdict.sid : null;
  const original = req.session ? { sid: req.sessionID, dataJson: dataJsonOf(req.session) } : { sid: '', dataJson: '' };
  observation.phase = 'handler';
  let atHeaders: ExpressMoment | null = null;
  let atEnd: ExpressMoment | null = null;

  // on-headers calls the last listener first, so this one runs before express-session decides about the cookie.
  onHeaders(res, () => {
    atHeaders = momentOf(req);
    observation.headSentAtMs = observation.sinceArrivalMs();
  });
  const end = res.end;
  res.end = ((...args: Parameters<typeof end>) => {
    if (atEnd === null) {
      // A head that was not sent by now waits until the session is saved (one-piece.ts).
      if (!res.headersSent) res.once('finish', () => (observation.headSentAtMs = observation.sinceArrivalMs()));
      atEnd = momentOf(req);
      observation.phase = 'end';
    }
    return end.apply(res, args);
  }) as typeof end;

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
    isSecure: req.secure,
    forwardedProto: forwardedProtoOf(req),
    storeHasTouch,
  });
}

/**
 * The value of the first of several proxies, to which the client connected, as Express reads it with a trusted proxy.
 */
function forwardedProtoOf(req: Request): string | null {
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

function momentOf(req: Request): ExpressMoment {
  const session = req.session as Request['session'] | null | undefined;
  if (session === undefined || session === null) {
    const absent = session === null ? 'null' : 'undefined';
    return { ...NO_COOKIE, session: absent, sid: req.sessionID ?? '', dataJson: '' };
  }
  return {
    session: 'present',
    sid: req.sessionID,
    dataJson: dataJsonOf(session),
    cookieExpires: session.cookie.expires !== null && session.cookie.expires !== undefined,
    cookieSecure: session.cookie.secure === true,
    cookieHttpOnly: session.cookie.httpOnly === true,
    cookieSameSite: typeof session.cookie.sameSite === 'string' ? session.cookie.sameSite : null,
    cookieMaxAgeMs: session.cookie.originalMaxAge ?? null,
  };
}
