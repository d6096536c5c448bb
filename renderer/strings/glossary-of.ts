import { glossary as en } from './en/glossary.ts';
import type { AnyLanguage, Strings } from './en.ts';
import { glossary as zh } from './zh/glossary.ts';

/** The glossary in any language. */
export type Glossary = AnyLanguage<typeof en>;

/**
 * The words of the field in one language. They come with the report and the dialog of words, which are loaded later.
 */
export function glossaryOf(locale: Strings['locale']): Glossary {
  return locale === 'zh-CN' ? zh : en;
}
