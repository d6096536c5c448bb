import type { EngineName } from '../contract/log-entry.ts';
import type { SessionEngine } from './engine.ts';
import { sessionOf } from './request-session.ts';

/** The engines, one of them in charge. Routes see one engine; a request stays with the one that was in charge when it came. */
export interface EngineSwitch extends SessionEngine {
  /** The session cookie of the engine that is not in charge: ours too, but not read. */
  readonly otherCookieName: string;
}

/** `inCharge` is asked once for each request, so a change applies to the next one. */
export function createEngineSwitch(
  engines: { readonly [Name in EngineName]: SessionEngine },
  inCharge: () => EngineName,
): EngineSwitch {
  return {
    get name() {
      return inCharge();
    },
    get cookieName() {
      return engines[inCharge()].cookieName;
    },
    get otherCookieName() {
      return engines[inCharge() === 'server-side' ? 'client-side' : 'server-side'].cookieName;
    },
    attach(req, res, next) {
      engines[inCharge()].attach(req, res, next);
    },
    sessionOf,
  };
}
