import { type CookieLife, cookieLife } from '../../server/contract/http/cookie-life.ts';
import {
  attributeOf,
  type CookieAttribute,
  type ParsedSetCookie,
} from '../../server/contract/http/parse-set-cookie.ts';

/** The meaning of one attribute, for the words of the catalogue. */
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
  | { readonly code: 'partitioned' | 'partitioned-refused' | 'priority' | 'unknown-attribute' }
  | { readonly code: 'repeated' | 'max-age-counts' | 'attribute-too-long' }
  | { readonly code: 'invalid'; readonly of: 'expires' | 'max-age'; readonly isAfterValid: boolean };

/**
 * A line of the attribute table. `value` is the unchanged text; null if the attribute is not set. `isCaution` marks a
 * value that deserves attention.
 */
export interface CookieFactRow {
  readonly name: string;
  readonly value: string | null;
  readonly fact: CookieFact;
  readonly isCaution: boolean;
}

const DELETED: CookieFact = { code: 'lasts', until: 'deleted' };

type FactOfOne = readonly [attribute: CookieAttribute | null, row: CookieFactRow];

/**
 * Explains the attributes of a cookie, missing ones included, because a missing attribute matters too. Attributes that
 * browsers ignore come last. `nowMs` separates a past expiry, which deletes the cookie, from a future one.
 */
export function setCookieFacts(cookie: ParsedSetCookie, nowMs: number): CookieFactRow[] {
  const main = [
    httpOnlyFact(cookie),
    sameSiteFact(cookie),
    secureFact(cookie),
    pathFact(cookie),
    domainFact(cookie),
    lifeFact(cookie, nowMs),
  ];
  const told = new Set(main.map(([attribute]) => attribute));
  const others = cookie.attributes.filter((attribute) => attribute.name !== '' && !told.has(attribute));
  return [...main.map(([, row]) => row), ...others.map((attribute) => otherRow(attribute, cookie))];
}

function httpOnlyFact(cookie: ParsedSetCookie): FactOfOne {
  const fact: CookieFact = { code: cookie.httpOnly ? 'http-only' : 'not-http-only' };
  const row = { name: 'HttpOnly', value: cookie.httpOnly ? '' : null, fact, isCaution: !cookie.httpOnly };
  return [attributeOf(cookie, 'httponly'), row];
}

function secureFact(cookie: ParsedSetCookie): FactOfOne {
  const fact: CookieFact = { code: cookie.secure ? 'secure' : 'not-secure' };
  const row = { name: 'Secure', value: cookie.secure ? '' : null, fact, isCaution: !cookie.secure };
  return [attributeOf(cookie, 'secure'), row];
}

function sameSiteFact(cookie: ParsedSetCookie): FactOfOne {
  const attribute = attributeOf(cookie, 'samesite');
  const mode = attribute === null ? 'absent' : sameSiteMode(cookie);
  const isCaution = mode === 'none' || mode === 'none-refused' || mode === 'unknown';
  const value = attribute === null ? null : (attribute.value ?? '');
  return [attribute, { name: 'SameSite', value, fact: { code: 'same-site', mode }, isCaution }];
}

function sameSiteMode({ sameSite, secure }: ParsedSetCookie): Extract<CookieFact, { code: 'same-site' }>['mode'] {
  if (sameSite === null) return 'unknown';
  return sameSite === 'none' && !secure ? 'none-refused' : sameSite;
}

function pathFact(cookie: ParsedSetCookie): FactOfOne {
  const attribute = attributeOf(cookie, 'path');
  const fact: CookieFact = cookie.path === null ? { code: 'path-default' } : { code: 'path', path: cookie.path };
  const value = attribute === null ? null : (attribute.value ?? '');
  return [attribute, { name: 'Path', value, fact, isCaution: false }];
}

