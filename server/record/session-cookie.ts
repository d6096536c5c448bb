import type { SessionData } from '../contract/json.ts';
import type { EngineName } from '../contract/log-entry.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import { formatNamed } from '../cookie/formats/registry.ts';
import { LEAST_CLAIM, type SessionClaim, sessionClaimOf, TOKEN_CLAIM } from '../cookie/formats/session-claim.ts';
import { nameSays } from '../cookie/session-name.ts';

/** Longer than any browser keeps: not looked at. */
const MAX_CHARACTERS = 16 * 1024;

/** Without structure, with a digit: not a word such as `disabled`. */
const PLAIN_ID = /^(?=.*\d)[\w.~:!+/=-]{8,512}$/;
/** Between that of a token and that of a random id. */
const PLAIN_ID_CLAIM = TOKEN_CLAIM + 0.5;

/** A session cookie, and what it says by itself. Nothing of it is verified. */
export interface SessionCookie {
  readonly name: string;
  readonly engine: EngineName;
  /** The id it carries; null where it carries the data. */
  readonly sid: string | null;
  /** The data it carries; null where it carries an id, or is encrypted. */
  readonly data: SessionData | null;
  /** How much speaks for it: see sessionClaimOf. */
  readonly claim: number;
}

/**
 * The one of these cookies that is a session's by its name and its form, the first of the likeliest; null if none is.
 */
export function sessionCookieAmong(cookies: readonly CookieText[]): SessionCookie | null {
  let best: { readonly cookie: CookieText; readonly claim: SessionClaim } | null = null;
  for (const cookie of cookies) {
    if (cookie.name === null || cookie.name === '' || cookie.rawValue.length > MAX_CHARACTERS) continue;
    const claim = sessionClaimOf(cookie);
    if (claim.claim < LEAST_CLAIM || claim.claim <= (best?.claim.claim ?? 0)) continue;
    best = { cookie, claim };
  }
  // A token is not the session where another cookie has the name of one.
  const other = best === null || best.claim.claim <= TOKEN_CLAIM ? plainIdAmong(cookies) : null;
  return other ?? (best === null ? null : readSessionCookie(best.cookie, best.claim));
}

/** A cookie with a session's name and an id of no form that is known: servers may make ids as they like. */
function plainIdAmong(cookies: readonly CookieText[]): SessionCookie | null {
  const found = cookies.find(({ name, text }) => nameSays(name ?? '') === 'session' && PLAIN_ID.test(text));
  if (found === undefined) return null;
  return { name: found.name ?? '', engine: 'server-side', sid: found.text, data: null, claim: PLAIN_ID_CLAIM };
}

function readSessionCookie(cookie: CookieText, { format, isId, claim }: SessionClaim): SessionCookie | null {
  if (format === null) return null;
  const { payload, segments } = formatNamed(format).read(cookie, { secrets: [], nowMs: 0, maxAgeSeconds: null });
  const name = cookie.name ?? '';
  if (!isId) {
    const isData = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    return { name, engine: 'client-side', sid: null, data: isData ? payload : null, claim };
  }
  const id = segments.find(({ role }) => role === 'sid');
  const sid = id === undefined ? '' : cookie.text.slice(id.start, id.end);
  return { name, engine: 'server-side', sid: sid === '' ? null : sid, data: null, claim };
}
