/** The languages of the window, as BCP 47 tags. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name of each language in that language, so that users find it who cannot read the others. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The user's choice: one of the languages, or `system` for the preference of the system. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** Parses a stored or passed choice of language. Any other text gives `system`. */
export function languageChoiceOf(found: unknown): LanguageChoice {
  return LANGUAGE_CHOICES.find((choice) => choice === found) ?? 'system';
}

/**
 * The language to show: the chosen one, or the first supported one of `preferred` (`navigator.languages`, the most
 * preferred first). Every variant of Chinese gives Simplified Chinese, which a reader of Traditional Chinese reads more
 * easily than English. English if none is supported.
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
