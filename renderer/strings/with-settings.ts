import type { Language } from '../../server/contract/language.ts';
import { type AppSettingsStrings, appSettings as en } from './en/app-settings.ts';
import { type StringsWithStory, useStringsWithStory } from './with-story.ts';
import { appSettings as zh } from './zh/app-settings.ts';

const byLanguage: Readonly<Record<Language, AppSettingsStrings>> = { en, 'zh-CN': zh };
const known = new WeakMap<StringsWithStory, StringsWithSettings>();

/** A catalogue with the words of the Settings view, which is loaded later. */
export type StringsWithSettings = StringsWithStory & { readonly appSettings: AppSettingsStrings };

/** The same object for the same catalogue. */
export function useStringsWithSettings(): StringsWithSettings {
  const t = useStringsWithStory();
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, appSettings: byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}
