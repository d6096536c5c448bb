import type { Language } from '../../server/contract/language.ts';
import { en, type Strings } from './en.ts';

/**
 * The words of one language. English is part of the page; another comes as a file of its own when it is first needed.
 */
export async function loadCatalogue(language: Language): Promise<Strings> {
  switch (language) {
    case 'en':
      return en;
    case 'zh-CN':
      return (await import('./zh.ts')).zh;
  }
}
