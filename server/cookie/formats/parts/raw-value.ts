import { utf8Of } from '../../../encodings/base64.ts';
import { percentDecode } from '../../percent-decode.ts';

/** The escapes of Python in a quoted value for characters that a cookie must not contain: `\054` for a comma, `\"`. */
const QUOTED_ESCAPE = /\\(?:([0-3][0-7]{2})|([^\n]))/g;

/**
 * The text of a raw header value: without the quotes around it, with the escapes of a quoted value decoded (RFC 2109,
 * as in Python's http.cookies and Werkzeug), and percent-decoded. If the escapes are not valid text, the value stays
 * unchanged. Never throws.
 */
export function textOfRaw(rawValue: string): string {
  if (!isQuoted(rawValue)) return percentDecode(rawValue).text;
  const inner = rawValue.slice(1, -1);
  const plain = inner.includes('\\') ? withoutEscapes(inner) : inner;
  if (plain === null) return percentDecode(inner).text;
  const decoded = percentDecode(plain);
  if (plain === inner) return decoded.text;
  const isTraceable = decoded.state !== 'undecodable' && rawOffsets(rawValue, decoded.text) !== null;
  return isTraceable ? decoded.text : percentDecode(inner).text;
}

/**
 * For each unit of the decoded text, and for its end, the offset in the raw value. Null if the two do not correspond.
 */
export function rawOffsets(rawValue: string, text: string): number[] | null {
  const quote = isQuoted(rawValue) ? 1 : 0;
  const end = rawValue.length - quote;
  if (rawValue.slice(quote, end) === text) {
    return Array.from({ length: text.length + 1 }, (_, index) => index + quote);
  }
  return (
    walk(rawValue, text, { start: quote, end, hasEscapes: false }) ??
    walk(rawValue, text, { start: quote, end, hasEscapes: quote === 1 })
  );
}

type Inner = { readonly start: number; readonly end: number; readonly hasEscapes: boolean };

/** Null if the characters do not fill the range between start and end. */
function walk(rawValue: string, text: string, { start, end, hasEscapes }: Inner): number[] | null {
  const offsets: number[] = [];
  let raw = start;
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit++) offsets.push(raw);
    if (rawValue[raw] === '%') raw += 3 * Buffer.byteLength(character);
    else raw += hasEscapes && rawValue[raw] === '\\' ? escapeLength(rawValue, raw, character) : character.length;
  }
  offsets.push(raw);
  return raw === end ? offsets : null;
}

function escapeLength(rawValue: string, at: number, character: string): number {
  return /^[0-3][0-7]{2}/.test(rawValue.slice(at + 1, at + 4))
    ? 4 * Buffer.byteLength(character)
    : 1 + character.length;
}

function isQuoted(rawValue: string): boolean {
  return rawValue.length >= 2 && rawValue.startsWith('"') && rawValue.endsWith('"');
}

/** The escapes of several bytes form one character of UTF-8. Null if they do not. */
function withoutEscapes(inner: string): string | null {
  const bytes: Buffer[] = [];
  let last = 0;
  for (const match of inner.matchAll(QUOTED_ESCAPE)) {
    const [whole, octal, character = ''] = match;
    bytes.push(Buffer.from(inner.slice(last, match.index)));
    bytes.push(octal === undefined ? Buffer.from(character) : Buffer.from([Number.parseInt(octal, 8)]));
    last = match.index + whole.length;
  }
  return utf8Of(Buffer.concat([...bytes, Buffer.from(inner.slice(last))]));
}
