import { type SetCookieReading, specifiedReading } from '../parse-set-cookie.ts';

/** The browsers with known rules, and the specification itself. */
export const BROWSERS = ['specification', 'chromium', 'firefox', 'safari'] as const;
export type Browser = (typeof BROWSERS)[number];

/** The rules in which browsers differ. In all other steps they follow RFC 6265bis. */
export interface BrowserRules extends SetCookieReading {
  /** How a tab inside a name, a value or an attribute is handled. The specification treats it as white space. */
  readonly tab: 'kept' | 'refused';
  /**
   * How a cookie without a name is handled if its value has an equals sign, such as `=a=b`. A server would read it as a
   * cookie `a`.
   */
  readonly namelessEquals: 'kept' | 'refused';
  /** The meaning of `Domain=.`: an absent Domain, or a domain that matches no host. */
  readonly dotDomain: 'no-domain' | 'foreign';
  /** How a Domain with characters beyond ASCII is handled: the cookie is refused, or the name is read as Punycode. */
  readonly nonAsciiDomain: 'refused' | 'converted';
  /** Whether a Domain that equals the host's own IP address makes the cookie host-only. */
  readonly ipDomainIsHostOnly: boolean;
  /** The requirement of `__Host-` on Domain: the attribute must be absent, or the cookie must be host-only. */
  readonly hostPrefixAsks: 'no-domain' | 'host-only';
  /** Whether the requirements of `__Http-` and `__Host-Http-` are enforced. */
  readonly httpPrefixes: boolean;
  /** Whether plain http to this machine counts as secure. */
  readonly loopbackIsSecure: boolean;
  /** How a cookie without SameSite is treated. */
  readonly sameSiteDefault: 'lax' | 'none';
  /** Whether `SameSite=None` without Secure is refused. */
  readonly noneNeedsSecure: boolean;
  /** Whether http and https of one domain are different sites. */
  readonly isSchemeful: boolean;
  /**
   * How long, in ms, a cookie without SameSite is sent with a POST navigation from another site
   * ("Lax-allowing-unsafe"). 0 for never.
   */
  readonly laxUnsafeMs: number;
  /** Whether Partitioned creates a separate cookie for each top-level site. If false, it is an unknown attribute. */
  readonly partitioned: boolean;
  /** Whether the attribute Priority is read. */
  readonly priority: boolean;
  /** Whether a cookie that replaces another one keeps its creation time: always, or only if the value is equal. */
  readonly keepsCreationTime: 'always' | 'same-value';
  /** The times of last use are not updated if every sent cookie was used less than this many ms ago. */
  readonly usedWithinMs: number;
  readonly limits: CookieLimits;
}

/** How many cookies a browser keeps, and which ones it evicts when there are more. Null if no limit is known. */
export type CookieLimits =
  | { readonly kind: 'none' }
  /** The minimum limits of the specification, per domain and in total, with its order of eviction. */
  | { readonly kind: 'smallest'; readonly perDomain: number; readonly total: number }
  /**
   * More than `perSite` cookies are reduced to `keptPerSite`, more than `total` to `keptInAll`. Chromium evicts by
   * priority with a quota for each priority. For the total it evicts only cookies that were not used for `safeMs`.
   */
  | {
      readonly kind: 'chromium';
      readonly perSite: number;
      readonly keptPerSite: number;
      readonly total: number;
      readonly keptInAll: number;
      readonly safeMs: number;
      readonly perPartition: number;
      readonly bytesPerPartition: number;
    }
  /**
   * At `perSite` cookies, the number above `keptPerSite` is evicted, cookies without Secure first. At 10 % above
   * `total`, cookies that were not used for `safeMs` are evicted.
   */
  | {
      readonly kind: 'firefox';
      readonly perSite: number;
      readonly keptPerSite: number;
      readonly total: number;
      readonly safeMs: number;
    };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const specification: BrowserRules = {
  tab: 'kept',
  namelessEquals: 'kept',
  ...specifiedReading,
  dotDomain: 'no-domain',
  nonAsciiDomain: 'refused',
  ipDomainIsHostOnly: false,
  hostPrefixAsks: 'host-only',
  httpPrefixes: false,
  loopbackIsSecure: true,
  sameSiteDefault: 'lax',
  noneNeedsSecure: true,
  isSchemeful: true,
  laxUnsafeMs: 2 * MINUTE_MS,
  partitioned: false,
  priority: false,
  keepsCreationTime: 'always',
  usedWithinMs: 0,
  limits: { kind: 'smallest', perDomain: 50, total: 3000 },
};

