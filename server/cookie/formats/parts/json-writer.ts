import type { Json } from '../../../contract/json.ts';
import { asTypedValue, secondsOfIso, type TypedValue } from '../../../encodings/typed-value.ts';
import { httpDateOf } from './http-date.ts';

type JsonObject = { [key: string]: Json };

/** How a framework spells JSON. */
export type JsonStyle = {
  /** Keys by code point, as Python sorts them; otherwise as they come. */
  readonly sortsKeys?: boolean;
  /**
   * The first character that is written as \uXXXX in lower case, together with all later ones: DEL in Python, the next
   * one in PHP.
   */
  readonly escapesFrom?: '\u007f' | '\u0080';
  /** Whether a space follows each comma and colon, as in Python's json.dumps. */
  readonly hasBlanks?: boolean;
  /** Floats as Python writes them: 1e-05, 1e+16. */
  readonly hasPythonFloats?: boolean;
  /** `/` as `\/` (PHP). */
  readonly escapesSlash?: boolean;
  /** `<`, `>`, `&`, U+2028 and U+2029 as \uXXXX (Rails). */
  readonly isHtmlSafe?: boolean;
  /** Typed values as Flask's one-key tagged objects; otherwise only `int`, `float` and `dict` have a meaning. */
  readonly hasFlaskTags?: boolean;
};

/** JSON.stringify's spelling. */
export const JAVASCRIPT_JSON: JsonStyle = {};
/** Flask's session serializer: json/tag.py over json/provider.py. */
export const FLASK_JSON: JsonStyle = {
  sortsKeys: true,
  escapesFrom: '\u007f',
  hasPythonFloats: true,
  hasFlaskTags: true,
};
/** Django's JSONSerializer: json.dumps with compact separators, keys as they come. */
export const DJANGO_JSON: JsonStyle = { escapesFrom: '\u007f', hasPythonFloats: true };
/** Python's json.dumps as it is. */
export const PYTHON_JSON: JsonStyle = { escapesFrom: '\u007f', hasPythonFloats: true, hasBlanks: true };
/** ActiveSupport::JSON. */
export const RAILS_JSON: JsonStyle = { isHtmlSafe: true };
/** PHP's json_encode without flags. */
export const PHP_JSON: JsonStyle = { escapesFrom: '\u0080', escapesSlash: true };

/** The keys of Flask's tags. A one-key object with such a key is escaped with ` di` (flask/json/tag.py). */
export const FLASK_TAGS: ReadonlySet<string> = new Set([' di', ' t', ' b', ' m', ' u', ' d']);

/** Writes a payload in a framework's own spelling. Never throws for a payload read by bounded-json.ts. */
export function writeJson(value: Json, style: JsonStyle): string {
  if (typeof value === 'string') return writeString(value, style);
  if (typeof value === 'number') return style.hasPythonFloats ? pythonNumber(value) : JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return `[${value.map((item) => writeJson(item, style)).join(style.hasBlanks ? ', ' : ',')}]`;
  const typed = asTypedValue(value);
  return typed === null ? writeObject(value, style) : writeTyped(typed, style);
}

function writeTyped(typed: TypedValue, style: JsonStyle): string {
  if (typed.$type === 'int' || typed.$type === 'float') return typed.value;
  if (typed.$type === 'dict') return writeObject(typed.value, style);
  if (!style.hasFlaskTags) return writeMembers(typed, style);
  switch (typed.$type) {
    case 'tuple':
      return `{" t":${writeJson(typed.value, style)}}`;
    case 'bytes':
      return `{" b":${writeString(Buffer.from(typed.hex, 'hex').toString('base64'), style)}}`;
    case 'Markup':
      return `{" m":${writeString(typed.value, style)}}`;
    case 'uuid':
      return `{" u":"${typed.value.replaceAll('-', '').toLowerCase()}"}`;
    case 'datetime':
      return `{" d":"${httpDateOf(secondsOfIso(typed.iso) ?? 0)}"}`;
  }
}

function writeObject(object: JsonObject, style: JsonStyle): string {
  const [key = '', ...others] = Object.keys(object);
  const isLikeTag = style.hasFlaskTags && others.length === 0 && FLASK_TAGS.has(key);
  if (!isLikeTag) return writeMembers(object, style);
  return `{" di":${writeMembers({ [`${key}__`]: object[key] ?? null }, style)}}`;
}

function writeMembers(object: JsonObject, style: JsonStyle): string {
  const keys = Object.keys(object);
  if (style.sortsKeys) keys.sort(byCodePoint);
  const [comma, colon] = style.hasBlanks ? [', ', ': '] : [',', ':'];
  const members = keys.map((key) => `${writeString(key, style)}${colon}${writeJson(object[key] ?? null, style)}`);
  return `{${members.join(comma)}}`;
}

function writeString(text: string, style: JsonStyle): string {
  let literal = JSON.stringify(text);
  const { escapesFrom } = style;
  if (escapesFrom !== undefined) {
    literal = literal.replace(/[\u007f-\uffff]/g, (unit) => (unit < escapesFrom ? unit : toEscape(unit)));
  }
  if (style.escapesSlash) literal = literal.replaceAll('/', '\\/');
  if (style.isHtmlSafe) literal = literal.replace(/[<>&\u2028\u2029]/g, toEscape);
  return literal;
}

function toEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** repr() of a float, str() of an int: an exponent from 1e16 on and below 1e-4, of two digits at least. */
function pythonNumber(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  if (!Number.isFinite(value)) return String(value);
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const plain = Object.is(value, -0) ? '-0' : String(value);
  if (plain.includes('e')) return value.toFixed(digits.replace(/^-?\d\.?/, '').length - exponent);
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** UTF-16 order is code point order, except that pairs of surrogates come after everything else. */
function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left.charCodeAt(index) !== right.charCodeAt(index)) {
      return (index > 0 ? comparePoints(left, right, index - 1) : 0) || comparePoints(left, right, index);
    }
  }
  return left.length - right.length;
}

/** Where the second half of a pair differs, the points differ one unit earlier already. */
function comparePoints(left: string, right: string, index: number): number {
  return (left.codePointAt(index) ?? 0) - (right.codePointAt(index) ?? 0);
}
