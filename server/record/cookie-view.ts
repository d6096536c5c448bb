import { lastOf } from '../base/last-of.ts';
import { remembering } from '../base/remembering.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import type { Check, CookieText } from '../cookie/formats/format.ts';
import { deriveSessionKeys } from '../cookie/formats/parts/password-key.ts';
import { cookieKinds } from './cookie-kinds.ts';
import { cookiesThatCame, cookiesThatWereSet, type SessionCookies, sessionCookies, sidesOf } from './cookie-session.ts';
import { sidesEvidence, verdictFromOutside } from './cookie-verdict.ts';
import { put } from './findings/bounded-memory.ts';
import { judgeReceivedCookies } from './received-cookies.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { SessionCookieChoice } from './session-cookie-choice.ts';
import type { SessionView } from './session-view.ts';

export interface CookieViewOptions {
  /** The secrets of the app that the user gave. */
  readonly secrets: () => readonly string[];
  readonly choice: SessionCookieChoice;
}

/** A Cookie header cannot contain this character, so no cookie has it as its name. */
const NO_NAME = '\n';

/**
 * Determines sessions from the cookies that pass through the proxy. The app's reads and writes are unknown, so there
 * are no operations and no decision, and no engine of this inspector is involved.
 */
export function cookieView({ secrets, choice }: CookieViewOptions): SessionView {
  const readerOf = lastOf(rememberingReader);
  const proofOf = lastOf((_secrets: readonly string[]) => ({ isProved: false }));
  return () =>
    ({ request, arrivedAtMs, method, url, status, setCookies }) => {
      const header = request.headers.cookie ?? '';
      const came = cameOf(header);
      const set = cookiesThatWereSet(setCookies);
      choice.note({ method, url, status, came, set });
      const chosen = choice.current;
      const check: Check = { secrets: secrets(), nowMs: arrivedAtMs, maxAgeSeconds: null };
      // If no cookie looks like a session cookie, a name that no cookie can have selects none.
      const chosenName = chosen?.name ?? NO_NAME;
      const found =
        set.length === 0
          ? readerOf(chosenName, check.secrets)(header, came, check)
          : sessionCookies(came, set, arrivedAtMs, { chosen: chosenName, check });
      const cookies = chosen === null ? { ...found, name: '' } : found;
      const shown = cookies.came ?? cookies.after;
      if (mayNeedPassword(shown)) void deriveSessionKeys(check.secrets);
      const proof = proofOf(check.secrets);
      proof.isProved ||= isVerified(cookies.came) || isVerified(cookies.after);
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
          isSecretProved: proof.isProved,
          cookies: [...cookieKinds(header)],
        },
      };
    };
}

/**
 * Whether a secret may be a password of which the key is derived in another thread. The requests until then say that
 * the secret does not fit; later ones are verified.
 */
function mayNeedPassword(cookie: SessionCookie | null): boolean {
  return cookie?.format === 'fastify-secure-session' && cookie.reading.signatureMatches !== true;
}

function isVerified(cookie: SessionCookie | null): boolean {
  return cookie?.reading.signatureMatches === true;
}

/** A client repeats its cookies with each request. */
const cameOf = remembering(cookiesThatCame);

const mostRemembered = 256;

/**
 * Reads the session cookie of a request whose response sets none. The result for an equal header is cached, unless it
 * depends on the time.
 */
function rememberingReader(chosen: string, _secrets: readonly string[]) {
  const known = new Map<string, SessionCookies>();
  return (header: string, came: readonly CookieText[], check: Check): SessionCookies => {
    const before = known.get(header);
    if (before !== undefined) return before;
    const read = sessionCookies(came, [], check.nowMs, { chosen, check });
    const { expiresAtMs = null, notBeforeMs = null } = read.came?.reading ?? {};
    if (expiresAtMs === null && notBeforeMs === null && !mayNeedPassword(read.came))
      put(known, header, read, mostRemembered);
    return read;
  };
}

function receivedCookies(header: string | undefined, sessionName: string): ReceivedCookie[] {
  return judgeReceivedCookies(header, { session: sessionName === '' ? NO_NAME : sessionName, otherEngine: NO_NAME });
}