/** A rule in which a browser differs from the specification, with its source. */
export type Difference<Rule extends keyof BrowserRules = keyof BrowserRules> = {
  readonly [Key in Rule]: { readonly rule: Key; readonly is: BrowserRules[Key]; readonly source: string };
}[Rule];

/** Every difference of every browser from the specification, with its source. */
export const DIFFERENCES: Readonly<Record<Exclude<Browser, 'specification'>, readonly Difference[]>> = {
  chromium: [
    { rule: 'tab', is: 'refused', source: 'chromium net/cookies/parsed_cookie.cc; observed in Chromium 156' },
    { rule: 'namelessEquals', is: 'refused', source: 'observed in Chromium 156: =a=bar is not kept' },
    { rule: 'repeatedAttribute', is: 'last', source: 'chromium net/cookies/parsed_cookie.cc SetupAttributes' },
    {
      rule: 'dates',
      is: 'chromium',
      source: 'chromium net/cookies/cookie_util.cc ParseCookieExpirationTime; observed in Chromium 156',
    },
    { rule: 'plusInMaxAge', is: true, source: 'chromium base::StringToInt64; observed in Chromium 156' },
    { rule: 'dotDomain', is: 'foreign', source: 'chromium net/cookies/cookie_util.cc GetCookieDomainWithString' },
    {
      rule: 'nonAsciiDomain',
      is: 'converted',
      source: 'chromium net/base/features.cc kCookieDomainRejectNonASCII is off; observed in Chromium 156',
    },
    { rule: 'ipDomainIsHostOnly', is: true, source: 'chromium net/cookies/cookie_util.cc GetCookieDomainWithString' },
    { rule: 'hostPrefixAsks', is: 'no-domain', source: 'chromium net/cookies/cookie_util.cc IsCookiePrefixValid' },
    { rule: 'httpPrefixes', is: true, source: 'draft-ietf-httpbis-layered-cookies; observed in Chromium 156' },
    { rule: 'partitioned', is: true, source: 'chromium net/cookies/cookie_partition_key.cc; CHIPS' },
    { rule: 'priority', is: true, source: 'chromium net/cookies/cookie_constants.cc StringToCookiePriority' },
    {
      rule: 'keepsCreationTime',
      is: 'same-value',
      source: 'chromium net/cookies/cookie_monster.cc MaybeDeleteEquivalentCookieAndUpdateStatus',
    },
    {
      rule: 'usedWithinMs',
      is: MINUTE_MS,
      source: 'chromium net/cookies/cookie_monster.cc kDefaultAccessUpdateThresholdSeconds',
    },
    {
      rule: 'limits',
      is: {
        kind: 'chromium',
        perSite: 180,
        keptPerSite: 150,
        total: 3300,
        keptInAll: 3000,
        safeMs: 30 * DAY_MS,
        perPartition: 180,
        bytesPerPartition: 10_240,
      },
      source: 'chromium net/cookies/cookie_monster.cc GarbageCollect, GarbageCollectPartitionedCookies',
    },
  ],
  firefox: [
    { rule: 'repeatedAttribute', is: 'last', source: 'gecko netwerk/cookie/CookieParser.cpp ParseAttributes' },
    { rule: 'dotDomain', is: 'foreign', source: 'gecko netwerk/cookie/CookieParser.cpp CheckDomain' },
    { rule: 'ipDomainIsHostOnly', is: true, source: 'gecko netwerk/cookie/CookieParser.cpp CheckDomain' },
    { rule: 'httpPrefixes', is: true, source: 'gecko netwerk/cookie/CookieValidation.cpp gCookiePrefixes' },
    { rule: 'sameSiteDefault', is: 'none', source: 'mdn/browser-compat-data Set-Cookie.SameSite.Lax_default' },
    { rule: 'laxUnsafeMs', is: 0, source: 'mdn/browser-compat-data Set-Cookie.SameSite.Lax_default' },
    {
      rule: 'noneNeedsSecure',
      is: false,
      source: 'mdn/browser-compat-data SameSite.secure_context_required: only by preference',
    },
    {
      rule: 'isSchemeful',
      is: false,
      source: 'mdn/browser-compat-data SameSite.schemeful: only by preference',
    },
    { rule: 'partitioned', is: true, source: 'gecko netwerk/cookie/CookieParser.cpp, network.cookie.CHIPS.enabled' },
    { rule: 'usedWithinMs', is: MINUTE_MS, source: 'gecko netwerk/cookie/Cookie.cpp kCookieStaleThreshold' },
    {
      rule: 'limits',
      is: { kind: 'firefox', perSite: 180, keptPerSite: 150, total: 3000, safeMs: 33 * DAY_MS },
      source: 'gecko netwerk/cookie/CookieStorage.cpp AddCookie',
    },
  ],
  safari: [
    { rule: 'loopbackIsSecure', is: false, source: 'bugs.webkit.org 281149; mdn/browser-compat-data' },
    {
      rule: 'sameSiteDefault',
      is: 'none',
      source: 'mdn/browser-compat-data Set-Cookie.SameSite.Lax_default',
    },
    { rule: 'laxUnsafeMs', is: 0, source: 'mdn/browser-compat-data Set-Cookie.SameSite.Lax_default' },
    { rule: 'noneNeedsSecure', is: false, source: 'mdn/browser-compat-data SameSite.secure_context_required' },
    { rule: 'isSchemeful', is: false, source: 'mdn/browser-compat-data SameSite.schemeful' },
    { rule: 'limits', is: { kind: 'none' }, source: 'no published limit; the model evicts nothing' },
  ],
};

