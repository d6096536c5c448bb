import { secretsInCookieHeader } from './cookie-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { addValue, parameter } from './secret-value.ts';
import { isSensitiveName, secrecyOf } from './sensitive-name.ts';
import { isShortToken } from './token-shape.ts';
import { quoted, type Stretch } from './value-end.ts';

/** A name and its value as two texts: in an object that labels both, or as neighbours in a list. */
const NAME_AND_VALUE =
  /["'](?:name|key|header|field|param)["']\s{0,4}:\s{0,4}["']([^"'\\]{1,100})["']\s{0,4},\s{0,4}["'](?:value|val|content)["']\s{0,4}:\s{0,4}(["'])/g;
const VALUE_AND_NAME =
  /["'](?:value|val|content)["']\s{0,4}:\s{0,4}(["'])([^"'\\]{1,8000})\1\s{0,4},\s{0,4}["'](?:name|key|header|field|param)["']\s{0,4}:\s{0,4}["']([^"'\\]{1,100})["']/g;
const LISTED = /["']([\w .-]{2,60})["'](?:>>)?\s{0,4},\s{0,4}(?:b|<<)?(["'])/g;
/** A hash as redis-cli prints it: a name with an odd number, and its value with the next one. */
const REPLY = /(?<![^\r\n\s])\d{0,5}[13579]\) "([\w .-]{2,60})"\r?\n\s{0,20}\d{1,6}\) (?=")/g;
/** A method that takes a name and a value: `set('password', 'x')`. */
const SETTER = /(?:set|put|add|store|save|append|insert|write|header|cookie|with|item|pair|tuple)\w*$/i;
/** Names of fields that are listed beside that of a secret, and are not its value. */
const FIELD_NAME =
  /^(?:e?-?mail|user(?:_?name)?|name|login|id|text|hidden|required|string|confirm\w*|remember\w*|\w*(?:_id|_at|name|type))$/i;
/** Names without quotation marks, in Erlang `{password,"x"}`, Clojure `:password "x"` and Lisp `(password . "x")`. */
const ATOM =
  /(?:\{\s{0,4}([a-z_]\w{1,60})\s{0,4},\s{0,4}(?:<<)?|(?<=[\s({[,]):([\w-]{2,40})[ \t]{1,4}|\(([\w-]{2,40}) \. |(?<=[{,] {0,2})"([\w-]{2,40})" )"/g;
/** A pair as .NET prints it: `[password, x]`. */
const BRACKETED = /(KeyValuePair\S{0,40} )?\[([\w.-]{2,40}), ([^\],\s]{1,200})\]/g;
/** The private members of a key in the form of RFC 7517. */
const KEY_MEMBER = /"(?:k|d|p|q|dp|dq|qi)"\s{0,4}:\s{0,4}"([^"\\]{8,})"/g;

/** The secrets whose name is a separate text, as in `{"name":"password","value":"x"}` and `["Cookie","a=b"]`. */
export function listedIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: name = '', index } of text.matchAll(NAME_AND_VALUE)) {
    addValue(text, quoted(text, index + match.length - 1), secrecyOf(name), ranges);
  }
  for (const { 0: match, 2: value = '', 3: name = '', index } of text.matchAll(VALUE_AND_NAME)) {
    const start = index + match.indexOf(value, match.indexOf(':'));
    addValue(text, { start, end: start + value.length }, secrecyOf(name), ranges);
  }
  for (const { 0: match, 1: name = '', index } of text.matchAll(LISTED)) {
    const at = index + match.length - 1;
    if (/^(?:set-)?cookie$/i.test(name)) addCookies(text, quoted(text, at), ranges);
    if (isSensitiveName(name) && (isPairOfList(text, index, at) || isPairOfCall(text, index, at))) {
      addValue(text, quoted(text, at), 'certain', ranges);
      continue;
    }
    // A text after the name of a secret is not always a secret: `["password", "email"]`.
    if (secrecyOf(name) === 'certain') addValue(text, quoted(text, index + match.length - 1), 'possible', ranges);
  }
  for (const { 0: match, 1: name = '', index } of text.matchAll(REPLY)) {
    addValue(text, quoted(text, index + match.length), secrecyOf(name), ranges);
  }
  return ranges;
}

/** A text without an equals sign is not a line of cookies. */
function addCookies(text: string, { start, end }: Stretch, ranges: SecretRange[]): void {
  const line = text.slice(start, end);
  if (!line.includes('=')) return;
  for (const range of secretsInCookieHeader(line)) {
    ranges.push({ ...range, start: range.start + start, end: range.end + start });
  }
}

/** Whether two texts are a list of two within a list, so that the first one is a name and the second one its value. */
function isPairOfList(text: string, first: number, second: number): boolean {
  const isFirst = /[[(,]\s{0,8}[[(]\s{0,8}$/.test(text.slice(Math.max(0, first - 20), first));
  return isFirst && /^["']\s{0,8}[\])]/.test(text.slice(quoted(text, second).end));
}

/** The secrets behind names without quotation marks, as in `{password,"x"}` and `[password, x]`. */
export function atomsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: erlang, 2: keyword, 3: lisp, 4: clojure, index } of text.matchAll(ATOM)) {
    const name = erlang ?? keyword ?? lisp ?? clojure ?? '';
    addValue(text, quoted(text, index + match.length - 1), secrecyOf(name), ranges);
  }
  for (const { 0: match, 1: isNamed, 2: name = '', 3: value = '', index } of text.matchAll(BRACKETED)) {
    if (isNamed === undefined && !isShortToken(value)) continue;
    const end = index + match.length - 1;
    addValue(text, { start: end - value.length, end }, secrecyOf(name), ranges);
  }
  return ranges;
}

/** Whether two texts are all of a tuple, of a pair in braces, or of the arguments of a method that stores a value. */
function isPairOfCall(text: string, first: number, second: number): boolean {
  const before = /([\w$]{0,40})\s{0,2}([({])\s{0,8}(?:[bu]|<<)?$/.exec(text.slice(Math.max(0, first - 60), first));
  const { start, end } = quoted(text, second);
  if (before === null || !/^["'](?:>>)?\s{0,8},?\s{0,4}[)}]/.test(text.slice(end, end + 24))) return false;
  const [, method = '', bracket] = before;
  if (bracket === '(' && method !== '' && !SETTER.test(method)) return false;
  const value = text.slice(start, end);
  return secrecyOf(value) === 'none' && !FIELD_NAME.test(value);
}

/** The secrets in keys in the form of RFC 7517. */
export function keyMembersIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(KEY_MEMBER), ({ 0: match, 1: value = '', index }) => {
    const end = index + match.length - 1;
    return parameter(text, { start: end - value.length, end });
  });
}
