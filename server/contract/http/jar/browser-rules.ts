import { type SetCookieReading, specifiedReading } from '../parse-set-cookie.ts';

/** The browsers whose rules are known, and the specification that they follow. */
export const BROWSERS = ['specification', 'chromium', 'firefox', 'safari'] as const;
export type Browser = (typeof BROWSERS)[number];

/** What browsers do differently. Everything else they do alike, step by step as RFC 6265bis has it. */
export interface BrowserRules extends SetCookieReading {
  /** A tab inside a name, a value or an attribute. The specification takes it as a blank. */
  readonly tab: 'kept' | 'refused';
  /** A cookie without a name whose value has an equals sign, such as `=a=b`: a server would read a cookie `a`. */
  readonly namelessEquals: 'kept' | 'refused';
  /** What `Domain=.` means: no Domain, or a domain that no host matches. */
  readonly dotDomain: 'no-domain' | 'foreign';
  /** Whether a Domain that is the host's own IP address leaves the cookie with this host only. */
  readonly ipDomainIsHostOnly: boolean;
  /** What `__Host-` asks of Domain: that the attribute does not stand, or that the cookie stays with this host. */
  readonly hostPrefixAsks: 'no-domain' | 'host-only';
  /** Whether `__Http-` and `__Host-Http-` are held to their promise. */
  readonly httpPrefixes: boolean;
  /** Whether plain http to this machine counts as secure. */
  readonly loopbackIsSecure: boolean;
  /** How a cookie without SameSite is treated. */
  readonly sameSiteDefault: 'lax' | 'none';
  /** Whether `SameSite=None` without Secure is refused. */
  readonly noneNeedsSecure: boolean;
  /** Whether http and https of one domain are two sites. */
  readonly isSchemeful: boolean;
  /**
   * How long, in ms, a cookie without SameSite goes with a POST that navigates from another site ("Lax-allowing-
   * unsafe"); 0: never.
   */
  readonly laxUnsafeMs: number;
  /** Whether Partitioned makes a cookie of its own for each top-level site. Otherwise it is an unknown attribute. */
  readonly partitioned: boolean;
  /** Whether Priority is read. */
  readonly priority: boolean;
  /** Whether a cookie that takes the place of another keeps its creation time: always, or if the value is the same. */
  readonly keepsCreationTime: 'always' | 'same-value';
  /** A cookie that was used so short a time ago counts as used then, in ms. */
  readonly usedWithinMs: number;
  readonly limits: CookieLimits;
}

/** How many cookies a browser keeps, and which go when there are more. Null: nothing is known to be limited. */
export type CookieLimits =
  | { readonly kind: 'none' }
  /** The specification's smallest: cookies of one domain, and of all, by its order of eviction. */
  | { readonly kind: 'smallest'; readonly perDomain: number; readonly total: number }
  /**
   * Down to `keptPerSite` where there are more than `perSite`; down to `keptInAll` where there are more than `total`.
   * Chromium: by priority, with a quota for each, and only cookies unused for `safeMs` go for the total.
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
   * Where a site has `perSite`, so many go as are over `keptPerSite`, those that are not Secure; where there are 10 %
   * more than `total`, those go that were not used for `safeMs`.
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

/** A rule in which a browser differs from the specification, and where that is written. */
export type Difference<Rule extends keyof BrowserRules = keyof BrowserRules> = {
  readonly [Key in Rule]: { readonly rule: Key; readonly is: BrowserRules[Key]; readonly source: string };
}[Rule];

/** Every difference of every browser from the specification. */
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

/** What a browser does that its rules here do not say, and where that is written. */
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

/** The rules of a browser: those of the specification, with its differences. */
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
