import type { Browser } from './browser-rules.ts';
import { rulesOf } from './browser-rules.ts';
import { isLoopbackHost, registrableDomain, type SuffixOf } from './host.ts';

/** A request of a page or a program. */
export interface CookieRequest {
  /** An absolute URL. Only http, https, ws and wss have cookies. */
  readonly url: string;
  /** GET by default. */
  readonly method?: string;
  /** Whether the request navigates the tab: a typed address, a link or a form. False by default. */
  readonly isNavigation?: boolean;
  /**
   * The URL of the page in the address bar. Null or absent without a page, as for curl. A navigation uses its own URL
   * instead.
   */
  readonly topLevelUrl?: string | null;
  /**
   * The URL or the origin of the page that made the request. Null or absent for a request of the user or of a program.
   */
  readonly initiatorUrl?: string | null;
  /** `script` is document.cookie, which does not see HttpOnly cookies. */
  readonly api?: 'http' | 'script';
}

/**
 * The relation of a request to the site that made it, from the least to the most restricted (RFC 6265bis §5.2, §5.6.7).
 */
export type SiteRelation = 'same-site' | 'cross-site-navigation' | 'cross-site-unsafe-navigation' | 'cross-site';

/** The properties of a request that the rules need. */
export interface CookieContext {
  /** Lower-case ASCII; an IPv6 address is in brackets. */
  readonly host: string;
  /** The path of the URL, percent-encoded as a browser sends it, without the query. */
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** Whether Secure cookies may be set and sent. */
  readonly isSecure: boolean;
  readonly relation: SiteRelation;
  /** The site of the page in the address bar, including its scheme. */
  readonly topLevelSite: string;
  readonly isNavigation: boolean;
  readonly api: 'http' | 'script';
}

/** Whether the method is safe (RFC 9110 §9.2.1). */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * The context of a request for one browser. Null for a URL that cannot be parsed or that has no cookies. Never throws.
 */
export function cookieContext(request: CookieRequest, browser: Browser, suffixOf: SuffixOf): CookieContext | null {
  const rules = rulesOf(browser);
  const url = readUrl(request.url);
  if (url === null) return null;
  const isNavigation = request.isNavigation ?? false;
  const site = (of: SiteUrl) => siteOf(of, suffixOf, rules.isSchemeful);
  const own = site(url);
  const isSameSite = (other: string | null | undefined) => {
    if (other === null || other === undefined) return true;
    const read = readUrl(other);
    return read !== null && site(read) === own;
  };
  const isFirstParty = isNavigation || isSameSite(request.topLevelUrl);
  const topLevel = isNavigation || request.topLevelUrl == null ? url : readUrl(request.topLevelUrl);
  const method = (request.method ?? 'GET').toUpperCase();
  return {
    host: url.host,
    path: url.path,
    scheme: url.scheme,
    port: url.port,
    isSecure: url.scheme === 'https' || (rules.loopbackIsSecure && isLoopbackHost(url.host)),
    relation: relationOf(isFirstParty && isSameSite(request.initiatorUrl), isFirstParty && isNavigation, method),
    // A page without an origin, such as a data: URL, counts as a separate site.
    topLevelSite: topLevel === null ? 'null' : siteOf(topLevel, suffixOf, true),
    isNavigation,
    api: request.api ?? 'http',
  };
}

function relationOf(isSameSite: boolean, isNavigation: boolean, method: string): SiteRelation {
  if (isSameSite) return 'same-site';
  if (!isNavigation) return 'cross-site';
  return SAFE_METHODS.has(method) ? 'cross-site-navigation' : 'cross-site-unsafe-navigation';
}

interface SiteUrl {
  readonly scheme: 'http' | 'https';
  readonly host: string;
}

function siteOf({ scheme, host }: SiteUrl, suffixOf: SuffixOf, isSchemeful: boolean): string {
  const domain = registrableDomain(host, suffixOf);
  return isSchemeful ? `${scheme}://${domain}` : domain;
}

function readUrl(text: string): (SiteUrl & { readonly path: string; readonly port: number }) | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname === '') return null;
  const scheme = SCHEMES.get(url.protocol);
  if (scheme === undefined) return null;
  const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
  return { scheme, host: url.hostname, path: url.pathname, port };
}

const SCHEMES = new Map<string, SiteUrl['scheme']>([
  ['http:', 'http'],
  ['https:', 'https'],
  ['ws:', 'http'],
  ['wss:', 'https'],
]);
