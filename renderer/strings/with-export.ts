import type { Language } from '../../server/contract/language.ts';
import { type ExportStrings, exporting as en } from './en/export.ts';
import type { Strings } from './en.ts';
import { useStrings } from './use-strings.ts';
import { exporting as zh } from './zh/export.ts';

const byLanguage: Readonly<Record<Language, ExportStrings>> = { en, 'zh-CN': zh };
const known = new WeakMap<Strings, StringsWithExport>();

/** A catalogue with the words of the export dialog, which is loaded later. */
export type StringsWithExport = Strings & { readonly exporting: ExportStrings };

/** The same object for the same catalogue. */
export function useStringsWithExport(): StringsWithExport {
  const t = useStrings();
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, exporting: byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}
