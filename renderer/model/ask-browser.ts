import type { CookieAbout, ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import { type Browser, rulesOf } from '../../server/contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../server/contract/http/jar/cookie-jar.ts';
import {
  EXPIRY_RULE,
  type JarStep,
  type RetrievalCode,
  retrievalSteps,
  type StorageCode,
  storageSteps,
} from '../../server/contract/http/jar/jar-steps.ts';
import type { LostCookie, SetCookieOutcome, WithheldCookie } from '../../server/contract/http/jar/outcomes.ts';
import type { CookieRequest } from '../../server/contract/http/jar/request-context.ts';
import { attributeOf, parseSetCookie } from '../../server/contract/http/parse-set-cookie.ts';
import { publicSuffixOf } from '../../server/contract/http/public-suffix.ts';

/** From where a request is made: the site itself, a link or a form of another site, or a part of another page. */
export const ASKED_FROM = ['own', 'link', 'form', 'part'] as const;
export type AskedFrom = (typeof ASKED_FROM)[number];

export interface Question {
  /** A Set-Cookie value. */
  readonly line: string;
  /** The URL whose response has the Set-Cookie line. */
  readonly setBy: string;
  /** The URL of the later request. */
  readonly request: string;
  readonly from: AskedFrom;
  readonly browser: Browser;
  readonly secondsLater: number;
}

/** The cookie that does not go with the request, and why. */
export interface Missing extends ExpectedCookie {
  readonly why: RetrievalCode;
}

export interface Answer {
  readonly kept: SetCookieOutcome;
  /** Why the cookie is not sent. Null if it is sent, or was not stored. */
  readonly missing: Missing | null;
  readonly isSent: boolean;
  /** The conditions for keeping it, in their order, with the one that decided. */
  readonly storage: readonly JarStep<StorageCode>[];
  /** The same for sending it; empty if it was not kept. */
  readonly retrieval: readonly JarStep<RetrievalCode>[];
}

/** Somewhere else, for every question. */
const ANOTHER_SITE = 'https://another-site.example/';
const AT_MS = Date.UTC(2026, 0, 1);

/** What a browser does with a cookie, and with a request after it. Null for a URL that has no cookies. */
export function askBrowser({ line, setBy, request, from, browser, secondsLater }: Question): Answer | null {
  const jar = new CookieJar({ browser, suffixOf: publicSuffixOf });
  const first = jar.contextOf({ url: setBy, isNavigation: true });
  const later = jar.contextOf(requestFrom(from, request));
  if (first === null || later === null) return null;
  const kept = jar.receive(line, first, AT_MS);
  const { sent, withheld, lost } = jar.judge(later, AT_MS + secondsLater * 1000);
  const isSent = sent.length > 0;
  const missing = missingOf(kept, later.host, withheld[0], lost[0]);
  const rules = rulesOf(browser);
  const isStored = kept.fate.kind === 'kept' || kept.fate.kind === 'replaced';
  return {
    kept,
    isSent,
    missing,
    storage: storageSteps(kept.fate, rules),
    retrieval: isStored ? retrievalSteps(missing?.why ?? null, rules) : [],
  };
}

function missingOf(
  { parsed }: SetCookieOutcome,
  host: string,
  held: WithheldCookie | undefined,
  gone: LostCookie | undefined,
): Missing | null {
  const missed = { name: parsed.name, came: false, decidedBy: null } as const;
  if (held !== undefined && held.why !== 'http-only') {
    const { cookie, why, rule } = held;
    const { domain, path } = cookie;
    return { ...missed, why, rule, about: { domain, path, host, sameSite: cookie.sameSite ?? 'default' } };
  }
  if (gone?.loss.kind !== 'expired') return null;
  const { maxAgeSeconds } = parsed;
  const about: CookieAbout = maxAgeSeconds === null ? {} : { maxAgeSeconds };
  return { ...missed, why: 'expired', rule: EXPIRY_RULE, about };
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
