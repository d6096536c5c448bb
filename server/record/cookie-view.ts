import { remembering } from '../base/remembering.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import type { Check } from '../cookie/formats/format.ts';
import { cookiesThatCame, cookiesThatWereSet, sessionCookies, sidesOf } from './cookie-session.ts';
import { sidesEvidence, verdictFromOutside } from './cookie-verdict.ts';
import { judgeReceivedCookies } from './received-cookies.ts';
import type { SessionCookieChoice } from './session-cookie-choice.ts';
import type { SessionView } from './session-view.ts';

export interface CookieViewOptions {
  /** The secrets of the app, as the user gave them. */
  readonly secrets: () => readonly string[];
  readonly choice: SessionCookieChoice;
}

/** Cannot stand in a Cookie header, so no cookie has it as its name. */
const NO_NAME = '\n';

/**
 * Sessions as the cookies tell of them that pass. Nothing is known of what the app read or wrote, so there are no
 * operations and no decision, and no engine of ours has seen the request.
 */
export function cookieView({ secrets, choice }: CookieViewOptions): SessionView {
  return () =>
    ({ request, arrivedAtMs, method, url, status, setCookies }) => {
      const came = cameOf(request.headers.cookie ?? '');
      const set = cookiesThatWereSet(setCookies);
      choice.note({ method, url, status, came, set });
      const chosen = choice.current;
      const check: Check = { secrets: secrets(), nowMs: arrivedAtMs, maxAgeSeconds: null };
      // A name that no cookie has: what is no session's by all that was seen is not taken for one.
      const found = sessionCookies(came, set, arrivedAtMs, { chosen: chosen?.name ?? NO_NAME, check });
      const cookies = chosen === null ? { ...found, name: '' } : found;
      const shown = cookies.came ?? cookies.after;
      return {
        engine: null,
        ...sidesOf(cookies),
        receivedCookies: receivedCookies(request.headers.cookie, cookies.name),
        verdict: verdictFromOutside(cookies.came, check.secrets.length),
        decision: [],
        evidence: {
          sessionCookie: [...(chosen?.reasons ?? [])],
          format: shown?.format ?? null,
          ...sidesEvidence(cookies),
        },
      };
    };
}

/** A client sends the same cookies again and again. */
const cameOf = remembering(cookiesThatCame);

function receivedCookies(header: string | undefined, sessionName: string): ReceivedCookie[] {
  return judgeReceivedCookies(header, { session: sessionName === '' ? NO_NAME : sessionName, otherEngine: NO_NAME });
}
