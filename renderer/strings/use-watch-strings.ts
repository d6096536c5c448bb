import type { Language } from '../../server/contract/language.ts';
import { watch as en, type WatchStrings } from './en/watch.ts';
import { useStrings } from './use-strings.ts';
import { watch as zh } from './zh/watch.ts';

const byLanguage: Readonly<Record<Language, WatchStrings>> = { en, 'zh-CN': zh };

/** The words about watched apps. They are part of the dialog and the strip, which are loaded later. */
export function useWatchStrings(): WatchStrings {
  return byLanguage[useStrings().locale];
}
