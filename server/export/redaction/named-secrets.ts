import { type DecodedView, decodedViews } from './decoded-view.ts';
import type { SecretKind } from './pseudonym.ts';
import type { SecretRange } from './secret-range.ts';
import { isSensitiveHeader, isSensitiveName } from './sensitive-name.ts';

// `name=` after whatever begins a query, a form or a matrix parameter; the value is taken up to VALUE_END.
const PARAMETER_NAME = /(^|[?&;#,\s"'({])([^?&;#=,\s"'({]{1,100})=/g;
const VALUE_END = /[&#\s"'<>]/g;
const MATRIX_VALUE_END = /[;?&#/\s"'<>]/g;
const JSON_MEMBER = /"([^"\\]{1,100})"\s*:\s*"((?:[^"\\]|\\.)*)/g;
const USER_INFO = /\/\/([^/?#@\s]+)@/g;
const JWT = /\bey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g;

/**
 * What counts as secret in a header value because of the header's name: all of it, but for the scheme of Authorization and
 * its kin (`Bearer`, `Basic`). Of other headers, what {@link secretsInText} finds. Cookie and Set-Cookie have rules of their own.
 */
export function secretsInHeader(name: string, value: string): SecretRange[] {
  if (!isSensitiveHeader(name)) return secretsInText(value);
  const scheme = /authori[sz]ation$/i.test(name) ? /^[A-Za-z][\w-]*[ \t]+(?=\S)/.exec(value) : null;
  const start = scheme?.[0].length ?? 0;
  return [{ start, end: value.length, kind: 'header', secret: value.slice(start) }];
}

/**
 * What counts as secret in a URL, an error message or a header value because of where it stands: values of query, form and
 * JSON members with a sensitive name, the user information of a URL, and JSON Web Tokens. Also inside percent-encoded and
 * otherwise encoded parts. Never throws.
 */
export function secretsInText(text: string): SecretRange[] {
  const ranges = namedRanges(text);
  for (const view of decodedViews(text, false)) {
    for (const range of namedRanges(view.text)) ranges.push(inSource(range, view));
  }
  return ranges;
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

function inSource(range: SecretRange, view: DecodedView): SecretRange {
  return { ...range, start: view.starts[range.start] ?? 0, end: view.ends[range.end - 1] ?? 0 };
}
