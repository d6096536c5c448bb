import type { CookieAbout, ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import type { Browser } from '../../server/contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../server/contract/http/jar/cookie-jar.ts';
import type { SetCookieOutcome } from '../../server/contract/http/jar/outcomes.ts';
import type { CookieRequest } from '../../server/contract/http/jar/request-context.ts';
import { attributeOf, parseSetCookie } from '../../server/contract/http/parse-set-cookie.ts';

/** From where a request is made: the site itself, a link or a form of another site, or a part of another page. */
export const ASKED_FROM = ['own', 'link', 'form', 'part'] as const;
export type AskedFrom = (typeof ASKED_FROM)[number];

export interface Question {
  /** A Set-Cookie value. */
  readonly line: string;
  /** The URL whose answer has the line. */
  readonly setBy: string;
  /** The URL that is asked for later. */
  readonly request: string;
  readonly from: AskedFrom;
  readonly browser: Browser;
  readonly secondsLater: number;
}

export interface Answer {
  readonly kept: SetCookieOutcome;
  /** Null: it goes with the request, or was not kept. */
  readonly missing: ExpectedCookie | null;
  readonly isSent: boolean;
}

/** Somewhere else, for every question. */
const ANOTHER_SITE = 'https://another-site.example/';
const AT_MS = Date.UTC(2026, 0, 1);

/** What a browser does with a cookie, and with a request after it; null for a URL that has no cookies. */
export function askBrowser({ line, setBy, request, from, browser, secondsLater }: Question): Answer | null {
  const jar = new CookieJar({ browser });
  const first = jar.contextOf({ url: setBy, isNavigation: true });
  const later = jar.contextOf(requestFrom(from, request));
  if (first === null || later === null) return null;
  const kept = jar.receive(line, first, AT_MS);
  const { sent, withheld, lost } = jar.judge(later, AT_MS + secondsLater * 1000);
  const isSent = sent.length > 0;
  const [held] = withheld;
  const [gone] = lost;
  const missed = { name: kept.parsed.name, came: false, decidedBy: null } as const;
  if (held !== undefined && held.why !== 'http-only') {
    const { cookie, why, rule } = held;
    const about: CookieAbout = {
      domain: cookie.domain,
      path: cookie.path,
      host: later.host,
      sameSite: cookie.sameSite ?? 'default',
    };
    return { kept, isSent, missing: { ...missed, why, rule, about } };
  }
  if (gone?.loss.kind === 'expired') {
    const { maxAgeSeconds } = kept.parsed;
    const about: CookieAbout = maxAgeSeconds === null ? {} : { maxAgeSeconds };
    return { kept, isSent, missing: { ...missed, why: 'expired', rule: 'RFC 6265bis §5.7 step 5', about } };
  }
  return { kept, isSent, missing: null };
}

function requestFrom(from: AskedFrom, url: string): CookieRequest {
  if (from === 'own') return { url, isNavigation: true };
  if (from === 'link') return { url, isNavigation: true, initiatorUrl: ANOTHER_SITE };
  if (from === 'form') return { url, method: 'POST', isNavigation: true, initiatorUrl: ANOTHER_SITE };
  return { url, initiatorUrl: ANOTHER_SITE, topLevelUrl: ANOTHER_SITE };
}

/** Attributes that can be tried by one press. */
export const TRIED_ATTRIBUTES = [
  'Secure',
  'HttpOnly',
  'SameSite=Strict',
  'SameSite=Lax',
  'SameSite=None',
  'Path=/',
  'Path=/admin',
  'Max-Age=20',
  'Partitioned',
] as const;

/** Whether a line has this attribute, with this value. */
export function hasAttribute(line: string, attribute: string): boolean {
  const [name = '', value = null] = attribute.split('=');
  const found = attributeOf(parseSetCookie(line), name.toLowerCase());
  return found !== null && (value === null || found.value?.toLowerCase() === value.toLowerCase());
}

/** The line with the attribute in the place of others of its name; without it if it was there. */
export function toggleAttribute(line: string, attribute: string): string {
  const name = (attribute.split('=')[0] ?? '').toLowerCase();
  const isThere = hasAttribute(line, attribute);
  const [pair = '', ...others] = line.split(';');
  const kept = others.filter((part) => (part.split('=')[0] ?? '').trim().toLowerCase() !== name);
  return [pair, ...kept, ...(isThere ? [] : [` ${attribute}`])].join(';');
}
