import {
  COOKIE_NAME,
  eachNameOnce,
  nullIfEmpty,
  type PastedPair,
  pairsOfCookie,
  pairsOfHeader,
} from './pasted-pair.ts';

/** `Cookie:[a=1; b=2]`, as Go prints its headers, and `Cookie=[a=1; b=2]`, as Java does. */
const BRACKETED = /(?<![A-Za-z0-9_-])((?:set-)?cookie)\s*[:=]\s*\[([^[\]]+=[^[\]]*)\]/gi;
/** A member of an array, as print_r of PHP writes it. */
const MEMBER = /^\s*\[([^[\]]+)\] => (.*)$/gm;
/** A text in quotes that holds several cookies. */
const QUOTED_COOKIES = /"([^"\s;=]{1,100}=[^"]*; ?[^"\s;=]{1,100}=[^"]*)"/;

/**
 * Headers and cookies as programs print them without quotes: maps of Go and Java, and arrays of PHP. `areCookies`
 * decides about an array without the variable of a Cookie header. Null if there are none.
 */
export function printedValues(
  text: string,
  areCookies: (pairs: readonly PastedPair[]) => boolean,
): readonly PastedPair[] | null {
  const bracketed = Array.from(text.matchAll(BRACKETED), ([, name = '', content = '']) => pairsOfHeader(name, content));
  if (bracketed.length > 0) return nullIfEmpty(eachNameOnce(bracketed.flatMap((pairs) => pairs ?? [])));
  const members = Array.from(text.matchAll(MEMBER), ([, name = '', value = '']) => ({ name, value: value.trim() }));
  const ofHeaders = members.flatMap(({ name, value }) => pairsOfHeader(name, value) ?? []);
  if (ofHeaders.length > 0) return eachNameOnce(ofHeaders);
  const isMap = members.length > 0 && members.every(({ name }) => COOKIE_NAME.test(name));
  return isMap && areCookies(members) ? members : null;
}

/** The cookies of the first quoted text with several of them, as logs of servers have it. */
export function quotedCookies(text: string): readonly PastedPair[] | null {
  const [, content = ''] = QUOTED_COOKIES.exec(text) ?? [];
  return content === '' ? null : nullIfEmpty(pairsOfCookie(content));
}
