import { percentDecode } from '../percent-decode.ts';
import { nameSays } from '../session-name.ts';
import { MAX_COOKIE_CHARACTERS } from './decode-cookie.ts';
import type { CookieText } from './format.ts';
import { withJoinedParts } from './joined-parts.ts';
import { textOfRaw } from './parts/raw-value.ts';
import { commandLine } from './pasted/command-line.ts';
import { cookiesTxt } from './pasted/cookies-txt.ts';
import { exportedJson } from './pasted/exported-json.ts';
import { foundInText } from './pasted/found-in-text.ts';
import { headerBlock } from './pasted/header-block.ts';
import type { PastedForm, PastedPair } from './pasted/pasted-pair.ts';
import { cookieLines, type PlainText, plainText, spacedPairs } from './pasted/plain-text.ts';
import { powerShell } from './pasted/power-shell.ts';
import { printedValues, quotedCookies } from './pasted/printed-values.ts';
import { isNothingButPairs, quotedHeaders, quotedPairs } from './pasted/quoted-pairs.ts';
import { fromQuotedPrintable, isQuoted, otherSpellings, withoutQuotes } from './pasted/spellings.ts';
import { unescapeText } from './pasted/string-literal.ts';
import { isTable, tableRows } from './pasted/table-rows.ts';
import { recogniseCookie } from './registry.ts';
import { sessionClaimOf } from './session-claim.ts';

/** The pasted cookies in order, and the most likely session cookie. Never empty. */
export type PastedCookies = {
  readonly cookies: readonly [CookieText, ...CookieText[]];
  readonly likeliest: CookieText;
};

type Cookies = PastedCookies['cookies'];

/** Forms that cannot be taken for anything else. */
const CERTAIN_FORMS: readonly PastedForm[] = [
  commandLine,
  powerShell,
  headerBlock,
  cookiesTxt,
  (text) => exportedJson(text, areCookies),
  quotedHeaders,
  (text) => printedValues(text, areCookies),
];
/** A cookie that is recognised as surely as this was not changed on its way here. */
const CERTAIN = 0.95;
/** From here on a JSON object of texts is a map of cookies, and not the value of one cookie. */
const PROBABLE = 0.85;

/**
 * Reads pasted text: a bare value, `name=value`, a Cookie or Set-Cookie header, a block of headers, a command of curl
 * or PowerShell, lines of cookies.txt, rows of the browser's developer tools, cookies exported as JSON, literals of a
 * program. Quotes around a value, line breaks inside it, a trailing semicolon and a second percent-encoding are removed
 * if a format is recognised only without them. Any text gives at least one cookie. With `name` the text is that
 * cookie's value, unless it is a form that contains such a cookie. Never throws.
 */
export function readPasted(pasted: string, name: string | null = null): PastedCookies {
  const text = tidied(pasted);
  if (text.length > MAX_COOKIE_CHARACTERS) return only({ name, rawValue: text, text, others: new Map() });
  const cookies = certainCookies(text) ?? likeliestReading(text, name);
  return { cookies, likeliest: cookies.find((cookie) => cookie.name === name) ?? likeliestOf(cookies) };
}

/** A cookie from its raw value, as a jar or a header holds it. */
export function cookieText(
  name: string | null,
  rawValue: string,
  others: ReadonlyMap<string, string> = new Map(),
): CookieText {
  return { name, rawValue, text: textOfRaw(rawValue), others };
}

/** Characters that cannot be seen, which programs put in to break long words, and a terminal's colours. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]|\p{Cc}\[[0-9;]{0,20}m/gu;

function tidied(pasted: string): string {
  const text = withoutFrame(withoutMailMarks(pasted.replace(INVISIBLE, '').trim()));
  return /=\r?\n/.test(text) && text.includes('=3D') ? fromQuotedPrintable(text) : text;
}

/** A block of code in Markdown, an element of a page, or a variable of a shell that holds a Cookie header. */
const FENCED = /^```[\w-]*[ \t]*\r?\n([\s\S]*?)\r?\n[ \t]*```$/;
const ELEMENT = /^<(pre|code|samp|kbd|p|td|div|span)>([\s\S]*)<\/\1>$/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', '#39': "'", lt: '<', gt: '>' };

