import { cookieLife } from '../cookie-life.ts';
import { type CookieRefusal, cookieRefusals } from '../cookie-refusal.ts';
import type { ParsedSetCookie } from '../parse-set-cookie.ts';
import { withAsciiDomain } from './ascii-domain.ts';
import type { BrowserRules } from './browser-rules.ts';
import { domainMatches, isIpAddress, type SuffixOf } from './host.ts';
import { defaultPath, pathMatches } from './path.ts';
import type { CookieContext } from './request-context.ts';
import type { CookiePriority, StoredCookie } from './stored-cookie.ts';

/** A cookie as it would be stored, with the reasons that forbid storing it. */
export interface Candidate {
  readonly cookie: StoredCookie;
  readonly refusals: CookieRefusal[];
  /** Whether the line asks the browser to delete the cookie, since its expiry is not in the future. */
  readonly isOver: boolean;
  readonly isCapped: boolean;
  /** Whether Domain equals the host and is a public suffix, and therefore has no effect. */
  readonly isDomainHost: boolean;
}

export interface Moment {
  readonly nowMs: number;
  readonly order: number;
  readonly setBy: number | null;
}

/** Steps 2 to 22 of RFC 6265bis §5.7 except step 16, which depends on the stored cookies. Never throws. */
export function candidateOf(
  parsed: ParsedSetCookie,
  context: CookieContext,
  rules: BrowserRules,
  suffixOf: SuffixOf,
  { nowMs, order, setBy }: Moment,
): Candidate {
  const asCompared = rules.nonAsciiDomain === 'converted' ? withAsciiDomain(parsed) : parsed;
  const place = placeOf(parsed, asCompared.domain, context, rules, suffixOf);
  const life = cookieLife(parsed, nowMs);
  const cookie: StoredCookie = {
    name: parsed.name,
    value: parsed.value,
    domain: place.domain,
    hostOnly: place.hostOnly,
    path: parsed.path ?? defaultPath(context.path),
    secure: parsed.secure,
    httpOnly: parsed.httpOnly,
    sameSite: parsed.sameSite,
    priority: rules.priority ? priorityOf(parsed) : 'medium',
    partition: parsed.partitioned && rules.partitioned ? context.topLevelSite : null,
    expiresAtMs: life.kind === 'until' ? life.atMs : null,
    createdAtMs: nowMs,
    createdOrder: order,
    accessedAtMs: nowMs,
    source: { setBy, scheme: context.scheme, port: context.port },
    replaced: null,
  };
  const refusals = cookieRefusals(asCompared).flatMap((refusal) => asRefusedBy(rules, refusal, place.hostOnly));
  if (place.refusal !== null) refusals.push(place.refusal);
  if (parsed.secure && !context.isSecure) refusals.push({ code: 'secure-over-http' });
  if (parsed.httpOnly && context.api === 'script') refusals.push({ code: 'http-only-from-script' });
  if ((parsed.sameSite ?? rules.sameSiteDefault) !== 'none' && isThirdParty(context)) {
    refusals.push({ code: 'cross-site' });
  }
  return {
    cookie,
    refusals,
    isOver: life.kind === 'over',
    isCapped: life.kind === 'until' && life.isCapped,
    isDomainHost: place.isDomainHost,
  };
}

/**
 * The stored Secure cookie that a line from a plain connection must not overlay, so the line is refused (step 16). Null
 * if there is none.
 */
export function secureInTheWay(
  cookie: StoredCookie,
  { isSecure }: CookieContext,
  held: Iterable<StoredCookie>,
): StoredCookie | null {
  if (isSecure || cookie.secure) return null;
  for (const other of held) {
    if (!other.secure || other.name !== cookie.name || !pathMatches(cookie.path, other.path)) continue;
    if (domainMatches(other.domain, cookie.domain) || domainMatches(cookie.domain, other.domain)) return other;
  }
  return null;
}

/** Step 18: a response with another site's page on top sets SameSite cookies only if it is a top-level navigation. */
function isThirdParty({ relation, isNavigation }: CookieContext): boolean {
  return relation !== 'same-site' && !isNavigation;
}

interface Place {
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly isDomainHost: boolean;
  readonly refusal: CookieRefusal | null;
}

/**
 * Steps 7 to 10. `domain` is the Domain of the line as the browser compares it. A public suffix that is the host is
 * allowed only in the spelling of the host.
 */
function placeOf(
  parsed: ParsedSetCookie,
  domain: string | null,
  { host }: CookieContext,
  rules: BrowserRules,
  suffixOf: SuffixOf,
): Place {
  const here: Place = { domain: host, hostOnly: true, isDomainHost: false, refusal: null };
  if (domain === null) {
    if (rules.dotDomain === 'no-domain' || !isDot(parsed)) return here;
    return { ...here, refusal: { code: 'foreign-domain', domain: '.', host } };
  }
  if (suffixOf(domain) === domain) {
    if (parsed.domain === host) return { ...here, isDomainHost: true };
    return { ...here, refusal: { code: 'public-suffix', domain, host } };
  }
  if (!domainMatches(host, domain)) return { ...here, refusal: { code: 'foreign-domain', domain, host } };
  if (rules.ipDomainIsHostOnly && isIpAddress(host)) return { ...here, isDomainHost: true };
  return { domain, hostOnly: false, isDomainHost: false, refusal: null };
}

function isDot({ attributes }: ParsedSetCookie): boolean {
  return attributes.some(
    ({ name, value, fate }) => fate === 'counts' && value === '.' && name.toLowerCase() === 'domain',
  );
}

/** How this browser handles a refusal that follows from the line: unchanged, with fewer reasons, or not at all. */
function asRefusedBy(rules: BrowserRules, refusal: CookieRefusal, hostOnly: boolean): CookieRefusal[] {
  switch (refusal.code) {
    case 'tab':
      return rules.tab === 'refused' ? [refusal] : [];
    case 'nameless-equals':
      return rules.namelessEquals === 'refused' ? [refusal] : [];
    case 'none-not-secure':
      return rules.noneNeedsSecure ? [refusal] : [];
    case 'partitioned-not-secure':
      return rules.partitioned ? [refusal] : [];
    case 'nameless-prefix':
      return refusal.prefix === '__Http-' && !rules.httpPrefixes ? [] : [refusal];
    case 'prefix': {
      const missing = refusal.missing.filter(
        (need) =>
          !(need === 'no-domain' && hostOnly && rules.hostPrefixAsks === 'host-only') &&
          !(need === 'http-only' && !rules.httpPrefixes),
      );
      return missing.length === 0 || (refusal.isNewRule && !rules.httpPrefixes) ? [] : [{ ...refusal, missing }];
    }
    default:
      return [refusal];
  }
}

/**
 * Source: Chromium's net/cookies/cookie_constants.cc. The last Priority attribute counts, even if its value is invalid.
 */
function priorityOf({ attributes }: ParsedSetCookie): CookiePriority {
  const given = attributes.findLast(({ name }) => name.toLowerCase() === 'priority')?.value?.toLowerCase();
  return given === 'low' || given === 'high' ? given : 'medium';
}
