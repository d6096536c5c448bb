/** A range of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const BLANK_OR_END_OF_PAIR = /[&#\s"'`<>,;]/g;
/** A comma or a semicolon ends the value if another pair or the end follows. Otherwise it belongs to the value. */
const NEXT_PAIR = /\s*(?:$|["')\]}]|[\w.[\]-]{1,60}\s*[=:])|\s/y;
/** A quotation mark ends a value if one of these follows. */
const AFTER_QUOTE = /$|[\s,;:.)\]}>&#/\\]/y;
const AFTER_LESS = /[/a-z!]/iy;
const TRAILING = /[.,;:!?)\]}]+$/;
const SCALAR = /-?\d[\w.+-]*/y;

/** The end of an unquoted value that starts at `start`: a blank, `&`, `#`, or the next pair of a list. */
export function endOfBareValue(text: string, start: number): number {
  BLANK_OR_END_OF_PAIR.lastIndex = start;
  for (let found = BLANK_OR_END_OF_PAIR.exec(text); found !== null; found = BLANK_OR_END_OF_PAIR.exec(text)) {
    const at = found.index;
    if (isEndAt(text, at, found[0])) return at > start ? withoutTrailing(text, start, at) : at;
  }
  return withoutTrailing(text, start, text.length);
}

function isEndAt(text: string, at: number, character: string): boolean {
  switch (character) {
    case ',':
    case ';':
      return fits(NEXT_PAIR, text, at + 1);
    case '"':
    case "'":
    case '`':
    case '>':
      return fits(AFTER_QUOTE, text, at + 1);
    case '<':
      return fits(AFTER_LESS, text, at + 1);
    default:
      return true;
  }
}

/** A full stop or a bracket after a value belongs to the sentence around it. */
function withoutTrailing(text: string, start: number, end: number): number {
  const trailing = TRAILING.exec(text.slice(Math.max(start, end - 8), end));
  return trailing === null || end - trailing[0].length <= start ? end : end - trailing[0].length;
}

function fits(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/**
 * Whether the quoted text at `at` is the whole value, with no further characters of the value after the closing mark.
 */
export function isQuotedWhole(text: string, at: number): boolean {
  return fits(AFTER_QUOTE, text, quoted(text, at).end + 1);
}

/**
 * What programs print between a name and a quoted value: `Some(`, `SecretStr(`, `[]string{`, `(string) (len=7) `,
 * `<<`, an opening parenthesis, the letter before a text of Python, or two further quotation marks.
 */
const WRAPPING =
  /(?:(?:Some|Optional|Just|Ok|Secret(?:Str|String|Bytes)?|String|str|bytes(?:array)?|Markup|Safe(?:Text|String)|\[\](?:string|byte|any|interface ?\{\}))\s?[({]\s{0,4}|\([\w.*[\]= ]{1,60}\)[ \t](?=[("'])|\(\s{0,4}|<<|#<[\w:.]{1,60}\s|[&@$]|[bBuUrRfF]{1,2}(?=["'])|""(?=")|''(?='))/y;

/** The position of the quotation mark behind such wrapping. `start` itself if no quoted text follows. */
export function unwrapped(text: string, start: number): number {
  let at = start;
  for (let depth = 0; depth < 4; depth++) {
    WRAPPING.lastIndex = at;
    const wrapping = WRAPPING.exec(text)?.[0];
    if (wrapping === undefined) break;
    at += wrapping.length;
  }
  return text[at] === '"' || text[at] === "'" ? at : start;
}

/** The text between the quotation mark at `at` and the next unescaped one, or up to the end of the text. */
export function quoted(text: string, at: number): Stretch {
  const mark = text[at];
  let end = at + 1;
  while (end < text.length && text[end] !== mark) end += text[end] === '\\' ? 2 : 1;
  return { start: at + 1, end: Math.min(end, text.length) };
}

/**
 * The values of the list or the object that starts at `at`, at any depth: texts without their quotation marks, and
 * numbers, but not the names of members. `end` is the closing bracket, or the end of the text.
 */
export function valuesWithin(text: string, at: number): { readonly values: readonly Stretch[]; readonly end: number } {
  const values: Stretch[] = [];
  let depth = 0;
  let place = at;
  while (place < text.length) {
    const character = text[place] as string;
    if (character === '[' || character === '{' || character === '(') depth++;
    else if (character === ']' || character === '}' || character === ')') {
      if (--depth === 0) return { values, end: place + 1 };
    } else if (character === '"' || character === "'") {
      const stretch = quoted(text, place);
      place = stretch.end;
      if (!/^["']?\s*(?::|=>)/.test(text.slice(place, place + 8))) values.push(stretch);
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      SCALAR.lastIndex = place;
      const [number = character] = SCALAR.exec(text) ?? [];
      if (number !== '-') values.push({ start: place, end: place + number.length });
      place += number.length - 1;
    }
    place++;
  }
  return { values, end: text.length };
}