const VARIABLE = /^(?:set[ \t]+|export[ \t]+|\$env:)COOKIES?[ \t]*=[ \t]*(?=["']?[\w.-]{1,100}=)/i;

function withoutFrame(text: string): string {
  const fenced = FENCED.exec(text)?.[1];
  if (fenced !== undefined) return fenced.trim();
  const content = ELEMENT.exec(text)?.[2];
  if (content === undefined) return text.replace(VARIABLE, '');
  return content.replace(/&(amp|quot|#39|lt|gt);/g, (_, name: string) => ENTITIES[name] ?? '').trim();
}

/** A mail marks each line that it quotes. */
function withoutMailMarks(text: string): string {
  if (!text.startsWith('>')) return text;
  const lines = text.split('\n');
  return lines.every((line) => line.startsWith('>'))
    ? lines.map((line) => line.replace(/^[> ]+/, '')).join('\n')
    : text;
}

function only(cookie: CookieText): PastedCookies {
  return { cookies: [cookie], likeliest: cookie };
}

/** The text, or the text in its quotes, as one of the forms that are certain. */
function certainCookies(text: string): Cookies | null {
  for (const spelling of isQuoted(text) ? [text, ...otherSpellings(text)] : [text]) {
    for (const form of CERTAIN_FORMS) {
      const pairs = form(spelling);
      const cookies = pairs === null ? null : fromPairs(pairs);
      if (cookies !== null) return cookies;
    }
  }
  return null;
}

type Reading = { readonly read: PlainText | readonly PastedPair[] | null; readonly atLeast?: number };

/**
 * The reading of a text without a definite form for which the recognition of a format is most certain; of equal ones
 * the first. If no reading gives a format, the text is searched for cookies.
 */
function likeliestReading(text: string, name: string | null): Cookies {
  let best: Cookies | null = null;
  let highest = -1;
  for (const { read, atLeast = 0 } of readingsOf(text)) {
    const cookies = read === null ? null : fromReading(read, name);
    const confidence = cookies === null ? -1 : Math.max(...cookies.map(confidenceOf));
    if (cookies !== null && confidence > highest && confidence >= atLeast) [best, highest] = [cookies, confidence];
    if (highest >= CERTAIN) break;
  }
  const found = highest >= PROBABLE ? null : foundInText(text, isSurelyCookie);
  return (found === null ? null : fromPairs(found)) ?? best ?? [cookieText(name, text)];
}

/** Forms that could be a value as well need a cookie that is recognised (`atLeast`). */
function* readingsOf(text: string): Generator<Reading> {
  const isWholeLiteral = isNothingButPairs(text);
  yield { read: tableRows(text), atLeast: isTable(text) ? 0 : PROBABLE };
  yield { read: spacedPairs(text), atLeast: PROBABLE };
  if (isWholeLiteral) yield { read: quotedPairs(text) };
  if (isQuoted(text)) yield { read: pairsOnly(plainText(unescapeText(withoutQuotes(text)))) };
  if (isEncodedPair(text)) yield { read: pairsOnly(plainText(percentDecode(text).text)), atLeast: PROBABLE };
  yield { read: quotedCookies(text), atLeast: CERTAIN };
  yield { read: cookieLines(text) };
  yield { read: plainText(text) };
  if (!isWholeLiteral) yield { read: quotedPairs(text), atLeast: PROBABLE };
  for (const spelling of otherSpellings(text)) {
    yield { read: cookieLines(spelling) };
    yield { read: plainText(spelling) };
  }
}

function isSurelyCookie(name: string | null, value: string): boolean {
  return confidenceOf(cookieText(name, value)) >= CERTAIN;
}

/**
 * A pair that was percent-encoded as a whole. Only the name of a session cookie distinguishes it from a value with an
 * equals sign.
 */
function isEncodedPair(text: string): boolean {
  const name = /^([\w.-]+)%3D/i.exec(text)?.[1];
  return name !== undefined && nameSays(name) === 'session';
}

/** Only pairs with a name, because a quoted value keeps its quotes. */
function pairsOnly(read: PlainText): PlainText | null {
  return 'pairs' in read || 'pair' in read ? read : null;
}

function fromReading(read: PlainText | readonly PastedPair[], name: string | null): Cookies | null {
  if ('value' in read) return fromValue(read, name);
  return fromPairs('pairs' in read ? read.pairs : read);
}

function fromPairs(pairs: readonly PastedPair[]): Cookies | null {
  const mended = pairs.map((pair) => ({ ...pair, value: mendedValue(pair.name, pair.value) }));
  const others = new Map(mended.map(({ name, value }) => [name, textOfRaw(value)]));
  const cookies = mended.map(({ name, value, setCookie }) =>
    ofLine(cookieText(name === '' ? null : name, value, others), setCookie),
  );
  const [first, ...rest] = withJoinedParts(cookies);
  return first === undefined ? null : [first, ...rest];
}

/** `name=value` or a value that has an equals sign itself: whichever a format recognises better. */
function fromValue(
  { pair, value, setCookie }: { pair?: PastedPair; value: string; setCookie?: string },
  name: string | null,
): Cookies {
  const bare = ofLine(cookieText(name, mendedValue(name, value)), setCookie);
  if (pair === undefined || (name !== null && name !== pair.name)) return [bare];
  const named = cookieText(pair.name, mendedValue(pair.name, pair.value));
  return [name === null && confidenceOf(bare) > confidenceOf(named) ? bare : named];
}

function ofLine(cookie: CookieText, setCookie: string | undefined): CookieText {
  return setCookie === undefined ? cookie : { ...cookie, setCookie };
}

/** The spelling of a value in which a format is recognised best: itself unless another one is better. */
function mendedValue(name: string | null, value: string): string {
  let best = value;
  let highest = confidenceOf(cookieText(name, value));
  if (highest >= CERTAIN) return value;
  for (const spelling of otherSpellings(value)) {
    const confidence = confidenceOf(cookieText(name, spelling));
    if (confidence > highest) [best, highest] = [spelling, confidence];
  }
  return best;
}

/** Whether a map of names to texts is a map of cookies: at least one of them looks like a session cookie. */
function areCookies(pairs: readonly PastedPair[]): boolean {
  const others = new Map(pairs.map(({ name, value }) => [name, textOfRaw(value)]));
  const isTokens = others.has('access_token') || others.has('refresh_token') || others.has('id_token');
  return (
    !isTokens &&
    pairs.some(({ name, value }) => confidenceOf(cookieText(name, mendedValue(name, value), others)) >= PROBABLE)
  );
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
