import type { CookieText } from './format.ts';
import { recogniseCookie } from './registry.ts';

/** `name.0` (next-auth, Auth.js, Supabase, express-openid-connect, better-auth) and `name__0` (nextjs-auth0 4). */
const NUMBERED = /^(.+?)(\.|__)(\d{1,2})$/;
/** ASP.NET Core says how many parts there are in a cookie with the name itself: `chunks-2`, then nameC1 and nameC2. */
const COUNTED = /^chunks-(\d{1,2})$/;
/** As surely as this the joined value must be recognised; otherwise the names are a coincidence. */
const LEAST = 0.9;

/**
 * Joins the parts of a value that was too long for one cookie. The joined cookie takes the place of the first part, and
 * the parts go. Parts without a gap are joined, and only where a format is recognised in the whole.
 */
export function withJoinedParts(cookies: readonly CookieText[]): CookieText[] {
  const joined = new Map<CookieText, CookieText | null>();
  for (const group of [...numberedGroups(cookies), ...countedGroups(cookies)]) {
    const [first, ...others] = group.parts;
    const whole = wholeOf(group);
    if (first === undefined || !(group.isCertain || isRecognised(whole, group.parts))) continue;
    joined.set(group.head ?? first, whole);
    for (const part of group.head === null ? others : group.parts) joined.set(part, null);
  }
  return cookies.flatMap((cookie) => {
    const whole = joined.get(cookie);
    return whole === undefined ? [cookie] : whole === null ? [] : [whole];
  });
}

type Group = {
  readonly name: string;
  readonly parts: readonly CookieText[];
  /** The cookie that announces the parts. */
  readonly head: CookieText | null;
  readonly isCertain: boolean;
};

function numberedGroups(cookies: readonly CookieText[]): Group[] {
  const byName = new Map<string, { name: string; parts: Map<number, CookieText> }>();
  for (const cookie of cookies) {
    const [, name = '', separator = '', number = ''] = NUMBERED.exec(cookie.name ?? '') ?? [];
    if (number === '' || String(Number(number)) !== number) continue;
    const group = byName.get(name + separator) ?? { name, parts: new Map() };
    group.parts.set(Number(number), cookie);
    byName.set(name + separator, group);
  }
  return [...byName.values()].flatMap(({ name, parts }) => {
    const inOrder = Array.from(parts, (_, index) => parts.get(index)).filter((part) => part !== undefined);
    const isWhole = inOrder.length === parts.size && parts.size > 1;
    return isWhole ? [{ name, parts: inOrder, head: null, isCertain: false }] : [];
  });
}

function countedGroups(cookies: readonly CookieText[]): Group[] {
  const byName = new Map(cookies.map((cookie) => [cookie.name, cookie]));
  return cookies.flatMap((head) => {
    const count = Number(COUNTED.exec(head.text)?.[1] ?? 0);
    if (head.name === null || count === 0) return [];
    const parts = Array.from({ length: count }, (_, index) => byName.get(`${head.name}C${index + 1}`));
    const known = parts.filter((part) => part !== undefined);
    return known.length === count ? [{ name: head.name, parts: known, head, isCertain: true }] : [];
  });
}

function wholeOf({ name, parts, head }: Group): CookieText {
  return {
    name,
    rawValue: parts.map(({ rawValue }) => rawValue).join(''),
    text: parts.map(({ text }) => text).join(''),
    others: (head ?? parts[0])?.others ?? new Map(),
    joinedFrom: parts.map((part) => part.name ?? ''),
  };
}

function isRecognised(whole: CookieText, parts: readonly CookieText[]): boolean {
  const confidence = confidenceOf(whole);
  return confidence >= LEAST && parts.every((part) => confidenceOf(part) <= confidence);
}

function confidenceOf(cookie: CookieText): number {
  return recogniseCookie(cookie)[0]?.confidence ?? 0;
}
