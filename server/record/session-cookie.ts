import type { CookieFormat } from '../contract/decoded-cookie.ts';
import type { SessionData } from '../contract/json.ts';
import type { EngineName } from '../contract/log-entry.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import { formatNamed, recogniseCookie } from '../cookie/formats/registry.ts';

/** Below this a format is a guess, and a guess is not told. */
const CERTAIN = 0.95;
/** Longer than any browser keeps: not looked at. */
const MAX_CHARACTERS = 16 * 1024;

/** Of these the id is in the cookie and the data with the server; every other format carries the data itself. */
const IDS: ReadonlySet<CookieFormat> = new Set([
  'express-session',
  'flask-session-id',
  'php-session-id',
  'django-session-id',
  'java-session-id',
  'aspnet-session-id',
]);
/** Any cookie may be signed or hold JSON: that makes none of them a session's. */
const NOT_A_SESSION: ReadonlySet<CookieFormat> = new Set([
  'cookie-parser-signed',
  'cookie-parser-json',
  'base64-json',
  'plain-json',
  'opaque-id',
]);

/** A cookie that is a session's by its form, and what it says by itself. Nothing of it is verified. */
export interface SessionCookie {
  readonly name: string;
  readonly engine: EngineName;
  /** The id it carries; null where it carries the data. */
  readonly sid: string | null;
  /** The data it carries; null where it carries an id, or is encrypted. */
  readonly data: SessionData | null;
}

/** The one of these cookies that is a session's for certain, the most certain first; null if none is. */
export function sessionCookieAmong(cookies: readonly CookieText[]): SessionCookie | null {
  let best: { cookie: CookieText; format: CookieFormat; confidence: number } | null = null;
  for (const cookie of cookies) {
    if (cookie.name === null || cookie.name === '' || cookie.rawValue.length > MAX_CHARACTERS) continue;
    const [likeliest] = recogniseCookie(cookie);
    if (likeliest === undefined || likeliest.confidence < CERTAIN || NOT_A_SESSION.has(likeliest.format)) continue;
    if (likeliest.confidence > (best?.confidence ?? 0)) best = { cookie, ...likeliest };
  }
  return best === null ? null : readSessionCookie(best.cookie, best.format);
}

function readSessionCookie(cookie: CookieText, format: CookieFormat): SessionCookie {
  const { payload, segments } = formatNamed(format).read(cookie, { secrets: [], nowMs: 0, maxAgeSeconds: null });
  const name = cookie.name ?? '';
  if (!IDS.has(format)) {
    const isData = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    return { name, engine: 'client-side', sid: null, data: isData ? payload : null };
  }
  const id = segments.find(({ role }) => role === 'sid');
  const sid = id === undefined ? '' : cookie.text.slice(id.start, id.end);
  return { name, engine: 'server-side', sid: sid === '' ? null : sid, data: null };
}
