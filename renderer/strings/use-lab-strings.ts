import type { Language } from '../../server/contract/language.ts';
import { lab as en, type LabStrings } from './en/lab.ts';
import { useStrings } from './use-strings.ts';
import { lab as zh } from './zh/lab.ts';

const byLanguage: Readonly<Record<Language, LabStrings>> = { en, 'zh-CN': zh };

/** The words of the Lab. They are part of its view, which is loaded later. */
export function useLabStrings(): LabStrings {
  return byLanguage[useStrings().locale];
}
