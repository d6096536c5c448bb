import type { SecretKind } from './pseudonym.ts';
import type { SecretRange } from './secret-range.ts';
import { isSensitiveName } from './sensitive-name.ts';
import type { Reading } from './text-reading.ts';

// `name=` after whatever begins a query, a form or a matrix parameter; the value is taken up to VALUE_END.
const PARAMETER_NAME = /(^|[?&;#,\s"'({])([^?&;#=,\s"'({]{1,100})=/g;
const VALUE_END = /[&#\s"'<>]/g;
const MATRIX_VALUE_END = /[;?&#/\s"'<>]/g;
const JSON_MEMBER = /"([^"\\]{1,100})"\s*:\s*"((?:[^"\\]|\\.)*)/g;
const USER_INFO = /\/\/([^/?#@\s]+)@/g;
// Not within a longer word, or a run of `ey-ey-ey` would be searched from each of its beginnings.
const JWT = /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g;

/**
 * What is secret in a header with a sensitive name: all of it, but for the scheme (`Bearer`, `Basic`) of
 * Authorization and its kin.
 */
export function secretsInSensitiveHeader(name: string, value: string): SecretRange[] {
  const scheme = /authori[sz]ation$/i.test(name) ? /^[A-Za-z][\w-]*[ \t]+(?=\S)/.exec(value) : null;
  const start = scheme?.[0].length ?? 0;
  return [{ start, end: value.length, kind: 'header', secret: value.slice(start) }];
}

/**
 * What is secret in a URL, an error message or an ordinary header because of where it stands: values of query, form
 * and JSON members with a sensitive name, the user information of a URL, and JSON Web Tokens, in every reading of the
 * text.
 */
export function secretsInText(readings: readonly Reading[]): SecretRange[] {
  return readings.flatMap((reading) => namedRanges(reading.text).map(reading.inSource));
}

function namedRanges(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  const add = (start: number, end: number, kind: SecretKind): void => {
    if (start < end) ranges.push({ start, end, kind, secret: text.slice(start, end) });
  };
  for (const { 0: match, 1: before, 2: name = '', index } of text.matchAll(PARAMETER_NAME)) {
    if (!isSensitiveName(name)) continue;
    const start = index + match.length;
    add(start, endOfValue(text, start, before === ';' ? MATRIX_VALUE_END : VALUE_END), 'parameter');
  }
  for (const { 0: match, 1: name = '', 2: value = '', index } of text.matchAll(JSON_MEMBER)) {
    if (isSensitiveName(name)) add(index + match.length - value.length, index + match.length, 'parameter');
  }
  for (const { 0: match, index } of text.matchAll(USER_INFO)) add(index + 2, index + match.length - 1, 'parameter');
  for (const { 0: match, index } of text.matchAll(JWT)) add(index, index + match.length, 'token');
  return ranges;
}

function endOfValue(text: string, start: number, end: RegExp): number {
  end.lastIndex = start;
  return end.exec(text)?.index ?? text.length;
}
