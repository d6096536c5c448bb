import type { CookieStrings } from './en/cookies.ts';
import { useStringsWithLater } from './with-later.ts';

/** The words about cookies. */
export function useCookieStrings(): CookieStrings {
  return useStringsWithLater().cookies;
}
