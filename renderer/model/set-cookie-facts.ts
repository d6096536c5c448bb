import { attributeOf, type SetCookie } from './set-cookie.ts';

/** What one attribute means, to be put in words by the catalogue. */
export type CookieFact =
  | { readonly code: 'path'; readonly path: string }
  | { readonly code: 'path-default' }
  | { readonly code: 'http-only' | 'not-http-only' | 'secure' | 'not-secure' }
  | { readonly code: 'same-site'; readonly mode: 'strict' | 'lax' | 'none' | 'none-refused' | 'unknown' | 'absent' }
  | { readonly code: 'lasts'; readonly until: 'browser-closes' | 'deleted' | 'capped' | 'unreadable' }
  | { readonly code: 'lasts-seconds'; readonly seconds: number }
  | { readonly code: 'lasts-until'; readonly atMs: number }
  | { readonly code: 'host-only' }
  | { readonly code: 'domain'; readonly domain: string }
  | { readonly code: 'partitioned' | 'priority' | 'unknown-attribute' };

/** A line of the attribute table. `value`: as it stood; null for "not set". `isCaution`: worth a second look. */
export interface CookieFactRow {
  readonly name: string;
  readonly value: string | null;
  readonly fact: CookieFact;
  readonly isCaution: boolean;
}

const KNOWN = new Set(['path', 'httponly', 'samesite', 'secure', 'max-age', 'expires', 'domain']);
/** Browsers cap a cookie's life at 400 days (RFC 6265bis §5.5). */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/**
 * Explains a session cookie's attributes, those left out included, because what is left out decides as much. Rules of
 * RFC 6265bis; `nowMs` tells an expiry date that has passed, which deletes the cookie, from one that is to come.
 */
export function setCookieFacts(cookie: SetCookie, nowMs: number): CookieFactRow[] {
  return [
    httpOnlyRow(cookie),
    sameSiteRow(cookie),
    secureRow(cookie),
    pathRow(cookie),
    domainRow(cookie),
    lifeRow(cookie, nowMs),
    ...cookie.attributes.filter(({ name }) => !KNOWN.has(name.toLowerCase())).map(otherRow),
  ];
}

function httpOnlyRow(cookie: SetCookie): CookieFactRow {
  const isSet = attributeOf(cookie, 'httponly') !== null;
  const fact: CookieFact = { code: isSet ? 'http-only' : 'not-http-only' };
  return { name: 'HttpOnly', value: isSet ? '' : null, fact, isCaution: !isSet };
}

function secureRow(cookie: SetCookie): CookieFactRow {
  const isSet = attributeOf(cookie, 'secure') !== null;
  return {
    name: 'Secure',
    value: isSet ? '' : null,
    fact: { code: isSet ? 'secure' : 'not-secure' },
    isCaution: !isSet,
  };
}

function sameSiteRow(cookie: SetCookie): CookieFactRow {
  const attribute = attributeOf(cookie, 'samesite');
  const mode = sameSiteMode(attribute?.value ?? null, attribute !== null, attributeOf(cookie, 'secure') !== null);
  const isCaution = mode === 'none' || mode === 'none-refused' || mode === 'unknown';
  return { name: 'SameSite', value: attribute?.value ?? null, fact: { code: 'same-site', mode }, isCaution };
}

type SameSiteMode = Extract<CookieFact, { code: 'same-site' }>['mode'];

function sameSiteMode(value: string | null, isThere: boolean, isSecure: boolean): SameSiteMode {
  if (!isThere) return 'absent';
  const mode = value?.toLowerCase();
  if (mode === 'strict' || mode === 'lax') return mode;
  if (mode === 'none') return isSecure ? 'none' : 'none-refused';
  return 'unknown';
}

function pathRow(cookie: SetCookie): CookieFactRow {
  const value = attributeOf(cookie, 'path')?.value ?? null;
  const fact: CookieFact = value?.startsWith('/') ? { code: 'path', path: value } : { code: 'path-default' };
  return { name: 'Path', value, fact, isCaution: false };
}

function domainRow(cookie: SetCookie): CookieFactRow {
  const value = attributeOf(cookie, 'domain')?.value ?? '';
  if (value === '') return { name: 'Domain', value: null, fact: { code: 'host-only' }, isCaution: false };
  return { name: 'Domain', value, fact: { code: 'domain', domain: value.replace(/^\./, '') }, isCaution: true };
}

/** Max-Age wins over Expires; neither means until the browser closes. */
function lifeRow(cookie: SetCookie, nowMs: number): CookieFactRow {
  const maxAge = attributeOf(cookie, 'max-age')?.value ?? null;
  const expires = attributeOf(cookie, 'expires')?.value ?? null;
  if (maxAge !== null && /^-?\d+$/.test(maxAge)) {
    return { name: 'Max-Age', value: maxAge, fact: maxAgeFact(Number(maxAge)), isCaution: false };
  }
  if (expires !== null) return { name: 'Expires', value: expires, fact: expiresFact(expires, nowMs), isCaution: false };
  return { name: 'Expires', value: null, fact: { code: 'lasts', until: 'browser-closes' }, isCaution: false };
}

function maxAgeFact(seconds: number): CookieFact {
  if (seconds <= 0) return { code: 'lasts', until: 'deleted' };
  if (seconds > MAX_AGE_SECONDS) return { code: 'lasts', until: 'capped' };
  return { code: 'lasts-seconds', seconds };
}

function expiresFact(value: string, nowMs: number): CookieFact {
  const atMs = Date.parse(value);
  if (Number.isNaN(atMs)) return { code: 'lasts', until: 'unreadable' };
  if (atMs <= nowMs) return { code: 'lasts', until: 'deleted' };
  if (atMs - nowMs > MAX_AGE_SECONDS * 1000) return { code: 'lasts', until: 'capped' };
  return { code: 'lasts-until', atMs };
}

function otherRow({ name, value }: { name: string; value: string | null }): CookieFactRow {
  const lower = name.toLowerCase();
  const code = lower === 'partitioned' || lower === 'priority' ? lower : 'unknown-attribute';
  return { name, value: value ?? '', fact: { code }, isCaution: false };
}
