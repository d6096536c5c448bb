import type { Browser } from '../../../server/contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../../server/contract/http/jar/cookie-jar.ts';
import type { SuffixOf } from '../../../server/contract/http/jar/host.ts';
import type { CookieCase } from './cookie-case.ts';

/**
 * What the model sends at each step of a case, as navigations that the user began. `urlOf` adds the port of a real
 * server.
 */
export function modelledHeaders(
  { steps }: CookieCase,
  { browser, suffixOf, nowMs }: { browser: Browser; suffixOf?: SuffixOf; nowMs: number },
): { headers: string[]; jar: CookieJar } {
  const jar = new CookieJar(suffixOf === undefined ? { browser } : { browser, suffixOf });
  const headers = steps.map(({ url, set = [] }) => {
    const context = jar.contextOf({ url, isNavigation: true });
    if (context === null) throw new Error(`No cookies at ${url}.`);
    const { header } = jar.send(context, nowMs);
    for (const line of set) jar.receive(line, context, nowMs);
    return header;
  });
  return { headers, jar };
}
