import { app } from 'electron';
import { type Language, type LanguageChoice, languageFor } from '../server/contract/language.ts';

/** The shell's language until the page reports its own: the chosen one, or the system's. Call when the app is ready. */
export function shownLanguage(choice: LanguageChoice): Language {
  return languageFor(choice, app.getPreferredSystemLanguages());
}
