import type { CookieRefusal } from '../cookie-refusal.ts';

/**
 * The citation of the step that refuses a cookie. It is the same text in every language, for people and for scripts.
 * Step numbers are those of draft-ietf-httpbis-rfc6265bis.
 */
export function ruleOfRefusal(refusal: CookieRefusal): string {
  return refusal.code === 'prefix' ? RULES_OF_PREFIXES[refusal.prefix] : RULES[refusal.code];
}

/** The citation of a condition that is met. For the prefixes these are the steps of both. */
export function ruleOfCode(code: CookieRefusal['code']): string {
  return code === 'prefix' ? 'RFC 6265bis §5.7 steps 20 and 21' : RULES[code];
}

/** The refusal that comes first in the order of the steps. The list must not be empty. */
export function firstRefusal(refusals: readonly [CookieRefusal, ...CookieRefusal[]]): CookieRefusal {
  return refusals.reduce((first, refusal) =>
    REFUSAL_ORDER.indexOf(refusal.code) < REFUSAL_ORDER.indexOf(first.code) ? refusal : first,
  );
}

const RULES: Readonly<Record<Exclude<CookieRefusal['code'], 'prefix'>, string>> = {
  'control-character': 'RFC 6265bis §5.6 step 1',
  tab: 'Chromium parsed_cookie.cc: no tab inside a cookie',
  'nameless-equals': 'Chromium: no equals sign in the value of a nameless cookie',
  'too-large': 'RFC 6265bis §5.6 step 5',
  empty: 'RFC 6265bis §5.7 step 2',
  'domain-not-ascii': 'RFC 6265bis §5.7 step 8',
  'public-suffix': 'RFC 6265bis §5.7 step 9',
  'foreign-domain': 'RFC 6265bis §5.7 step 10',
  'secure-over-http': 'RFC 6265bis §5.7 step 13',
  'http-only-from-script': 'RFC 6265bis §5.7 step 15',
  'secure-in-the-way': 'RFC 6265bis §5.7 step 16',
  'cross-site': 'RFC 6265bis §5.7 step 18',
  'none-not-secure': 'RFC 6265bis §5.7 step 19',
  'nameless-prefix': 'RFC 6265bis §5.7 step 22',
  'partitioned-not-secure': 'CHIPS: Partitioned needs Secure',
  'http-only-in-the-way': 'RFC 6265bis §5.7 step 23.2',
};

const RULES_OF_PREFIXES = {
  '__Secure-': 'RFC 6265bis §5.7 step 20',
  '__Host-': 'RFC 6265bis §5.7 step 21',
  '__Http-': 'draft-ietf-httpbis-layered-cookies, Store a Cookie: __Http-',
  '__Host-Http-': 'draft-ietf-httpbis-layered-cookies, Store a Cookie: __Host-Http-',
} as const;

/** The order of the steps. */
export const REFUSAL_ORDER: readonly CookieRefusal['code'][] = [
  'control-character',
  'tab',
  'nameless-equals',
  'too-large',
  'empty',
  'domain-not-ascii',
  'public-suffix',
  'foreign-domain',
  'secure-over-http',
  'http-only-from-script',
  'secure-in-the-way',
  'cross-site',
  'none-not-secure',
  'prefix',
  'nameless-prefix',
  'partitioned-not-secure',
  'http-only-in-the-way',
];
