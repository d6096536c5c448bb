import type { Language } from '../../server/contract/language.ts';
import { type CookieStrings, cookies as en } from './en/cookies.ts';
import { useStrings } from './use-strings.ts';
import { cookies as zh } from './zh/cookies.ts';

const byLanguage: Readonly<Record<Language, CookieStrings>> = { en, 'zh-CN': zh };

/** The words about cookies. They are part of the views that take cookies apart, which are loaded later. */
export function useCookieStrings(): CookieStrings {
  return byLanguage[useStrings().locale];
}
