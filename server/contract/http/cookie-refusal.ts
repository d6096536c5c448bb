import { z } from 'zod';
import { hasControlCharacter } from './control-character.ts';
import { type CookieCharset, cookieBytes, MAX_COOKIE_BYTES } from './cookie-bytes.ts';
import type { ParsedSetCookie } from './parse-set-cookie.ts';

/**
 * A requirement of a cookie name prefix: an attribute that must be set, or `no-domain` for a Domain that must be
 * absent.
 */
const prefixNeedSchema = z.enum(['secure', 'http-only', 'root-path', 'no-domain']);
export type PrefixNeed = z.infer<typeof prefixNeedSchema>;

/** The cookie name prefixes whose requirements browsers enforce. */
const cookiePrefixSchema = z.enum(['__Secure-', '__Host-', '__Http-', '__Host-Http-']);
export type CookiePrefix = z.infer<typeof cookiePrefixSchema>;

/**
 * Why a browser refuses a cookie. `missing` lists the requirements that are not met. `isNewRule`: older browsers do not
 * know `__Http-` and keep the cookie. `nameless-equals`: the cookie has no name, and servers would read the start of
 * its value as a name; only Chromium refuses it. `nameless-prefix`: the cookie has no name and is sent as its value
 * alone, which servers would read as a cookie with the prefix. `setBy`: the row that set the existing cookie which
 * prevents storage, as passed to the jar; null if none was passed. The last seven codes depend on the page, the address
 * and the cookies that the browser has.
 */
export const cookieRefusalSchema = z.discriminatedUnion('code', [
  z.object({ code: z.enum(['empty', 'control-character', 'tab', 'nameless-equals', 'domain-not-ascii']) }),
  z.object({ code: z.literal('too-large'), bytes: z.number().int() }),
  z.object({ code: z.enum(['none-not-secure', 'partitioned-not-secure']) }),
  z.object({
    code: z.literal('prefix'),
    prefix: cookiePrefixSchema,
    missing: z.array(prefixNeedSchema),
    isNewRule: z.boolean(),
  }),
  z.object({ code: z.literal('nameless-prefix'), prefix: cookiePrefixSchema }),
  z.object({ code: z.enum(['foreign-domain', 'public-suffix']), domain: z.string(), host: z.string() }),
  z.object({ code: z.enum(['secure-over-http', 'http-only-from-script', 'cross-site']) }),
  z.object({ code: z.enum(['secure-in-the-way', 'http-only-in-the-way']), setBy: z.number().nullable() }),
]);
export type CookieRefusal = z.infer<typeof cookieRefusalSchema>;

// Longer prefixes precede shorter ones: `__Host-Http-` starts with `__Host-` and has more requirements.
const PREFIX_NEEDS: readonly (readonly [CookiePrefix, readonly PrefixNeed[]])[] = [
  ['__Host-Http-', ['secure', 'http-only', 'root-path', 'no-domain']],
  ['__Host-', ['secure', 'root-path', 'no-domain']],
  ['__Secure-', ['secure']],
  ['__Http-', ['secure', 'http-only']],
];

const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * Every reason to refuse a cookie that follows from its Set-Cookie line alone. Empty if there is none. Reasons that
 * depend on the address (Domain, Secure over plain http, public suffixes) are not checked here. Never throws.
 *
 * Source: RFC 6265bis §5.6 and §5.7 (steps 2 to 4, 8, 19 to 22). `__Http-` and `__Host-Http-` are from its successor,
 * draft-ietf-httpbis-layered-cookies; Partitioned is from CHIPS. Chromium 156 also refuses a tab and a nameless cookie
 * with an equals sign. It accepts a Domain beyond ASCII, which it converts to Punycode; in every other case it agrees.
 */
export function cookieRefusals(cookie: ParsedSetCookie, charset: CookieCharset = 'latin1'): CookieRefusal[] {
  const { name, value } = cookie;
  const refusals: CookieRefusal[] = [];
  const texts = [name, value, ...cookie.attributes.flatMap((attribute) => [attribute.name, attribute.value ?? ''])];
  const bytes = cookieBytes(name, value, charset);
  if (name === '' && value === '') refusals.push({ code: 'empty' });
  if (texts.some(hasControlCharacter)) refusals.push({ code: 'control-character' });
  if (texts.some((text) => text.includes('\t'))) refusals.push({ code: 'tab' });
  if (name === '' && value.includes('=')) refusals.push({ code: 'nameless-equals' });
  if (bytes > MAX_COOKIE_BYTES) refusals.push({ code: 'too-large', bytes });
  if (cookie.domain !== null && BEYOND_ASCII.test(cookie.domain)) refusals.push({ code: 'domain-not-ascii' });
  if (cookie.sameSite === 'none' && !cookie.secure) refusals.push({ code: 'none-not-secure' });
  if (cookie.partitioned && !cookie.secure) refusals.push({ code: 'partitioned-not-secure' });
  refusals.push(...prefixRefusals(cookie));
  return refusals;
}

/** Whether a cookie name starts with a prefix whose requirements browsers enforce. */
export function hasCookiePrefix(name: string): boolean {
  return prefixOf(name) !== null;
}

/**
 * The prefix of a cookie name with its requirements. Browsers compare prefixes case-insensitively (RFC 6265bis §5.4).
 */
function prefixOf(text: string): (typeof PREFIX_NEEDS)[number] | null {
  const lower = text.toLowerCase();
  return PREFIX_NEEDS.find(([prefix]) => lower.startsWith(prefix.toLowerCase())) ?? null;
}

function prefixRefusals(cookie: ParsedSetCookie): CookieRefusal[] {
  const found = prefixOf(cookie.name === '' ? cookie.value : cookie.name);
  if (found === null) return [];
  const [prefix, needs] = found;
  if (cookie.name === '') return [{ code: 'nameless-prefix', prefix }];
  const missing = needs.filter((need) => !isMet(need, cookie));
  // Every browser applies the requirements of `__Host-` to a `__Host-Http-` name, because the name starts with
  // `__Host-`.
  const isNewRule = prefix === '__Http-' || missing.every((need) => need === 'http-only');
  return missing.length === 0 ? [] : [{ code: 'prefix', prefix, missing, isNewRule }];
}

function isMet(need: PrefixNeed, { secure, httpOnly, path, domain }: ParsedSetCookie): boolean {
  switch (need) {
    case 'secure':
      return secure;
    case 'http-only':
      return httpOnly;
    case 'root-path':
      return path === '/';
    case 'no-domain':
      return domain === null;
  }
}
