import { app } from 'electron';
import { type Language, type LanguageChoice, languageFor } from '../server/contract/language.ts';

/**
 * The shell's language until the page says which one it is in: the one chosen, or the system's. Ask when the app is
 * ready.
 */
export function shownLanguage(choice: LanguageChoice): Language {
  return languageFor(choice, app.getPreferredSystemLanguages());
}
