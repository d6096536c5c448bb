import type { BrowserContext, Cookie, Page } from '@playwright/test';
import { registrableDomain } from '../../../server/contract/http/jar/host.ts';
import { publicSuffixOf } from '../../../server/contract/http/public-suffix.ts';
import type { CookieCase, CookieStep } from '../../support/cookies/cookie-case.ts';
import type { CookieSite } from './cookie-site.ts';
import { chromiumLaunchOptions } from './system-chromium.ts';

/** A Chromium that resolves every host name to this machine. */
export function localChromium() {
  const options = chromiumLaunchOptions();
  return { ...options, args: [...(options.args ?? []), '--host-resolver-rules=MAP * 127.0.0.1'] };
}

/** What a real browser did with a case. */
export interface Observed {
  /** The Cookie header of each step. */
  readonly headers: readonly string[];
  readonly kept: readonly Cookie[];
  /** Wall-clock ms before and after. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Gives a browser without cookies the steps of a case: requests of a page of the same site, which is opened where the
 * site changes.
 */
export async function observe(
  { steps }: CookieCase,
  { page, context, site }: { page: Page; context: BrowserContext; site: CookieSite },
): Promise<Observed> {
  await context.clearCookies();
  const fromMs = Date.now();
  site.answerWith(steps.map(({ set = [] }) => set));
  for (const group of bySite(steps)) {
    const [first = ''] = group;
    if (siteOf(page.url()) !== siteOf(first)) await page.goto(new URL('/start', site.urlOf(first)).href);
    await page.evaluate(async (urls) => {
      for (const url of urls) await fetch(url, { cache: 'no-store', mode: 'no-cors', credentials: 'include' });
    }, group.map(site.urlOf));
  }
  return { headers: site.came, kept: await context.cookies(), fromMs, toMs: Date.now() };
}

/** The URLs of steps that follow each other on one site. */
function bySite(steps: readonly CookieStep[]): string[][] {
  const groups: string[][] = [];
  for (const { url } of steps) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && siteOf(last[0]) === siteOf(url)) last.push(url);
    else groups.push([url]);
  }
  return groups;
}

function siteOf(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${registrableDomain(hostname, publicSuffixOf)}`;
}