function domainFact(cookie: ParsedSetCookie): FactOfOne {
  const attribute = attributeOf(cookie, 'domain');
  if (cookie.domain === null) {
    const value = attribute === null ? null : (attribute.value ?? '');
    return [attribute, { name: 'Domain', value, fact: { code: 'host-only' }, isCaution: false }];
  }
  const fact: CookieFact = { code: 'domain', domain: cookie.domain };
  return [attribute, { name: 'Domain', value: attribute?.value ?? null, fact, isCaution: true }];
}

/**
 * Max-Age is used before Expires. With neither, or with an invalid Expires only, the cookie lives until the browser
 * closes.
 */
function lifeFact(cookie: ParsedSetCookie, nowMs: number): FactOfOne {
  const life = cookieLife(cookie, nowMs);
  const maxAge = attributeOf(cookie, 'max-age');
  if (maxAge !== null) {
    const seconds: CookieFact = { code: 'lasts-seconds', seconds: cookie.maxAgeSeconds ?? 0 };
    return [maxAge, { name: 'Max-Age', value: maxAge.value, fact: factOfLife(life) ?? seconds, isCaution: false }];
  }
  const expires = attributeOf(cookie, 'expires') ?? lastNamed(cookie, 'expires');
  if (expires === null || expires.fate === 'too-long') {
    return [null, { name: 'Expires', value: null, fact: { code: 'lasts', until: 'browser-closes' }, isCaution: false }];
  }
  const value = expires.value ?? '';
  if (life.kind === 'session') {
    return [expires, { name: 'Expires', value, fact: { code: 'lasts', until: 'unreadable' }, isCaution: true }];
  }
  const until: CookieFact = life.kind === 'until' ? { code: 'lasts-until', atMs: life.atMs } : DELETED;
  return [expires, { name: 'Expires', value, fact: factOfLife(life) ?? until, isCaution: false }];
}

/** The words for a lifetime that does not depend on its source. Null for any other lifetime. */
function factOfLife(life: CookieLife): CookieFact | null {
  if (life.kind === 'over') return DELETED;
  return life.kind === 'until' && life.isCapped ? { code: 'lasts', until: 'capped' } : null;
}

function otherRow(attribute: CookieAttribute, cookie: ParsedSetCookie): CookieFactRow {
  const fact = factOfOther(attribute, cookie);
  const isCaution = !QUIET.has(fact.code);
  return { name: attribute.name, value: attribute.value ?? '', fact, isCaution };
}

/** A remark, not a warning: many frameworks send both Max-Age and Expires. */
const QUIET: ReadonlySet<CookieFact['code']> = new Set([
  'partitioned',
  'priority',
  'unknown-attribute',
  'max-age-counts',
]);

function factOfOther(attribute: CookieAttribute, cookie: ParsedSetCookie): CookieFact {
  const name = attribute.name.toLowerCase();
  switch (attribute.fate) {
    case 'too-long':
      return { code: 'attribute-too-long' };
    case 'overridden':
      return { code: 'repeated' };
    case 'invalid':
      return invalidFact(attribute, cookie);
    case 'counts':
      if (name === 'expires') return { code: 'max-age-counts' };
      return { code: cookie.secure ? 'partitioned' : 'partitioned-refused' };
    case 'unknown':
      return { code: name === 'priority' ? 'priority' : 'unknown-attribute' };
  }
}

function invalidFact(attribute: CookieAttribute, cookie: ParsedSetCookie): CookieFact {
  const name = attribute.name.toLowerCase();
  const of = name === 'expires' ? name : 'max-age';
  const valid = attributeOf(cookie, of);
  const isAfterValid = valid !== null && cookie.attributes.indexOf(valid) < cookie.attributes.indexOf(attribute);
  return { code: 'invalid', of, isAfterValid };
}

function lastNamed(cookie: ParsedSetCookie, name: string): CookieAttribute | null {
  return cookie.attributes.findLast((attribute) => attribute.name.toLowerCase() === name) ?? null;
}
