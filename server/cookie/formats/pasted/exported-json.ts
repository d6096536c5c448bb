import type { Json } from '../../../contract/json.ts';
import { readJson } from '../../../encodings/bounded-json.ts';
import { isObject } from '../../../encodings/typed-value.ts';
import {
  COOKIE_NAME,
  eachNameOnce,
  type PastedPair,
  pairsOfCookie,
  pairsOfHeader,
  pairsOfSetCookie,
} from './pasted-pair.ts';

type JsonObject = { [key: string]: Json };

/** Members that exports of cookies have beside name and value. */
const ATTRIBUTES = [
  'domain',
  'host',
  'path',
  'expires',
  'expirationdate',
  'httponly',
  'secure',
  'samesite',
  'creation',
  'size',
];
const MAX_PAIRS = 1000;

/**
 * Cookies that programs export as JSON: an object or a list of objects with a name and a value (browser extensions,
 * Playwright, Puppeteer, tough-cookie, HAR), headers by name, a list of Set-Cookie values, or a map of names to values
 * below a key such as `cookies` or `Request Cookies` (Firefox). `areCookies` decides about a map without such a key,
 * which may also be the value of one cookie. Null if there are none.
 */
export function exportedJson(
  text: string,
  areCookies: (pairs: readonly PastedPair[]) => boolean,
): readonly PastedPair[] | null {
  if (!/^[[{]/.test(text)) return null;
  const json = readJson(text);
  if (!json.ok) return null;
  const found: Found = { cookies: [], ofHeaders: [] };
  collect(json.value, found, true);
  if (found.ofHeaders.length > 0) return eachNameOnce(found.ofHeaders);
  if (found.cookies.length > 0) return eachNameOnce(found.cookies);
  const map = isObject(json.value) ? pairsOfMap(json.value) : null;
  return map !== null && areCookies(map) ? map : null;
}

/** Headers are lists of names and values like cookies: where a Cookie header is found, only that one counts. */
type Found = { readonly cookies: PastedPair[]; readonly ofHeaders: PastedPair[] };

/**
 * Recurses, which readJson has bounded. `isExpected`: at this place a name and a value alone are a cookie; deep inside
 * they are data of an app.
 */
function collect(value: Json, found: Found, isExpected: boolean): void {
  if (found.cookies.length >= MAX_PAIRS || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (isListOfSetCookies(value)) found.cookies.push(...value.flatMap((item) => pairsOfSetCookie(String(item))));
    else for (const item of value) collect(item, found, isExpected);
    return;
  }
  const cookie = cookieOf(value, isExpected);
  if (cookie !== null) {
    const ofHeader = pairsOfHeader(cookie.name, cookie.value);
    if (ofHeader === null) found.cookies.push(cookie);
    else found.ofHeaders.push(...ofHeader);
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const isCookies = /\bcookies?$/i.test(key);
    const lines = (Array.isArray(member) ? member : [member]).filter((line) => typeof line === 'string');
    const map = isCookies && isObject(member) ? pairsOfMap(member) : null;
    if (map !== null) found.cookies.push(...map);
    else if (typeof member === 'string' && /^cookies$/i.test(key)) found.ofHeaders.push(...pairsOfCookie(member));
    else if (lines.length > 0) found.ofHeaders.push(...lines.flatMap((line) => pairsOfHeader(key, line) ?? []));
    else collect(member, found, isCookies);
  }
}

/**
 * One exported cookie, or a header. An object with only a name and a value counts as a cookie only where cookies are
 * expected.
 */
function cookieOf(object: JsonObject, isExpected: boolean): PastedPair | null {
  const members = new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
  const hasAttributes = ATTRIBUTES.some((attribute) => members.has(attribute));
  const name = members.get('name') ?? (hasAttributes ? (members.get('key') ?? members.get('name raw')) : undefined);
  const value = members.get('value') ?? (hasAttributes ? members.get('content raw') : undefined);
  if (typeof name !== 'string' || typeof value !== 'string' || !COOKIE_NAME.test(name)) return null;
  const isHeader = /^(?:set-)?cookie$/i.test(name);
  return hasAttributes || isHeader || (isExpected && members.size === 2) ? { name, value } : null;
}

/** Names and values, each value as text or as an object with a member `value`. Null if one is something else. */
function pairsOfMap(map: JsonObject): PastedPair[] | null {
  const pairs: PastedPair[] = [];
  for (const [name, member] of Object.entries(map)) {
    const value = isObject(member) ? member.value : member;
    if (typeof value !== 'string' || !COOKIE_NAME.test(name)) return null;
    pairs.push({ name, value });
  }
  return pairs.length > 0 && pairs.length <= MAX_PAIRS ? pairs : null;
}

function isListOfSetCookies(list: readonly Json[]): boolean {
  return list.length > 0 && list.every((item) => typeof item === 'string' && /^[^\s=;,"]+=[^;]/.test(item));
}
