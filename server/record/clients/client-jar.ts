import { remembering } from '../../base/remembering.ts';
import type { CookieAbout, ExpectedCookie, LostCookieReason } from '../../contract/expected-cookie.ts';
import { absoluteUrlOf } from '../../contract/http/absolute-url.ts';
import type { Browser } from '../../contract/http/jar/browser-rules.ts';
import { isLoopbackHost, registrableDomain } from '../../contract/http/jar/host.ts';
import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import type { StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import type { SetCookieFate } from '../../contract/set-cookie-fate.ts';
import { isSessionCookie } from './is-session-cookie.ts';
import { knownSuffixOf } from './known-suffix.ts';
import { requestContexts } from './request-contexts.ts';
import type { SeenRequest, SentPair } from './seen-request.ts';
import { type Likeness, SiteJar } from './site-jar.ts';

/** Sites of one client that are remembered; the ones visited longest ago are forgotten first. */
const MAX_SITES = 500;
/**
 * The maximum number of cookies of other sites that are listed with a request. Those of the most recently visited sites
 * are listed.
 */
const MAX_OF_OTHER_SITES = 20;
const MAX_RECENT = 20;

/** A request of a client, with the data that is needed when its response arrives. */
export interface Visit {
  readonly site: SiteJar;
  readonly context: CookieContext;
  readonly id: number;
}

/** A request with its expected cookies. `visit` is null for a request without cookies, such as one of a `data:` URL. */
export interface Expectation {
  readonly visit: Visit | null;
  readonly expectedCookies: ExpectedCookie[];
}

/**
 * The cookies that one client is believed to hold: the modelled jar of a browser, kept for each site. It must be called
 * with each request and each response in the order in which the client saw them. If the client behaves differently from
 * the model, the difference is reported, and the model learns from the received cookies. Its memory is bounded.
 */
export class ClientJar {
  readonly browser: Browser;
  readonly #sites = new Map<string, SiteJar>();
  /** The sites visited last, the latest first. */
  #recent: readonly SiteJar[] = [];

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Compares the cookies of a request with the expected ones. */
  request(request: SeenRequest): Expectation {
    const [first, ...others] = requestContexts(request, this.browser);
    if (first === undefined) return { visit: null, expectedCookies: [] };
    const site = this.#siteOf(first.host);
    const { context, expected } = site.expect([first, ...others], request);
    const ofOthers = this.#ofOtherSites(site, first.host, request.atMs);
    const expectedCookies = ofOthers.length === 0 ? expected : [...expected, ...ofOthers];
    return { visit: { site, context, id: request.id }, expectedCookies };
  }

  /** Stores the Set-Cookie lines of the response to a request. Returns those that were refused or cut. */
  answer({ site, context, id }: Visit, lines: readonly string[], atMs: number): SetCookieFate[] {
    return site.receive(lines, context, atMs, id);
  }

  /** The result that {@link answer} would return, without storing the lines. */
  fates({ site, context, id }: Visit, lines: readonly string[], atMs: number): SetCookieFate[] {
    return site.fates(lines, context, atMs, id);
  }

  /** How similar its cookies of a site are to these pairs. `site` is the result of {@link siteOf}. */
  likeness(site: string | null, pairs: readonly SentPair[]): Likeness {
    return (site === null ? undefined : this.#sites.get(site)?.likeness(pairs)) ?? NOTHING_ALIKE;
  }

  #siteOf(host: string): SiteJar {
    const name = siteNameOf(host);
    const site = this.#sites.get(name) ?? new SiteJar(this.browser);
    if (this.#recent[0] === site) return site;
    this.#recent = [site, ...this.#recent.filter((other) => other !== site)].slice(0, MAX_RECENT);
    this.#sites.delete(name);
    this.#sites.set(name, site);
    if (this.#sites.size > MAX_SITES) this.#sites.delete(this.#sites.keys().next().value ?? name);
    return site;
  }

  #ofOtherSites(own: SiteJar, host: string, nowMs: number): ExpectedCookie[] {
    if (this.#sites.size < 2) return [];
    const found: ExpectedCookie[] = [];
    for (const site of this.#recent) {
      if (site === own) continue;
      for (const cookie of site.held(nowMs)) {
        if (found.length >= MAX_OF_OTHER_SITES) return found;
        found.push(ofOtherSite(cookie, host));
      }
    }
    return found;
  }
}

function ofOtherSite(cookie: StoredCookie, host: string): ExpectedCookie {
  const about: CookieAbout = { domain: cookie.domain, host, isOfOtherSite: true };
  if (isSessionCookie(cookie.name, cookie.value)) about.isSession = true;
  const why: LostCookieReason = 'other-host';
  return { name: cookie.name, came: false, why, rule: OTHER_HOST, decidedBy: cookie.source.setBy, about };
}

const OTHER_HOST = 'RFC 6265bis §5.8.3 step 3: domain';

const NOTHING_ALIKE: Likeness = { same: 0, other: 0 };

/** The name of the site that a request goes to. Null if its host is not known. */
export function siteOf({ url, header }: Pick<SeenRequest, 'url' | 'header'>): string | null {
  const absolute = absoluteUrlOf(url, header);
  return absolute === null ? null : siteOfUrl(absolute).name;
}

const siteOfUrl = remembering((url): { readonly name: string | null } => {
  const host = URL.parse(url)?.hostname;
  return { name: host === undefined ? null : siteNameOf(host) };
});

/** The names of this machine are one site here, since people take `localhost` and 127.0.0.1 for the same. */
function siteNameOf(host: string): string {
  return isLoopbackHost(host) ? 'localhost' : registrableDomain(host, knownSuffixOf);
}