/** Known browser behaviour that the rules here do not model, with its source. */
export const NOT_MODELLED: readonly { readonly browser: Browser; readonly what: string; readonly source: string }[] = [
  {
    browser: 'chromium',
    what: 'the user may block the cookies of third parties, and incognito windows do; the model lets them through',
    source: 'chromium components/content_settings CookieControlsMode',
  },
  {
    browser: 'firefox',
    what: 'Expires is read by a parser that honours time zones, and corrected by the Date header of the response',
    source: 'gecko netwerk/cookie/CookieParser.cpp GetExpiry',
  },
  {
    browser: 'firefox',
    what: 'a Max-Age that begins with a minus sign ends the cookie, whatever comes after it',
    source: 'gecko netwerk/cookie/CookieParser.cpp ParseMaxAgeAttribute',
  },
  {
    browser: 'firefox',
    what: 'cookies of third parties are kept apart by site (Total Cookie Protection)',
    source: 'gecko netwerk/cookie/CookieJarSettings.cpp',
  },
  {
    browser: 'safari',
    what: 'cookies of third parties are blocked, and those that a script set end after seven days',
    source: 'webkit.org/tracking-prevention',
  },
];

/** The rules of a browser: the rules of the specification with the browser's differences applied. */
export function rulesOf(browser: Browser): BrowserRules {
  return RULES[browser];
}

const RULES: Readonly<Record<Browser, BrowserRules>> = {
  specification,
  chromium: withDifferences(DIFFERENCES.chromium),
  firefox: withDifferences(DIFFERENCES.firefox),
  safari: withDifferences(DIFFERENCES.safari),
};

function withDifferences(differences: readonly Difference[]): BrowserRules {
  return { ...specification, ...Object.fromEntries(differences.map(({ rule, is }) => [rule, is])) };
}
