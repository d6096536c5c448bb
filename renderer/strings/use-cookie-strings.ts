import { type CookieStrings, cookies as en } from './en/cookies.ts';
import { useStrings } from './use-strings.ts';
import { cookies as zh } from './zh/cookies.ts';

/**
 * The words about cookies. They come with the views that take cookies apart, which are loaded later: nobody waits for
 * them at the first look.
 */
export function useCookieStrings(): CookieStrings {
  return useStrings().locale === 'zh-CN' ? zh : en;
}
