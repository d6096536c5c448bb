import type { IncomingMessage } from 'node:http';
import type { EngineName } from '../contract/log-entry.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import { isKept } from './kept-session.ts';
import type { Observation } from './observation.ts';
import {
  judgeReceivedCookies,
  markUnfound,
  type OwnCookieNames,
  unreadCookie,
  wholeVerdict,
} from './received-cookies.ts';
import type { SessionView } from './session-view.ts';

/** The engine that handles a request. */
export interface EngineOfRequest {
  readonly name: EngineName;
  readonly cookieNames: OwnCookieNames;
}

/**
 * Determines sessions from the observations of the engines. The engine of a request is the one in charge at its
 * arrival.
 */
export function insideView(engineOf: (request: IncomingMessage) => EngineOfRequest): SessionView {
  return (request) => {
    const engine = engineOf(request);
    return ({ observation, setCookies }) => {
      const cookieName = engine.cookieNames.session;
      const receivedCookies = receivedBy(engine, observation, request);
      const { cookieValue, verdict } = observation.refusal === null ? observation : unreadCookie(receivedCookies);
      const after = keptSession(observation);
      return {
        engine: engine.name,
        cookieName,
        cookieValue,
        receivedCookies,
        verdict: wholeVerdict(verdict, receivedCookies),
        sidBefore: observation.sidBefore,
        sidAfter: after?.sid ?? null,
        sessionBefore: observation.sessionBefore,
        sessionAfter: after?.data ?? null,
        decision: observation.decide(),
        setCookie: setCookies.find((value) => value.startsWith(`${cookieName}=`)) ?? null,
      };
    };
  };
}

function receivedBy(engine: EngineOfRequest, observation: Observation, request: IncomingMessage): ReceivedCookie[] {
  const cookies = judgeReceivedCookies(request.headers.cookie, engine.cookieNames);
  const wasReadByFlask = engine.name === 'client-side' && observation.phase !== 'load';
  return wasReadByFlask ? markUnfound(cookies, observation.cookieValue) : cookies;
}

/** The session after the request: one that was loaded and not destroyed, or a new one that was saved. */
function keptSession(observation: Observation): ReturnType<Observation['readAfter']> {
  const after = sessionAfter(observation);
  if (after === null) return null;
  return isKept(observation, after.sid) ? after : null;
}

function sessionAfter(observation: Observation): ReturnType<Observation['readAfter']> {
  try {
    return observation.readAfter();
  } catch (error) {
    // A handler of another app may have stored a value that JSON cannot represent. express-session could not save it
    // either.
    observation.errors.push({ where: 'session', message: `The session is not JSON: ${(error as Error).message}` });
    return null;
  }
}
