import { parseCookieHeader } from '../parse-cookie-header.ts';
import { parseSetCookie } from '../parse-set-cookie.ts';
import { percentDecode } from '../percent-decode.ts';
import { MAX_COOKIE_CHARACTERS } from './decode-cookie.ts';
import type { CookieText } from './format.ts';
import { recogniseCookie } from './registry.ts';
import { sessionClaimOf } from './session-claim.ts';

const ATTRIBUTE = /^\s*(?:path|expires|max-age|domain|secure|httponly|samesite|partitioned|priority)\s*(?:=|$)/i;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What was pasted: its cookies in order, and which one is most likely the session. Never empty. */
export type PastedCookies = {
  readonly cookies: readonly [CookieText, ...CookieText[]];
  readonly likeliest: CookieText;
};

/**
 * Reads what people paste: a bare value, `name=value`, a Cookie header or a Set-Cookie header, with or without the
 * header's name. Any text gives at least one cookie. With `name` the text is that cookie's value, unless it is a
 * header that has such a cookie.
 */
export function readPasted(pasted: string, name: string | null = null): PastedCookies {
  const text = pasted.trim();
  if (text.length > MAX_COOKIE_CHARACTERS) return only({ name, rawValue: text, text, others: new Map() });
  const header = /^(set-)?cookie\s*:\s*/i.exec(text);
  const content = header === null ? text : text.slice(header[0].length);
  if (header?.[1] !== undefined || looksLikeSetCookie(content)) return only(fromSetCookie(content, name));
  const cookies = header !== null || content.includes(';') ? fromCookieHeader(content) : [];
  const [first, ...others] = cookies;
  if (first !== undefined && (header !== null || cookies.length > 1)) {
    const named = cookies.find((cookie) => cookie.name === name);
    return { cookies: [first, ...others], likeliest: named ?? likeliestOf([first, ...others]) };
  }
  return only(fromPair(content, name));
}

/** A cookie from its raw value, as a jar or a header holds it. */
export function cookieText(
  name: string | null,
  rawValue: string,
  others: ReadonlyMap<string, string> = new Map(),
): CookieText {
  return { name, rawValue, text: textOf(rawValue), others };
}

function only(cookie: CookieText): PastedCookies {
  return { cookies: [cookie], likeliest: cookie };
}

function looksLikeSetCookie(content: string): boolean {
  const [, ...attributes] = content.split(';', 20);
  const isOnlyAttributes = attributes.every((attribute) => ATTRIBUTE.test(attribute) || attribute.trim() === '');
  return isOnlyAttributes && attributes.some((attribute) => attribute.trim() !== '');
}

function fromSetCookie(content: string, name: string | null): CookieText {
  const parsed = parseSetCookie(content);
  return cookieText(parsed.name === '' ? name : parsed.name, parsed.value);
}

function fromCookieHeader(content: string): CookieText[] {
  const pairs = parseCookieHeader(content).filter((pair) => pair.hasEqualsSign && !pair.isDuplicate);
  const others = new Map(pairs.map((pair) => [pair.name, textOf(pair.value)]));
  return pairs.map((pair) => cookieText(pair.name, pair.value, others));
}

/** `name=value` or a value that has an equals sign itself: whichever a format recognises better. */
function fromPair(content: string, name: string | null): CookieText {
  const bare = cookieText(name, content);
  const equals = content.indexOf('=');
  const before = content.slice(0, equals);
  if (equals < 1 || !NAME.test(before) || /^=*$/.test(content.slice(equals))) return bare;
  const pair = cookieText(before, content.slice(equals + 1));
  if (name !== null) return name === before ? pair : bare;
  return confidenceOf(bare) > confidenceOf(pair) ? bare : pair;
}

function likeliestOf(cookies: readonly [CookieText, ...CookieText[]]): CookieText {
  let [likeliest] = cookies;
  let highest = sessionClaimOf(likeliest).claim;
  for (const cookie of cookies.slice(1)) {
    const { claim } = sessionClaimOf(cookie);
    if (claim > highest) [likeliest, highest] = [cookie, claim];
  }
  return likeliest;
}

function confidenceOf(cookie: CookieText): number {
  return cookie.rawValue.length > 0 ? (recogniseCookie(cookie)[0]?.confidence ?? 0) : 0;
}

function textOf(rawValue: string): string {
  const isQuoted = rawValue.length >= 2 && rawValue.startsWith('"') && rawValue.endsWith('"');
  return percentDecode(isQuoted ? rawValue.slice(1, -1) : rawValue).text;
}
