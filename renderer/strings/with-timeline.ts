import type { Language } from '../../server/contract/language.ts';
import {
  type CookieEndStrings,
  cookieEnds as cookieEndsEn,
  type TimelineWords,
  timelineWords as timelineWordsEn,
} from './en/timeline-words.ts';
import type { Strings } from './en.ts';
import { useStrings } from './use-strings.ts';
import { cookieEnds as cookieEndsZh, timelineWords as timelineWordsZh } from './zh/timeline-words.ts';

interface LaterWords {
  readonly cookieEnds: CookieEndStrings;
  readonly timelineWords: TimelineWords;
}

const byLanguage: Readonly<Record<Language, LaterWords>> = {
  en: { cookieEnds: cookieEndsEn, timelineWords: timelineWordsEn },
  'zh-CN': { cookieEnds: cookieEndsZh, timelineWords: timelineWordsZh },
};
const known = new WeakMap<Strings, StringsWithTimeline>();

/** A catalogue with the words of the timeline that are loaded with it, later than the window. */
export type StringsWithTimeline = Strings & LaterWords;

/** The same object for the same catalogue. */
export function withTimeline(t: Strings): StringsWithTimeline {
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, ...byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}

export function useStringsWithTimeline(): StringsWithTimeline {
  return withTimeline(useStrings());
}
