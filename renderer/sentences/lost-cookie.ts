import type { CookieAbout, ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import type { CookieRefusal } from '../../server/contract/http/cookie-refusal.ts';
import type { Strings } from '../strings/en.ts';
import type { Phrase } from '../strings/text/phrase.ts';

type Words = Pick<Strings, 'lostCookies' | 'details'>;

/** Why a cookie did not come, in a few words, with the row that decided it. */
export function lostCookieReason(
  { why, rule, decidedBy, about = {} }: ExpectedCookie,
  { lostCookies: t, details }: Words,
): Phrase {
  switch (why) {
    case 'other-host':
      return t.why['other-host'](about.domain ?? '?', about.host ?? '?');
    case 'path':
      return t.why.path(about.path ?? '?');
    case 'secure':
      return t.why.secure();
    case 'same-site':
      return t.why['same-site'](about.sameSite ?? 'default');
    case 'expired': {
      const { maxAgeSeconds } = about;
      const attribute = maxAgeSeconds === undefined ? 'Expires' : `Max-Age=${maxAgeSeconds}`;
      return t.why.expired(about.endedAtMs ?? null, attribute, decidedBy);
    }
    case 'deleted':
      return decidedBy === null ? t.why['deleted-by-hand']() : t.why.deleted(decidedBy);
    case 'refused':
      return t.why.refused(decidedBy, shortRefusal(about, { lostCookies: t, details }));
    case 'replaced':
      if (about.app !== undefined) return t.why['other-app'](decidedBy, portOf(about.app));
      return decidedBy === null ? t.why['outside-of-log']() : t.why['other-place'](decidedBy);
    case 'evicted':
      return t.why.evicted(decidedBy, rule ?? '');
    case 'partitioned':
      return t.why.partitioned();
    case 'unknown':
    case null:
      return t.why.unknown();
  }
}

function shortRefusal({ refusal }: CookieAbout, words: Words): string {
  return refusal === undefined ? '' : refusalInShort(refusal, words);
}

/** Why browsers refuse a cookie, in a few words. */
export function refusalInShort(refusal: CookieRefusal, { lostCookies: { refusal: t }, details }: Words): string {
  switch (refusal.code) {
    case 'too-large':
      return t['too-large'](refusal.bytes);
    case 'nameless-prefix':
      return t['nameless-prefix'](refusal.prefix);
    case 'prefix':
      return t.prefix(
        refusal.prefix,
        refusal.missing.map((need) => details.prefixNeed[need]),
      );
    case 'foreign-domain':
      return t['foreign-domain'](refusal.domain, refusal.host);
    case 'public-suffix':
      return t['public-suffix'](refusal.domain);
    default:
      return t[refusal.code];
  }
}

/** `:5080` of `localhost:5080`: the host is the same. */
function portOf(app: string): string {
  return app.slice(app.lastIndexOf(':'));
}
