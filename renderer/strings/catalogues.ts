import type { Language } from '../../server/contract/language.ts';
import { en, type Strings } from './en.ts';

/** English is part of the page. Every other language is a separate file, which is loaded when it is first needed. */
const loaders: Readonly<Record<Language, () => Promise<Strings>>> = {
  en: async () => en,
  'zh-CN': async () => (await import('./zh.ts')).zh,
};

/** The words of one language. Rejects if its file cannot be loaded. */
export function loadCatalogue(language: Language): Promise<Strings> {
  return loaders[language]();
}
