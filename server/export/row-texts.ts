import { randomBytes } from 'node:crypto';
import { jsonItems } from '../base/json-scan.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { rowPlaces } from '../storage/log/entry-codec/entry-parts.ts';

/** A text that was taken out of a row. */
export interface TakenText {
  readonly text: string;
}

/** A row without the texts of its client, and these texts by their placeholder words. */
export interface RowWithoutTexts<Taken extends TakenText> {
  readonly row: readonly string[];
  readonly taken: ReadonlyMap<string, Taken>;
}

/**
 * The kind of a text that was taken out: a URL, a session id, a Cookie header, the value of a cookie, a Set-Cookie
 * header.
 */
export type PlaceKind = 'url' | 'sid' | 'cookie' | 'value' | 'set';
type PlaceWord = { readonly word: string; readonly json: string };

const HAS_SET_COOKIE = /"set-cookie"/i;

/**
 * Takes out of rows the texts that differ from client to client (URL, cookies, session ids), so that the rows of many
 * clients become equal and results for their members can be cached. Each placeholder word starts with letters that
 * clients cannot guess, so that a client cannot send such a word.
 */
export class RowTexts {
  readonly #nonce = unguessable();
  readonly #places: Record<PlaceKind, PlaceWord[]> = { url: [], sid: [], cookie: [], value: [], set: [] };
  readonly #number = new RegExp(`"${this.#nonce}(\\d+)"`);

  /** Whether a text is a placeholder. */
  isPlace(text: string): boolean {
    return text.startsWith(this.#nonce);
  }

  /** A numbered word for a text in the output, for `splitAtNumbers`. */
  numbered(number: number): string {
    return this.#nonce + number;
  }

  /** The JSON around numbered words, with their numbers in between. */
  splitAtNumbers(json: string): string[] {
    return json.split(this.#number);
  }

  /** Takes the texts out of a copy of the items of a packed row. */
  takeFrom<Taken extends TakenText>(
    items: readonly string[],
    taking: (text: string, kind: PlaceKind) => Taken,
  ): RowWithoutTexts<Taken> {
    const row = [...items];
    const taken = new Map<string, Taken>();
    const take = (json: string, kind: PlaceKind, at: number): string => {
      const { word, json: place } = this.#placeOf(kind, at);
      taken.set(word, taking(textOf(json), kind));
      return place;
    };
    const { url, sids, requestHeaders, responseHeaders, cookieLines } = rowPlaces;
    const urlJson = items[url] ?? '';
    if (isText(urlJson)) row[url] = take(urlJson, 'url', 0);
    const sidsJson = items[sids] ?? '[]';
    if (sidsJson !== '[]') row[sids] = listOf((jsonItems(sidsJson) ?? []).map((sid, at) => take(sid, 'sid', at)));
    const response = items[responseHeaders] ?? '[]';
    if (HAS_SET_COOKIE.test(response)) {
      row[responseHeaders] = takeValues(response, 'set-cookie', (json, at) => take(json, 'set', at));
    }
    const cookies: string[] = [];
    row[requestHeaders] = takeValues(items[requestHeaders] ?? '[]', 'cookie', (json, at) => {
      cookies.push(json);
      return take(json, 'cookie', at);
    });
    // Several Cookie headers count as one. This is rare, so they stay together.
    if (cookies.length < 2) row[cookieLines] = cookies.length === 0 ? '[]' : cookieLine(cookies[0] ?? '""', take);
    return { row, taken };
  }

  /** The same word as in the previous row, so that cached results match. */
  #placeOf(kind: PlaceKind, at: number): PlaceWord {
    const ofKind = this.#places[kind];
    const known = ofKind[at];
    if (known !== undefined) return known;
    const word = `${this.#nonce}${kind}${at}`;
    const place = { word, json: `"${word}"` };
    if (at === ofKind.length) ofKind.push(place);
    return place;
  }
}

/** Replaces the values of the header lines with this lower-case name. A known line is a number and stays. */
function takeValues(headers: string, name: string, take: (json: string, at: number) => string): string {
  const items = jsonItems(headers) ?? [];
  let found = 0;
  for (let at = 0; at < items.length; at++) {
    const item = items[at] ?? '';
    if (!isText(item)) continue;
    at++;
    if (isNamed(item, name)) items[at] = take(items[at] ?? '""', found++);
  }
  return found === 0 ? headers : listOf(items);
}

/** A Cookie header as the only member, with the value of each cookie taken out. */
function cookieLine(json: string, take: (json: string, kind: PlaceKind, at: number) => string): string {
  const header = textOf(json);
  let line = '';
  let from = 0;
  for (const [at, { value, end }] of parseCookieHeader(header).entries()) {
    if (value === '') continue;
    const start = end - value.length;
    line += header.slice(from, start) + take(JSON.stringify(value), 'value', at).slice(1, -1);
    from = end;
  }
  return `["Cookie",${JSON.stringify(line + header.slice(from))}]`;
}

/**
 * Compares names like the readers of headers do: a character such as the Kelvin sign, whose lower case is `k`, is equal
 * to it.
 */
function isNamed(json: string, name: string): boolean {
  return json.length === name.length + 2 && json.slice(1, -1).toLowerCase() === name;
}

function isText(json: string): boolean {
  return json.startsWith('"');
}

function textOf(json: string): string {
  return json.includes('\\') ? (JSON.parse(json) as string) : json.slice(1, -1);
}

function listOf(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

/** 96 bits as letters only, because digits would merge with the numbers that follow. */
function unguessable(): string {
  return Array.from(randomBytes(24), (byte) => String.fromCharCode(0x67 + (byte & 15))).join('');
}
