import type { BrowserRules } from './browser-rules.ts';
import { domainMatches } from './host.ts';
import type { Withholding } from './outcomes.ts';
import { pathMatches } from './path.ts';
import type { CookieContext } from './request-context.ts';
import type { StoredCookie } from './stored-cookie.ts';

/** Why a browser does not send a cookie with a request. Null if it does. Source: RFC 6265bis §5.8.3, step 3. */
export function withholding(
  cookie: StoredCookie,
  context: CookieContext,
  rules: BrowserRules,
  nowMs: number,
): Withholding | null {
  if (!goesToHost(cookie, context)) return 'other-host';
  if (!pathMatches(context.path, cookie.path)) return 'path';
  if (cookie.secure && !context.isSecure) return 'secure';
  if (cookie.httpOnly && context.api === 'script') return 'http-only';
  if (cookie.partition !== null && cookie.partition !== context.topLevelSite) return 'partitioned';
  return passesSameSite(cookie, context, rules, nowMs) ? null : 'same-site';
}

/** The citation of the requirement behind a reason. */
export function ruleOfWithholding(why: Withholding): string {
  return RULES[why];
}

/** Whether a cookie belongs to the host of a request. The path is not compared. */
export function goesToHost({ hostOnly, domain }: StoredCookie, { host }: CookieContext): boolean {
  return hostOnly ? domain === host : domainMatches(host, domain);
}

/** The order of a Cookie header: longer paths first, then the cookie that was created earlier (§5.8.3, step 4). */
export function byPathThenAge(one: StoredCookie, other: StoredCookie): number {
  return (
    other.path.length - one.path.length || one.createdAtMs - other.createdAtMs || one.createdOrder - other.createdOrder
  );
}

function passesSameSite(cookie: StoredCookie, context: CookieContext, rules: BrowserRules, nowMs: number): boolean {
  const mode = cookie.sameSite ?? rules.sameSiteDefault;
  if (mode === 'none' || context.relation === 'same-site') return true;
  if (mode === 'strict' || context.relation === 'cross-site' || context.api === 'script') return false;
  if (context.relation === 'cross-site-navigation') return true;
  // Lax-allowing-unsafe (§5.6.7.2): a recent cookie without SameSite is sent with a POST navigation from another site.
  return cookie.sameSite === null && rules.laxUnsafeMs > 0 && nowMs - cookie.createdAtMs <= rules.laxUnsafeMs;
}

const RULES: Readonly<Record<Withholding, string>> = {
  'other-host': 'RFC 6265bis §5.8.3 step 3: domain',
  path: 'RFC 6265bis §5.8.3 step 3: path',
  secure: 'RFC 6265bis §5.8.3 step 3: secure connection',
  'http-only': 'RFC 6265bis §5.8.3 step 3: HTTP only',
  'same-site': 'RFC 6265bis §5.8.3 step 3: SameSite',
  partitioned: 'CHIPS: partition key',
};
