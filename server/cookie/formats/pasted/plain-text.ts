import { COOKIE_NAME, eachNameOnce, type PastedPair, pairsOfCookie, pairsOfSetCookie } from './pasted-pair.ts';
import { onOneLine, withoutEnd } from './spellings.ts';

const ATTRIBUTE = /^\s*(?:path|expires|max-age|domain|secure|httponly|samesite|partitioned|priority)\s*(?:=|$)/i;
/** An attribute that no cookie has for its name and value. */
const CERTAIN_ATTRIBUTE =
  /^\s*(?:(?:secure|httponly|partitioned)\s*$|samesite\s*=\s*(?:strict|lax|none)\s*$|max-age\s*=\s*-?\d+\s*$|expires\s*=\s*\w{3,9},? )/i;
/** The name of a header, and of the variable in which CGI and WSGI pass it. */
const HEADER_NAME = /^(?:(set-)?cookie\s*:|HTTP_COOKIE\s*[=:])\s*/i;

/** A text without any form around it: a pair, several cookies as in a header, or perhaps only a value. */
export type PlainText =
  | { readonly pairs: readonly PastedPair[] }
  | { readonly pair: PastedPair; readonly value: string }
  | { readonly value: string; readonly setCookie?: string };

/**
 * Reads a bare value, `name=value`, or the content of a Cookie or Set-Cookie header, on one or several lines. A text
 * with one equals sign may be a pair or a value, so both readings are returned.
 */
export function plainText(text: string): PlainText {
  const header = HEADER_NAME.exec(text);
  const oneLine = onOneLine(header === null ? text : text.slice(header[0].length));
  const content = withoutEnd(oneLine) || oneLine;
  if (header?.[1] !== undefined || isSetCookie(content)) {
    const pairs = pairsOfSetCookie(content);
    const [first] = pairs;
    if (first !== undefined && first.name !== '' && !COOKIE_NAME.test(first.name)) return { value: content };
    if (pairs.length > 1 || first === undefined || first.name !== '') return { pairs: eachNameOnce(pairs) };
    return { value: first.value, setCookie: first.setCookie };
  }
  const pairs = header !== null || content.includes(';') ? pairsOfCookie(content) : [];
  if (pairs.length > 1 || (header !== null && pairs.length === 1)) return { pairs };
  const equals = content.indexOf('=');
  const name = content.slice(0, equals).trimEnd();
  if (equals < 1 || !COOKIE_NAME.test(name) || /^=*$/.test(content.slice(equals))) return { value: content };
  return { pair: { name, value: content.slice(equals + 1).trimStart() }, value: content };
}

/**
 * Several lines, each with its own cookie: `name=value`, or the content of a Set-Cookie header. Null for any other
 * text.
 */
export function cookieLines(text: string): readonly PastedPair[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  const pairs: PastedPair[] = [];
  for (const line of lines) {
    const read = plainText(line.trim().replace(/^[-*•]\s+/, ''));
    if ('pairs' in read) pairs.push(...read.pairs);
    else if ('pair' in read) pairs.push(read.pair);
    else return null;
  }
  return eachNameOnce(pairs);
}

/**
 * Lines of a name and a value with blanks or a colon between them, as tables and YAML have them. Null for any other
 * text.
 */
export function spacedPairs(text: string): readonly PastedPair[] | null {
  const pairs: PastedPair[] = [];
  for (const line of text.split(/\r?\n/)) {
    const fields = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?::\s*|\s+)(\S+)/.exec(line);
    if (fields !== null) pairs.push({ name: fields[1] ?? '', value: fields[2] ?? '' });
    else if (line.trim() !== '') return null;
  }
  return pairs.length === 0 ? null : eachNameOnce(pairs);
}

/**
 * Whether every part after the first semicolon is an attribute of Set-Cookie, or at least one part cannot be anything
 * else, since servers may add unknown attributes.
 */
function isSetCookie(content: string): boolean {
  const [, ...attributes] = content.split(';', 20);
  if (attributes.some((attribute) => CERTAIN_ATTRIBUTE.test(attribute))) return true;
  const isOnlyAttributes = attributes.every((attribute) => ATTRIBUTE.test(attribute) || attribute.trim() === '');
  return isOnlyAttributes && attributes.some((attribute) => attribute.trim() !== '');
}
