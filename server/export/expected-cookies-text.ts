import type { CookieAbout, ExpectedCookie } from '../contract/expected-cookie.ts';
import type { CookieRefusal, PrefixNeed } from '../contract/http/cookie-refusal.ts';

/**
 * Which cookies were expected with a request, in English words for a cell of a table: `theme came; sid did not come:
 * its path is /admin (set by row 3)`. Cookies of other sites are left out. Empty if none was expected.
 */
export function expectedCookiesText(cookies: readonly ExpectedCookie[]): string {
  return cookies
    .filter(({ about }) => about?.isOfOtherSite !== true)
    .map((cookie) => `${cookie.name} ${cookie.came ? `came${cameAgainst(cookie)}` : `did not come: ${reason(cookie)}`}`)
    .join('; ');
}

/** The model of the client had predicted that the cookie does not come. */
function cameAgainst({ about }: ExpectedCookie): string {
  return about?.predicted === undefined ? '' : ', which was not expected';
}

function reason({ why, rule, decidedBy, about = {} }: ExpectedCookie): string {
  const setBy = about.setBy === undefined ? '' : ` (set by row ${about.setBy})`;
  switch (why) {
    case 'other-host':
      return `it belongs to ${about.domain ?? 'another host'}${about.host === undefined ? '' : `, and this is ${about.host}`}${setBy}`;
    case 'path':
      return `its path is ${about.path ?? 'another one'}${setBy}`;
    case 'secure':
      return `it is Secure, and this is http${setBy}`;
    case 'same-site':
      return `${SAME_SITE[about.sameSite ?? 'default']}, and the request came from another site${setBy}`;
    case 'expired':
      return expired(about, decidedBy);
    case 'deleted':
      return decidedBy === null ? 'it was taken out of the browser by hand' : `row ${decidedBy} deleted it`;
    case 'refused':
      return `browsers refuse it${by(decidedBy, ' as row ', ' set it')}${about.refusal === undefined ? '' : `: ${refusalText(about.refusal)}`}`;
    case 'replaced':
      return replaced(about, decidedBy);
    case 'evicted':
      return `the browser dropped it${by(decidedBy, ' when row ', ' was one too many')}${rule === null ? '' : ` (${rule})`}`;
    case 'partitioned':
      return 'it is partitioned, and the page in the address bar is of another site';
    case 'unknown':
    case null:
      return 'the log does not tell why';
  }
}

function expired({ endedAtMs, maxAgeSeconds }: CookieAbout, decidedBy: number | null): string {
  const when = endedAtMs === undefined ? '' : ` at ${new Date(endedAtMs).toISOString()}`;
  const attribute = maxAgeSeconds === undefined ? 'Expires' : `Max-Age=${maxAgeSeconds}`;
  return `it expired${when} by ${attribute}${by(decidedBy, ' of row ', '')}`;
}

function replaced({ app }: CookieAbout, decidedBy: number | null): string {
  if (app !== undefined)
    return `another app at ${app} overwrote it${by(decidedBy, ' in row ', '')}, since ports share cookies`;
  if (decidedBy === null) return 'a value that no row of this log has set is in its place';
  return `row ${decidedBy} replaced it by a cookie of the same name with another path or domain`;
}

function by(row: number | null, before: string, after: string): string {
  return row === null ? '' : `${before}${row}${after}`;
}

const SAME_SITE = {
  strict: 'it is SameSite=Strict',
  lax: 'it is SameSite=Lax',
  none: 'it is SameSite=None',
  default: 'it has no SameSite, which counts as Lax',
} as const;

const NEEDS: Readonly<Record<PrefixNeed, string>> = {
  secure: 'Secure',
  'http-only': 'HttpOnly',
  'root-path': 'Path=/',
  'no-domain': 'no Domain',
};

const REFUSALS: Readonly<Record<CookieRefusal['code'], string>> = {
  empty: 'it has neither a name nor a value',
  'control-character': 'it has a control character',
  tab: 'it has a tab',
  'nameless-equals': 'it has no name, and an equals sign in its value',
  'domain-not-ascii': 'its Domain is not ASCII',
  'too-large': 'it has too many bytes',
  'none-not-secure': 'SameSite=None needs Secure',
  'partitioned-not-secure': 'Partitioned needs Secure',
  prefix: 'its name begins with a prefix',
  'nameless-prefix': 'it has no name, and its value begins with a prefix of names',
  'foreign-domain': 'its Domain is not that of the host',
  'public-suffix': 'its Domain is a public suffix',
  'secure-over-http': 'it is Secure and was set over http',
  'http-only-from-script': 'it is HttpOnly and was set by a script',
  'cross-site': 'it was set for another site without SameSite=None',
  'secure-in-the-way': 'a Secure cookie of this name is there',
  'http-only-in-the-way': 'an HttpOnly cookie of this name is there',
};

function refusalText(refusal: CookieRefusal): string {
  switch (refusal.code) {
    case 'too-large':
      return `it has ${refusal.bytes} bytes, more than 4096`;
    case 'prefix':
      return `a name with ${refusal.prefix} needs ${refusal.missing.map((need) => NEEDS[need]).join(' and ')}`;
    case 'foreign-domain':
      return `its Domain ${refusal.domain} is not that of ${refusal.host}`;
    case 'public-suffix':
      return `its Domain ${refusal.domain} is a public suffix`;
    default:
      return REFUSALS[refusal.code];
  }
}
