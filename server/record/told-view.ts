import type { AppSessionSide } from '../contract/app-lines.ts';
import type { InsideEvidence } from '../contract/evidence.ts';
import { firstCookie } from '../cookie/parse-cookie-header.ts';
import type { ToldInside } from './observation.ts';
import { judgeReceivedCookies } from './received-cookies.ts';
import type { SessionPart, SessionView } from './session-view.ts';

/** A Cookie header cannot contain this character, so no cookie has it as its name. */
const NO_NAME = '\n';

/**
 * A view with what the app itself has told of a request. Facts that it has not told come from `view`. Operations, calls
 * of the store and errors are in the observation (targets/watched/inside-visits.ts).
 */
export function toldView(view: SessionView): SessionView {
  return (request) => {
    const seen = view(request);
    return (ended) => {
      const part = seen(ended);
      const { inside } = ended.observation;
      if (inside === null || part.evidence === undefined) return part;
      const evidence = { ...part.evidence, inside: evidenceOf(inside) };
      if (inside.state !== 'told') return { ...part, evidence };
      const { request: told } = inside;
      const header = request.headers.cookie;
      const after = told.after === 'same' ? told.before : told.after;
      const sides: Partial<SessionPart> = {
        sidBefore: told.before.sid,
        sessionBefore: told.before.data,
        sidAfter: after.sid,
        sessionAfter: after.data,
      };
      return {
        ...part,
        ...sides,
        cookieName: told.cookieName,
        cookieValue: firstCookie(header ?? null, told.cookieName),
        receivedCookies: judgeReceivedCookies(header, { session: told.cookieName, otherEngine: NO_NAME }),
        verdict: told.verdict,
        decision: told.decision,
        setCookie: ended.setCookies.find((line) => line.startsWith(`${told.cookieName}=`)) ?? null,
        evidence: { ...evidence, sessionCookie: ['told-by-app'], before: 'inside', after: 'inside' },
      };
    };
  };
}

function evidenceOf(inside: ToldInside): InsideEvidence {
  if (inside.state !== 'told') return { state: inside.state, store: '', tooLarge: null };
  const { store, before, after } = inside.request;
  const tooLarge = (after === 'same' ? null : sizeOf(after)) ?? sizeOf(before);
  return { state: 'told', store, tooLarge };
}

function sizeOf({ tooLarge }: AppSessionSide): number | null {
  return tooLarge ?? null;
}
