/** The languages the window speaks, as BCP 47 tags. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the user asked for: one of them, or whatever the system prefers. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** A choice that was kept or handed over as a text; `system` for anything that is none. */
export function languageChoiceOf(found: unknown): LanguageChoice {
  return LANGUAGE_CHOICES.find((choice) => choice === found) ?? 'system';
}

/**
 * The language to show: the one chosen, or the first of the system's (`navigator.languages`, most wanted first) that
 * there is. Any Chinese gets the Simplified one: closer to a reader of Traditional Chinese than English is. English
 * if none fits.
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
