import type { Language } from '../../server/contract/language.ts';
import { type CompareStrings, compare as compareEn } from './en/compare.ts';
import { type StoreTabStrings, storeTab as storeTabEn } from './en/store-tab.ts';
import { type StoryStrings, story as storyEn } from './en/story.ts';
import type { Strings } from './en.ts';
import { useStrings } from './use-strings.ts';
import { compare as compareZh } from './zh/compare.ts';
import { storeTab as storeTabZh } from './zh/store-tab.ts';
import { story as storyZh } from './zh/story.ts';

interface LaterWords {
  readonly story: StoryStrings;
  readonly storeTab: StoreTabStrings;
  readonly compare: CompareStrings;
}

const byLanguage: Readonly<Record<Language, LaterWords>> = {
  en: { story: storyEn, storeTab: storeTabEn, compare: compareEn },
  'zh-CN': { story: storyZh, storeTab: storeTabZh, compare: compareZh },
};
const known = new WeakMap<Strings, StringsWithStory>();

/** A catalogue with the words of the details, of comparisons and of reports, which are loaded later. */
export type StringsWithStory = Strings & LaterWords;

/** The same object for the same catalogue. */
export function withStory(t: Strings): StringsWithStory {
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, ...byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}

export function useStringsWithStory(): StringsWithStory {
  return withStory(useStrings());
}
