import { cookieBytes } from '../cookie-bytes.ts';
import type { BrowserRules, CookieLimits } from './browser-rules.ts';
import { registrableDomain, type SuffixOf } from './host.ts';
import type { StoredCookie } from './stored-cookie.ts';

/** A cookie to evict, and the limit that requires it. */
export interface Eviction {
  readonly cookie: StoredCookie;
  readonly rule: string;
}

/**
 * The cookies that a browser evicts because it has too many after `added` was stored. `held` must not contain expired
 * cookies. Never throws.
 */
export function evictions(
  held: readonly StoredCookie[],
  added: StoredCookie,
  { limits }: BrowserRules,
  suffixOf: SuffixOf,
  nowMs: number,
): Eviction[] {
  switch (limits.kind) {
    case 'none':
      return [];
    case 'smallest':
      return smallest(held, added, limits);
    case 'chromium':
      return chromium(held, added, limits, suffixOf, nowMs);
    case 'firefox':
      return firefox(held, added, limits, suffixOf, nowMs);
  }
}

/** Whether a jar with this many cookies can exceed a limit. This cheap check comes first, since few jars do. */
export function mayBeOver(count: number, added: StoredCookie, { limits }: BrowserRules): boolean {
  switch (limits.kind) {
    case 'none':
      return false;
    case 'smallest':
      return count > limits.perDomain;
    case 'chromium':
      return added.partition !== null || count > limits.perSite;
    case 'firefox':
      return count > limits.perSite;
  }
}

type LimitsOf<Kind extends CookieLimits['kind']> = Extract<CookieLimits, { kind: Kind }>;

/**
 * The order of the specification: cookies without Secure first, and among them the least recently used ones first (end
 * of §5.7).
 */
function smallest(held: readonly StoredCookie[], added: StoredCookie, limits: LimitsOf<'smallest'>): Eviction[] {
  const ofDomain = held.filter(({ domain }) => domain === added.domain);
  const byDomain = plainThenOldest(ofDomain).slice(0, Math.max(0, ofDomain.length - limits.perDomain));
  const rest = without(held, byDomain);
  const byTotal = rest.toSorted(byLastUse).slice(0, Math.max(0, rest.length - limits.total));
  return [
    ...named(byDomain, `RFC 6265bis §6.1: ${limits.perDomain} cookies of one domain`),
    ...named(byTotal, `RFC 6265bis §6.1: ${limits.total} cookies in all`),
  ];
}

/** Source: Firefox's netwerk/cookie/CookieStorage.cpp, `AddCookie` and `PurgeCookies`. */
function firefox(
  held: readonly StoredCookie[],
  added: StoredCookie,
  limits: LimitsOf<'firefox'>,
  suffixOf: SuffixOf,
  nowMs: number,
): Eviction[] {
  const isOfSite = siteTest(added, suffixOf);
  const before = held.filter((cookie) => cookie !== added);
  const ofSite = before.filter(({ partition, domain }) => partition === added.partition && isOfSite(domain));
  if (ofSite.length >= limits.perSite) {
    return named(firefoxOfSite(ofSite, added, limits), `Firefox: ${limits.perSite} cookies of one site`);
  }
  const old = before.filter(({ accessedAtMs }) => accessedAtMs < nowMs - limits.safeMs);
  const excess = before.length >= limits.total * 1.1 ? before.length - limits.total : 0;
  return named(old.toSorted(byLastUse).slice(0, excess), `Firefox: ${limits.total} cookies in all`);
}

/**
 * Evicts a few cookies without Secure. If there are none, it evicts a few others to make room for a Secure cookie, or
 * else drops the new cookie.
 */
function firefoxOfSite(
  ofSite: readonly StoredCookie[],
  added: StoredCookie,
  { perSite, keptPerSite }: LimitsOf<'firefox'>,
): StoredCookie[] {
  const sorted = ofSite.toSorted(byLastUse);
  const plain = sorted.filter(({ secure }) => !secure).slice(0, perSite - keptPerSite);
  if (plain.length > 0) return plain;
  return added.secure ? sorted.slice(0, perSite - keptPerSite) : [added];
}

