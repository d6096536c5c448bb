import { rememberingBy } from '../../base/remembering.ts';
import { absoluteUrlOf } from '../../contract/http/absolute-url.ts';
import type { Browser } from '../../contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../contract/http/jar/cookie-jar.ts';
import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import { knownSuffixOf } from './known-suffix.ts';
import { HEADERS_READ, type HowMade, waysOfMaking } from './seen-request.ts';

/**
 * The properties of a request that a browser's rules need, the most likely way of making it first. Empty for a request
 * without cookies, such as one of a `data:` URL. Equal requests return the same list.
 */
export function requestContexts(request: HowMade, browser: Browser): readonly CookieContext[] {
  return read({ request, browser });
}

interface Asked {
  readonly request: HowMade;
  readonly browser: Browser;
}

const read = rememberingBy(
  ({ request: { method, url, header }, browser }: Asked) =>
    JSON.stringify([browser, method, url, ...HEADERS_READ.map((name) => header(name))]),
  ({ request, browser }: Asked): readonly CookieContext[] => {
    const url = absoluteUrlOf(request.url, request.header);
    return url === null ? [] : waysOfMaking(request, url).flatMap((way) => CONTEXTS[browser].contextOf(way) ?? []);
  },
);

/** Reading a request does not depend on the content of a jar. */
const CONTEXTS: Readonly<Record<Browser, CookieJar>> = {
  specification: new CookieJar({ browser: 'specification', suffixOf: knownSuffixOf }),
  chromium: new CookieJar({ browser: 'chromium', suffixOf: knownSuffixOf }),
  firefox: new CookieJar({ browser: 'firefox', suffixOf: knownSuffixOf }),
  safari: new CookieJar({ browser: 'safari', suffixOf: knownSuffixOf }),
};
