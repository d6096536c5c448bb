import type { HeaderLookup } from '../../contract/http/absolute-url.ts';
import type { CookieJar } from '../../contract/http/jar/cookie-jar.ts';
import type { CookieRequest } from '../../contract/http/jar/request-context.ts';

/** A name and a value of a Cookie header. */
export interface SentPair {
  readonly name: string;
  readonly value: string;
}

/** The facts about a recorded request that matter for its cookies. */
export interface SeenRequest {
  /** The row. */
  readonly id: number;
  readonly atMs: number;
  readonly method: string | null;
  /** As the row has it: an absolute URL, or the target of the request line. */
  readonly url: string;
  readonly header: HeaderLookup;
  readonly pairs: readonly SentPair[];
  /**
   * The real jar of a simulated browser, which the user can edit. It must only be read. Null for any other client.
   */
  readonly jar: CookieJar | null;
}

/** The headers that say how a request was made. */
export const HEADERS_READ = [
  'host',
  'x-forwarded-proto',
  'origin',
  'referer',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'upgrade-insecure-requests',
  'accept',
  'x-requested-with',
] as const;

/** The facts that show how a request was made. */
export interface HowMade extends Pick<SeenRequest, 'method' | 'url'> {
  readonly header: HeaderLookup<(typeof HEADERS_READ)[number]>;
}

/** No page: it is on no site, so that everything is another site for it. */
const NOWHERE = 'null';

/**
 * How a request was made, according to its headers, the most likely way first. There are several ways if the headers do
 * not show whether the page in the tab changed, or where the request came from. Source: Fetch Metadata; RFC 6454 §7.3;
 * RFC 9110 §10.1.3.
 */
export function waysOfMaking(request: HowMade, url: string): readonly CookieRequest[] {
  const { header } = request;
  const method = request.method ?? 'GET';
  const site = header('sec-fetch-site');
  const origin = header('origin');
  const page = origin !== undefined && origin !== NOWHERE ? origin : header('referer');
  const mode = header('sec-fetch-mode');
  if (site !== undefined && (mode !== undefined || site !== 'cross-site')) {
    const isNavigation = mode === 'navigate' && isTopLevel(header('sec-fetch-dest'));
    const initiatorUrl = site === 'none' ? null : site === 'cross-site' ? (page ?? NOWHERE) : url;
    return [{ url, method, isNavigation, initiatorUrl, topLevelUrl: isNavigation ? null : initiatorUrl }];
  }
  const isNavigation = looksLikeNavigation(header);
  if (site === 'cross-site') return bothWays({ url, method, initiatorUrl: page ?? NOWHERE }, isNavigation);
  if (page === undefined) {
    const plain = { url, method, isNavigation };
    return origin === NOWHERE ? [plain, { ...plain, initiatorUrl: NOWHERE, topLevelUrl: NOWHERE }] : [plain];
  }
  return bothWays({ url, method, initiatorUrl: page }, isNavigation);
}

function bothWays(way: CookieRequest, isLikelyNavigation: boolean): readonly CookieRequest[] {
  const navigation = { ...way, isNavigation: true };
  const other = { ...way, isNavigation: false, topLevelUrl: way.initiatorUrl ?? null };
  return isLikelyNavigation ? [navigation, other] : [other, navigation];
}

function isTopLevel(destination: string | undefined): boolean {
  return destination === undefined || destination === 'document' || destination === 'empty' || destination === '';
}

/** Browsers request HTML, and its upgrade to https, when the page in a tab or a frame changes. */
function looksLikeNavigation(header: HowMade['header']): boolean {
  if (header('upgrade-insecure-requests') !== undefined) return true;
  const accept = header('accept');
  return accept === undefined ? header('x-requested-with') === undefined : accept.includes('text/html');
}
