import type { Language } from '../../server/contract/language.ts';
import { type CookieEndStrings, cookieEnds as cookieEndsEn } from './en/cookie-ends.ts';
import type { Strings } from './en.ts';
import { useStrings } from './use-strings.ts';
import { cookieEnds as cookieEndsZh } from './zh/cookie-ends.ts';

const byLanguage: Readonly<Record<Language, CookieEndStrings>> = { en: cookieEndsEn, 'zh-CN': cookieEndsZh };
const known = new WeakMap<Strings, StringsWithTimeline>();

/** A catalogue with the words of the timeline that are loaded with it, later than the window. */
export type StringsWithTimeline = Strings & { readonly cookieEnds: CookieEndStrings };

/** The same object for the same catalogue. */
export function withTimeline(t: Strings): StringsWithTimeline {
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, cookieEnds: byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}

export function useStringsWithTimeline(): StringsWithTimeline {
  return withTimeline(useStrings());
}
