import { glossary as en, type Glossary } from './en/glossary.ts';
import type { Strings } from './en.ts';
import { glossary as zh } from './zh/glossary.ts';

/**
 * The words of the field in one language. They come with the report and the dialog of words, which are loaded later.
 */
export function glossaryOf(locale: Strings['locale']): Glossary {
  return locale === 'zh-CN' ? zh : en;
}
