import { app } from 'electron';
import { type Language, languageFor } from '../server/contract/language.ts';

/** The language of the system, as far as we speak it: the shell's until the page says which one it is in. Ask when the app is ready. */
export function systemLanguage(): Language {
  return languageFor('system', app.getPreferredSystemLanguages());
}
