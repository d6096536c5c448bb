import type { Language } from '../../server/contract/language.ts';
import { story as en, type StoryStrings } from './en/story.ts';
import type { Strings } from './en.ts';
import { useStrings } from './use-strings.ts';
import { story as zh } from './zh/story.ts';

const byLanguage: Readonly<Record<Language, StoryStrings>> = { en, 'zh-CN': zh };
const known = new WeakMap<Strings, StringsWithStory>();

/** A catalogue with the words of a Story: they are part of the details and of reports, which are loaded later. */
export type StringsWithStory = Strings & { readonly story: StoryStrings };

/** The same object for the same catalogue. */
export function withStory(t: Strings): StringsWithStory {
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, story: byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}

export function useStringsWithStory(): StringsWithStory {
  return withStory(useStrings());
}
