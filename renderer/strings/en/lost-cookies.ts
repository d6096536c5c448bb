import type { CookieRefusal } from '../../../server/contract/http/cookie-refusal.ts';
import { code, rowRef, say } from '../text/phrase.ts';
import { count, timeToSecond } from './words.ts';

const SAME_SITE = {
  strict: 'SameSite=Strict',
  lax: 'SameSite=Lax',
  none: 'SameSite=None',
  default: 'no SameSite, so Lax',
};

/** Why a cookie was not sent with a request, and what browsers do with Set-Cookie lines. */
export const lostCookies = {
  /** Of the session cookie, in the row. */
  missing: (name: string) => `cookie ${name} missing`,
  otherValue: (name: string) => `cookie ${name} has another value`,
  /** In the row whose response set the cookie. */
  refusedHere: (name: string, reason: string) => `browsers refuse the cookie ${name}: ${reason}`,
  /** In the Story, before the other events. */
  story: (who: string, name: string) => say`${who} did not send the cookie ${code(name)}`,
  storyOtherValue: (who: string, name: string) => say`${who} sent another value of the cookie ${code(name)}`,
  because: ': ',
  why: {
    'other-host': (domain: string, host: string) => say`belongs to ${code(domain)}, this is ${code(host)}`,
    path: (path: string) => say`path ${code(path)}`,
    secure: () => say`Secure, and this is http`,
    'same-site': (mode: keyof typeof SAME_SITE) => say`${SAME_SITE[mode]}, and the request came from another site`,
    expired: (atMs: number | null, attribute: string, row: number | null) =>
      say`expired${atMs === null ? '' : ` at ${timeToSecond(atMs)}`}: ${attribute}${row === null ? '' : say` of ${rowRef(row)}`}`,
    deleted: (row: number) => say`deleted by ${rowRef(row)}`,
    'deleted-by-hand': () => say`taken out of the browser by hand`,
    refused: (row: number | null, reason: string) =>
      row === null ? say`refused: ${reason}` : say`refused when ${rowRef(row)} set it: ${reason}`,
    'other-app': (row: number | null, app: string) =>
      say`overwritten by ${row === null ? 'another app' : say`${rowRef(row)}, another app`} at ${code(app)}: ports share cookies`,
    'other-place': (row: number) => say`replaced by ${rowRef(row)}: same name, another path or domain`,
    'outside-of-log': () => say`no row of this log has set it`,
    evicted: (row: number | null, rule: string) =>
      say`dropped${row === null ? '' : say` when ${rowRef(row)} was one too many`}: ${rule}`,
    partitioned: () => say`partitioned, and the page in the address bar is of another site`,
    unknown: () => say`the log does not tell why`,
  },
  /** Why a cookie is refused, in a few words. */
  refusal: {
    empty: 'neither name nor value',
    'control-character': 'a control character',
    tab: 'a tab',
    'nameless-equals': 'no name, and an equals sign in its value',
    'domain-not-ascii': 'its Domain is not ASCII',
    'too-large': (bytes: number) => `${count(bytes)} bytes`,
    'none-not-secure': 'SameSite=None without Secure',
    'partitioned-not-secure': 'Partitioned without Secure',
    'nameless-prefix': (prefix: string) => `no name, and its value begins with ${prefix}`,
    prefix: (prefix: string, missing: readonly string[]) => `${prefix}, but ${missing.join(', and ')}`,
    'foreign-domain': (domain: string, host: string) => `Domain ${domain} is not ${host}`,
    'public-suffix': (domain: string) => `strangers register names under Domain ${domain}`,
    'secure-over-http': 'Secure over http',
    'http-only-from-script': 'HttpOnly from a script',
    'cross-site': 'set for another site, without SameSite=None',
    'secure-in-the-way': 'a Secure cookie of this name is there',
    'http-only-in-the-way': 'an HttpOnly cookie of this name is there',
  } satisfies Record<CookieRefusal['code'], unknown>,
};
