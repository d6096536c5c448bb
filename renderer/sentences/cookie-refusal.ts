import type { CookieRefusal } from '../../server/contract/http/cookie-refusal.ts';
import type { Strings } from '../strings/en.ts';

/** Why browsers refuse a cookie, as one sentence. */
export function refusalSentence(refusal: CookieRefusal, { refusal: t, prefixNeed }: Strings['details']): string {
  switch (refusal.code) {
    case 'too-large':
      return t['too-large'](refusal.bytes);
    case 'nameless-prefix':
      return t['nameless-prefix'](refusal.prefix);
    case 'prefix': {
      const missing = refusal.missing.map((need) => prefixNeed[need]);
      return t.prefix(refusal.prefix, missing, refusal.isNewRule);
    }
    case 'foreign-domain':
    case 'public-suffix':
      return t[refusal.code](refusal.domain, refusal.host);
    default:
      return t[refusal.code];
  }
}
