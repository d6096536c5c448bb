import { z } from 'zod';

/** The languages the window speaks, as BCP 47 tags. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the user asked for: one of them, or whatever the system prefers. */
export const languageChoiceSchema = z.enum(['system', ...LANGUAGES]);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

/**
 * The language to show: the one chosen, or the first of the system's (`navigator.languages`, most wanted first) that there
 * is. Any Chinese gets the Simplified one: closer to a reader of Traditional Chinese than English is. English if none fits.
 */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    const language = LANGUAGES.find((known) => known.split('-')[0] === primary);
    if (language !== undefined) return language;
  }
  return 'en';
}
