import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { type Secrecy, secrecyOf, secrecyWithin } from './sensitive-name.ts';
import type { Stretch } from './value-end.ts';

// PHP's own format: `s:8:"password";s:7:"hunter2";`, and `password|s:7:"hunter2";` in its session files.
const MEMBER = /(?:s:\d{1,6}:"([^"]{1,100})";|([\w.-]{1,100})\|)(?:s:\d{1,9}:"([^"]*)"|[id]:(-?[\d.]+))/g;
/** A list or an object under a name, and the texts in it. */
const MEMBER_OPENED =
  /(?:s:\d{1,6}:"([^"]{1,100})";|([\w.-]{1,100})\|)(?:a:\d{1,9}:|O:\d{1,6}:"[^"]{0,200}":\d{1,9}:)\{/g;
const MEMBER_INSIDE = /(?:i:\d{1,12}|s:\d{1,6}:"[^"]{0,200}");s:\d{1,9}:"([^"]*)"/g;
/** The characters that every member in PHP's format has between name and value. */
const MEMBER_SIGN = /(?:";|\|)[sidaO]:/;
/**
 * A member as `print_r` and `var_dump` print it: `[password] => `, `["password":protected]=> `, and
 * `[password:User:private] => `. Xdebug prints `'password' => string 'x'`.
 */
const PRINTED =
  /(?:\["?([^"\]:\r\n]{1,100})"?(?::[^\]\r\n]{1,120})?\]|['"]([^'"\r\n]{1,100})['"])[ \t]{0,4}=>\s{0,20}/g;
/** A member of a list or an object around a value. */
const OPENED =
  /(?:&?(?:array|object)\s{0,2}\([^()]{0,100}\)(?:#\d+ \(\d+\))?\s{0,20}\{|[\w\\]{1,80}(?: Object)?\s{1,20}\(|\[)/iy;
/** A text or a number as `var_dump` and Xdebug print it. */
const TYPED = /&?(?:string|int|float|enum|bool)\s{0,2}(?:\(\d{0,9}\)\s{1,4}(?=["'])|\s(?=["'])|\((?=[^()\s]))/iy;
/** The end of what `print_r` prints: a line break, the next member, or the end of the array. */
const END_OF_PRINTED = /\r?\n|\s\[[^\]\r\n]{1,120}\] =>|\s\)(?:\s|$)|$/g;

/** The secrets in PHP's notations: its serialization, its session files, and what it prints of arrays and objects. */
export function phpSecretsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (MEMBER_SIGN.test(text)) {
    addMembers(text, ranges);
    addListedMembers(text, ranges);
  }
  if (text.includes('=>')) addPrinted(text, ranges);
  return ranges;
}

function addMembers(text: string, ranges: SecretRange[]): void {
  for (const { 0: match, 1: member, 2: name, 3: string, 4: number, index } of text.matchAll(MEMBER)) {
    const end = index + match.length - (string === undefined ? 0 : 1);
    addValue(text, { start: end - (string ?? number ?? '').length, end }, secrecyOf(member ?? name ?? ''), ranges);
  }
}

function addListedMembers(text: string, ranges: SecretRange[]): void {
  let until = 0;
  for (const { 0: match, 1: member, 2: name, index } of text.matchAll(MEMBER_OPENED)) {
    const secrecy = secrecyWithin(member ?? name ?? '');
    if (secrecy === 'none' || index < until) continue;
    const start = index + match.length;
    until = endOfBrackets(text, start);
    for (const { 0: item, 1: value = '', index: at } of text.slice(start, until).matchAll(MEMBER_INSIDE)) {
      const end = start + at + item.length - 1;
      addValue(text, { start: end - value.length, end }, secrecy, ranges);
    }
  }
}

/** The members of a list or an object under the name of a secret are secrets too, up to its closing bracket. */
function addPrinted(text: string, ranges: SecretRange[]): void {
  let [within, withinEnd]: [Secrecy, number] = ['none', 0];
  PRINTED.lastIndex = 0;
  for (let found = PRINTED.exec(text); found !== null; found = PRINTED.exec(text)) {
    const name = found[1] ?? found[2] ?? '';
    const start = found.index + found[0].length;
    const own = secrecyOf(name);
    const secrecy = own === 'none' && found.index < withinEnd ? within : own;
    if (secrecy === 'none') continue;
    OPENED.lastIndex = start;
    const opening = OPENED.exec(text)?.[0];
    if (opening !== undefined) {
      const inside: Secrecy = found.index < withinEnd ? within : secrecyWithin(name);
      if (start >= withinEnd && inside !== 'none')
        [within, withinEnd] = [inside, endOfBrackets(text, start + opening.length)];
      continue;
    }
    // A name in quotation marks without a type is of another notation.
    const value = valueAt(text, start, found[2] === undefined && found[0].includes('] =>'));
    if (value === null) continue;
    addValue(text, value, secrecy, ranges);
    PRINTED.lastIndex = Math.max(PRINTED.lastIndex, value.end);
  }
}

function valueAt(text: string, start: number, isPrinted: boolean): Stretch | null {
  TYPED.lastIndex = start;
  const typed = TYPED.exec(text)?.[0];
  if (typed !== undefined) {
    const at = start + typed.length;
    const mark = text[at] ?? '';
    if (mark !== '"' && mark !== "'") return { start: at, end: at + text.slice(at, at + 400).search(/\)|$/) };
    const length = text.slice(at + 1).search(mark === '"' ? /"(?=\s|[})\]]|$)/ : /'(?=\s|[})\]]|$)/);
    return { start: at + 1, end: length === -1 ? text.length : at + 1 + length };
  }
  if (!isPrinted || /["'`{[]/.test(text[start] ?? '')) return null;
  END_OF_PRINTED.lastIndex = start;
  return { start, end: END_OF_PRINTED.exec(text)?.index ?? text.length };
}

/** The position behind the bracket that closes the one before `start`, or the end of the text. */
function endOfBrackets(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return at + 1;
  }
  return text.length;
}