/** Source: Chromium's net/cookies/cookie_monster.cc, `GarbageCollect` and `GarbageCollectPartitionedCookies`. */
function chromium(
  held: readonly StoredCookie[],
  added: StoredCookie,
  limits: LimitsOf<'chromium'>,
  suffixOf: SuffixOf,
  nowMs: number,
): Eviction[] {
  const isOfSite = siteTest(added, suffixOf);
  const ofSite = held.filter(({ partition, domain }) => partition === added.partition && isOfSite(domain));
  if (added.partition !== null) return ofPartition(ofSite, limits);
  const bySite = ofSite.length > limits.perSite ? byPriority(ofSite, ofSite.length - limits.keptPerSite) : [];
  const rest = without(held, bySite).filter(({ partition }) => partition === null);
  const byTotal = rest.length > limits.total ? overTotal(rest, limits, nowMs) : [];
  return [
    ...named(bySite, `Chromium: ${limits.perSite} cookies of one site`),
    ...named(byTotal, `Chromium: ${limits.total} cookies in all`),
  ];
}

/** Whether a domain belongs to the site of a cookie. */
function siteTest({ domain }: StoredCookie, suffixOf: SuffixOf): (other: string) => boolean {
  const site = registrableDomain(domain, suffixOf);
  const suffix = suffixOf(site);
  if (suffix === null || suffix === site) return (other) => other === site;
  const below = `.${site}`;
  return (other) => other === site || other.endsWith(below);
}

/** How many cookies of each priority are protected in the rounds of that priority. */
const QUOTAS = { low: 30, medium: 50, high: 70 } as const;

const ROUNDS = [
  { priority: 'low', sparesSecure: true },
  { priority: 'low', sparesSecure: false },
  { priority: 'medium', sparesSecure: true },
  { priority: 'high', sparesSecure: true },
  { priority: 'medium', sparesSecure: false },
  { priority: 'high', sparesSecure: false },
] as const;

/** `PurgeLeastRecentMatches`, round by round. */
function byPriority(cookies: readonly StoredCookie[], goal: number): StoredCookie[] {
  let left = cookies.toSorted(byLastUse);
  const purged: StoredCookie[] = [];
  for (const { priority, sparesSecure } of ROUNDS) {
    const ofPriority = left.filter((cookie) => cookie.priority === priority);
    const quota = QUOTAS[priority];
    if (ofPriority.length <= quota) continue;
    const secure = sparesSecure ? ofPriority.filter((cookie) => cookie.secure).length : 0;
    const most = Math.min(goal - purged.length, ofPriority.length - Math.max(secure, quota));
    const goes = ofPriority.filter((cookie) => !(sparesSecure && cookie.secure)).slice(0, Math.max(0, most));
    purged.push(...goes);
    left = without(left, goes);
  }
  return purged;
}

/** Evicts only cookies that were not used for `safeMs`, those without Secure first. */
function overTotal(cookies: readonly StoredCookie[], limits: LimitsOf<'chromium'>, nowMs: number): StoredCookie[] {
  const goal = cookies.length - limits.keptInAll;
  return plainThenOldest(cookies.filter(({ accessedAtMs }) => accessedAtMs < nowMs - limits.safeMs)).slice(0, goal);
}

function ofPartition(cookies: readonly StoredCookie[], limits: LimitsOf<'chromium'>): Eviction[] {
  const sorted = cookies.toSorted(byLastUse);
  let bytes = sorted.reduce((sum, { name, value }) => sum + cookieBytes(name, value), 0);
  const gone: Eviction[] = [];
  for (const [index, cookie] of sorted.entries()) {
    const isOverBytes = bytes > limits.bytesPerPartition;
    if (!isOverBytes && sorted.length - index <= limits.perPartition) break;
    bytes -= cookieBytes(cookie.name, cookie.value);
    const limit = isOverBytes ? `${limits.bytesPerPartition} bytes` : `${limits.perPartition} cookies`;
    gone.push({ cookie, rule: `Chromium: ${limit} of one site in one partition` });
  }
  return gone;
}

function byLastUse(one: StoredCookie, other: StoredCookie): number {
  return (
    one.accessedAtMs - other.accessedAtMs ||
    one.createdAtMs - other.createdAtMs ||
    one.createdOrder - other.createdOrder
  );
}

function plainThenOldest(cookies: readonly StoredCookie[]): StoredCookie[] {
  return cookies.toSorted((one, other) => Number(one.secure) - Number(other.secure) || byLastUse(one, other));
}

function without(cookies: readonly StoredCookie[], gone: readonly StoredCookie[]): StoredCookie[] {
  if (gone.length === 0) return [...cookies];
  const set = new Set(gone);
  return cookies.filter((cookie) => !set.has(cookie));
}

function named(cookies: readonly StoredCookie[], rule: string): Eviction[] {
  return cookies.map((cookie) => ({ cookie, rule }));
}
