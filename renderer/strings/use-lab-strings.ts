import { lab as en, type LabStrings } from './en/lab.ts';
import { useStrings } from './use-strings.ts';
import { lab as zh } from './zh/lab.ts';

/**
 * The words of the Lab. They are a part of its view, which is loaded later: nobody waits for them at the first look.
 */
export function useLabStrings(): LabStrings {
  return useStrings().locale === 'zh-CN' ? zh : en;
}
