import type { Language } from '../../server/contract/language.ts';
import type { Strings } from './en.ts';
import { enLater, type LaterWords } from './en-later.ts';
import { useStrings } from './use-strings.ts';
import { zhLater } from './zh-later.ts';

const byLanguage: Readonly<Record<Language, LaterWords>> = { en: enLater, 'zh-CN': zhLater };
const known = new WeakMap<Strings, StringsWithLater>();

/** A catalogue with the words that are loaded later than the window. Modules of the first load must not use it. */
export type StringsWithLater = Strings & LaterWords;

/** The same object for the same catalogue. */
export function withLater(t: Strings): StringsWithLater {
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, ...byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}

/** The words of the window in its language, with those that are loaded later. */
export function useStringsWithLater(): StringsWithLater {
  return withLater(useStrings());
}
