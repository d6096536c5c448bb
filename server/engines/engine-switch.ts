import type { IncomingMessage } from 'node:http';
import { type EngineName, otherEngine } from '../contract/log-entry.ts';
import { judgeReceivedCookies, wholeVerdict } from '../record/received-cookies.ts';
import type { SessionEngine } from './engine.ts';
import { sessionOf } from './request-session.ts';

/**
 * The engines, one of them in charge. Routes see one engine; a request stays with the one that was in charge when it
 * came.
 */
export interface EngineSwitch extends SessionEngine {
  /**
   * The engine of one request, to be asked when it arrives: its name, its session cookie, and that of the other,
   * which it does not read.
   */
  of(request: Pick<IncomingMessage, 'socket'>): {
    readonly name: EngineName;
    readonly cookieNames: { readonly session: string; readonly otherEngine: string };
  };
}

/**
 * `inCharge` is asked once for each request, so a change applies to the next one. `exceptionFor` may give a request
 * an engine of its own; null: the one in charge handles it.
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
