import type { IncomingMessage } from 'node:http';
import { type EngineName, otherEngine } from '../contract/log-entry.ts';
import { judgeReceivedCookies, wholeVerdict } from '../record/received-cookies.ts';
import type { SessionEngine } from './engine.ts';
import { sessionOf } from './request-session.ts';

/**
 * The two engines, of which one is in charge. Routes see one engine; a request keeps the engine that was in charge at
 * its arrival.
 */
export interface EngineSwitch extends SessionEngine {
  /**
   * The engine of a request at its arrival, with the name of its session cookie and of the other engine's cookie, which
   * it does not read.
   */
  of(request: Pick<IncomingMessage, 'socket'>): {
    readonly name: EngineName;
    readonly cookieNames: { readonly session: string; readonly otherEngine: string };
  };
}

/**
 * `inCharge` is called once for each request, so a change applies to the next request. `exceptionFor` may return a
 * separate engine for a request, or null for the engine in charge.
 */
export function createEngineSwitch(
  engines: { readonly [Name in EngineName]: SessionEngine },
  inCharge: () => EngineName,
  exceptionFor: (request: Pick<IncomingMessage, 'socket'>) => SessionEngine | null = () => null,
): EngineSwitch {
  const engineFor = (request: Pick<IncomingMessage, 'socket'>) => exceptionFor(request) ?? engines[inCharge()];
  return {
    get name() {
      return inCharge();
    },
    get cookieName() {
      return engines[inCharge()].cookieName;
    },
    of(request) {
      const { name, cookieName } = engineFor(request);
      const other = engines[otherEngine(name)];
      return { name, cookieNames: { session: cookieName, otherEngine: other.cookieName } };
    },
    attach(req, res, next) {
      engineFor(req).attach(req, res, next);
    },
    sessionOf,
    judge(cookieHeader) {
      const engine = engines[inCharge()];
      const outlook = engine.judge(cookieHeader);
      const names = { session: engine.cookieName, otherEngine: engines[otherEngine(engine.name)].cookieName };
      const cookies = judgeReceivedCookies(cookieHeader ?? undefined, names);
      return { ...outlook, verdict: wholeVerdict(outlook.verdict, cookies) };
    },
  };
}
