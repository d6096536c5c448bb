import type { CookieFormat } from '../contract/cookie-format.ts';
import type { SessionData } from '../contract/json.ts';
import { type Check, type CookieText, type Reading, reading } from '../cookie/formats/format.ts';
import { formatNamed } from '../cookie/formats/registry.ts';
import { LEAST_CLAIM, type SessionClaim, sessionClaimOf, TOKEN_CLAIM } from '../cookie/formats/session-claim.ts';
import { nameSays } from '../cookie/session-name.ts';

/** Longer than browsers allow, so it is not decoded. */
const MAX_CHARACTERS = 16 * 1024;

/** A text without structure that contains a digit, so it is not a word such as `disabled`. */
const PLAIN_ID = /^(?=.*\d)[\w.~:!+/=-]{8,512}$/;
/** A weight between those of a token and of a random id. */
const PLAIN_ID_CLAIM = TOKEN_CLAIM + 0.5;

/** A session cookie and its readable content. Without secrets nothing is verified. */
export interface SessionCookie {
  readonly name: string;
  /** The id in the cookie. Null if the cookie contains the data. */
  readonly sid: string | null;
  /** The data in the cookie. Null if the cookie contains an id, or is encrypted. */
  readonly data: SessionData | null;
  /** The weight of the reasons; see sessionClaimOf. */
  readonly claim: number;
  /** Null if no known format fits. */
  readonly format: CookieFormat | null;
  /** The decoding in its format, with the given secrets. */
  readonly reading: Reading;
}

const unverified: Check = { secrets: [], nowMs: 0, maxAgeSeconds: null };

/** The session cookie among these cookies by name and form, the first of the most likely. Null if there is none. */
export function sessionCookieAmong(cookies: readonly CookieText[], check: Check = unverified): SessionCookie | null {
  let best: { readonly cookie: CookieText; readonly claim: SessionClaim } | null = null;
  for (const cookie of cookies) {
    if (cookie.name === null || cookie.name === '' || cookie.rawValue.length > MAX_CHARACTERS) continue;
    const claim = sessionClaimOf(cookie);
    if (claim.claim < LEAST_CLAIM || claim.claim <= (best?.claim.claim ?? 0)) continue;
    best = { cookie, claim };
  }
  // If another cookie has the name of a session cookie, a token is not the session.
  const other = best === null || best.claim.claim <= TOKEN_CLAIM ? plainIdAmong(cookies) : null;
  return other ?? (best === null ? null : readSessionCookie(best.cookie, best.claim, check));
}

/** The content of this cookie as a session cookie, however unlikely that is. */
export function readAsSession(cookie: CookieText, check: Check = unverified): SessionCookie {
  const isLong = cookie.rawValue.length > MAX_CHARACTERS;
  const claim = isLong ? { claim: 0, format: null, isId: false } : sessionClaimOf(cookie);
  const sid = isLong || cookie.text === '' ? null : cookie.text;
  return readSessionCookie(cookie, claim, check) ?? plainId(cookie.name ?? '', sid, claim.claim);
}

/** A cookie with the name of a session cookie and an id of unknown form, because servers may use any form of id. */
function plainIdAmong(cookies: readonly CookieText[]): SessionCookie | null {
  const found = cookies.find(({ name, text }) => nameSays(name ?? '') === 'session' && PLAIN_ID.test(text));
  if (found === undefined) return null;
  return plainId(found.name ?? '', found.text, PLAIN_ID_CLAIM);
}

function plainId(name: string, sid: string | null, claim: number): SessionCookie {
  return { name, sid, data: null, claim, format: null, reading: reading({ reason: 'opaque' }) };
}

function readSessionCookie(
  cookie: CookieText,
  { format, isId, claim }: SessionClaim,
  check: Check,
): SessionCookie | null {
  if (format === null) return null;
  const reading = formatNamed(format).read(cookie, check);
  const { payload, segments } = reading;
  const name = cookie.name ?? '';
  if (!isId) {
    const isData = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    return { name, sid: null, data: isData ? payload : null, claim, format, reading };
  }
  const id = segments.find(({ role }) => role === 'sid');
  const sid = id === undefined ? '' : cookie.text.slice(id.start, id.end);
  return { name, sid: sid === '' ? null : sid, data: null, claim, format, reading };
}
