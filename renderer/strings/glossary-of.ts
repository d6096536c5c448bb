import type { Language } from '../../server/contract/language.ts';
import { glossary as en, type Glossary } from './en/glossary.ts';
import { glossary as zh } from './zh/glossary.ts';

const byLanguage: Readonly<Record<Language, Glossary>> = { en, 'zh-CN': zh };

/** The glossary in one language. It is part of the report and of the glossary dialog, which are loaded later. */
export function glossaryOf(locale: Language): Glossary {
  return byLanguage[locale];
}
