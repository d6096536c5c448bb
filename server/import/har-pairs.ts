import { isObject, LooseMembers, textOf } from './loose-members.ts';

/** A name and a value, as HAR lists headers and cookies. */
export interface HarPair {
  readonly name: string;
  readonly value: string;
}

/** A cookie of a response, with its attributes in HAR. */
export interface HarCookie extends HarPair {
  readonly attributes: LooseMembers;
}

const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/;

/** A header or a cookie of this app's HAR. The name may be empty, as in the log. */
export function pairOf(item: unknown): HarPair | null {
  if (!isObject(item)) return null;
  const [name, value] = [textOf(item.name), textOf(item.value)];
  return name === null || value === null ? null : { name, value };
}

/**
 * A header: `{ name, value }`, as HAR has it; also a pair in a list, and a line of a head. Null where a part is
 * missing.
 */
export function headerOf(item: unknown): HarPair | null {
  if (isObject(item) && Array.isArray(item.value)) return headerOf({ ...item, value: linesOf(item.value) });
  if (typeof item === 'string') {
    const [, name, value] = HEADER_LINE.exec(item) ?? [];
    return name === undefined || value === undefined ? null : { name, value };
  }
  const read = loosePairOf(item);
  return read === null || read.name === '' ? null : read;
}

/**
 * A name and a value as programs list them: a pair, `{ name, value }` in any case, `{ key, value }`,
 * `{ Host: 'x' }`.
 */
function loosePairOf(item: unknown): HarPair | null {
  if (Array.isArray(item)) return pairOf({ name: item[0], value: item[1] });
  const read = pairOf(item);
  if (read !== null || !isObject(item)) return read;
  const members = Object.entries(item);
  const [only] = members;
  const find = (names: readonly string[]) => members.find(([name]) => names.includes(name.toLowerCase()))?.[1];
  const [name, value] = [find(['name', 'key', 'header']), find(['value'])];
  if (name === undefined && value === undefined && members.length === 1)
    return pairOf({ name: only?.[0], value: only?.[1] });
  return pairOf({ name, value });
}

/**
 * The headers of a value that is not a list: a map from names to values, or the text of a head. Null for any other
 * value.
 */
export function headersOfOther(value: unknown): unknown[] | null {
  if (typeof value === 'string') return value.split(/\r?\n/).filter((line) => line !== '');
  return isObject(value) ? itemsOfMap(value) : null;
}

/** A cookie, which may be without a name (RFC 6265bis) but not without a value. */
export function cookieOf(item: unknown): HarCookie | null {
  const pair = typeof item === 'string' ? cookiePairOf(item) : loosePairOf(item);
  return pair === null || /[;\r\n\0]/.test(pair.name + pair.value)
    ? null
    : { ...pair, attributes: new LooseMembers(item, '', () => {}) };
}

/** The cookies of a value that is not a list: a map from names to values. Null for any other value. */
export function cookiesOfOther(value: unknown): unknown[] | null {
  return isObject(value) ? itemsOfMap(value) : null;
}

/** The same for a request, whose cookies may also be the text of the header. */
export function sentCookiesOfOther(value: unknown): unknown[] | null {
  if (typeof value === 'string') return value.split(';').filter((pair) => pair.trim() !== '');
  return cookiesOfOther(value);
}

function cookiePairOf(text: string): HarPair | null {
  const equals = text.indexOf('=');
  return equals === -1 ? null : { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

/** A name with a list of values has one line for each value. */
function itemsOfMap(map: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(map).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((each: unknown) => ({ name, value: each })) : [{ name, value }],
  );
}

/** Several lines of one header in a list, joined as programs join them in a text. Null if one of them is not a text. */
function linesOf(values: readonly unknown[]): string | null {
  const lines = values.map(textOf);
  return lines.length > 0 && lines.every((line) => line !== null) ? lines.join('\n') : null;
}
