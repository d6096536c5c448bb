import { readJson } from '../../../encodings/bounded-json.ts';
import { literalTokens } from './literal-tokens.ts';
import {
  COOKIE_NAME,
  eachNameOnce,
  nullIfEmpty,
  type PastedForm,
  type PastedPair,
  pairsOfHeader,
} from './pasted-pair.ts';
import { plainText } from './plain-text.ts';

/** Python's requests prints a jar like this. */
const JAR = /<Cookie ([^\s=]+)=(\S*) for /g;
/** The start of a text that consists of one literal. */
const LITERAL = /^(?:[{["'(]|[A-Za-z_$][\w$.]*\s*[=(]\s*[{(])/;

/**
 * A Cookie or Set-Cookie header among the literals of a program: a copied `fetch`, `headers = {'Cookie':
 * 'session=abc'}`, PowerShell's `"Cookie"="session=abc"`, `document.cookie = "session=abc; path=/"`. Also a cookie as
 * an object with a name and a value, and the jar of Python's requests as it is printed.
 */
export const quotedHeaders: PastedForm = (text) => {
  const jar = [...text.matchAll(JAR)].map(([, name = '', value = '']) => ({ name, value }));
  if (jar.length > 0) return eachNameOnce(jar);
  if (!/cookie|value/i.test(text)) return null;
  const assignments = [...assignmentsIn(text), ...listedIn(text)];
  const ofHeaders = assignments.flatMap(({ name, value }) => cookiesAssigned(name, value));
  if (ofHeaders.length > 0) return eachNameOnce(ofHeaders);
  return readJson(text).ok ? null : nullIfEmpty(eachNameOnce(cookieObjects(assignments)));
};

/**
 * Names and values as literals of a program: `{'session': 'abc'}`, `cookies = dict(session="abc")`, `{ session: 'abc'
 * }`, `"session" => "abc"`, or a line of an export such as `"session": "abc",`. Null for complete JSON, which
 * exported-json.ts judges.
 */
export const quotedPairs: PastedForm = (text) => {
  if (readJson(text).ok) return null;
  return nullIfEmpty(eachNameOnce(assignmentsIn(text).filter(({ name }) => COOKIE_NAME.test(name))));
};

/** Whether a text is such a literal from its beginning to its end. */
export function isNothingButPairs(text: string): boolean {
  if (!LITERAL.test(text)) return false;
  const tokens = literalTokens(text);
  return tokens.every(({ kind, text: sign }, index) => {
    if (kind === 'other') return /[{}()[\],;]/.test(sign);
    if (kind === 'join') return true;
    const isName =
      tokens[index + 1]?.kind === 'join' || (kind === 'word' && /[({]/.test(tokens[index + 1]?.text ?? ''));
    return isName || tokens[index - 1]?.kind === 'join' || /^(?:Object|null|prototype)$/.test(sign);
  });
}

function assignmentsIn(text: string): PastedPair[] {
  if (!/["'`]/.test(text)) return [];
  const tokens = literalTokens(text);
  return tokens.flatMap(({ kind, text: name }, index) => {
    const [join, value] = [tokens[index + 1], tokens[index + 2]];
    const isPair = (kind === 'string' || kind === 'word') && join?.kind === 'join' && value?.kind === 'string';
    return isPair ? [{ name, value: value.text }] : [];
  });
}

/**
 * Headers as lists of texts: `'set-cookie': ['a=1; Path=/', 'b=2']`, and names and values in turn, as Node's raw
 * headers.
 */
function listedIn(text: string): PastedPair[] {
  if (!/["'`](?:set-)?cookie["'`]/i.test(text)) return [];
  const tokens = literalTokens(text);
  return tokens.flatMap(({ kind, text: name }, index) => {
    if (kind !== 'string' || !/^(?:set-)?cookie$/i.test(name)) return [];
    const [sign, next] = [tokens[index + 1], tokens[index + 2]];
    if (sign?.text === ',' && next?.kind === 'string') return [{ name, value: next.text }];
    if (sign?.kind !== 'join' || next?.text !== '[') return [];
    const end = tokens.findIndex((token, at) => at > index + 2 && token.kind === 'other' && token.text === ']');
    const items = tokens.slice(index + 3, end === -1 ? undefined : end);
    return items.flatMap((item) => (item.kind === 'string' ? [{ name, value: item.text }] : []));
  });
}

/**
 * Cookies as objects of a program, name before value: `{ Name: "session", Value: "abc" }`, `$cookie.Name = "session"`.
 */
function cookieObjects(assignments: readonly PastedPair[]): PastedPair[] {
  return assignments.flatMap(({ name, value }, index) => {
    const before = assignments[index - 1];
    const isCookie = /(?:^|\.)value$/i.test(name) && /(?:^|\.)name$/i.test(before?.name ?? '');
    return isCookie && before !== undefined && COOKIE_NAME.test(before.value) ? [{ name: before.value, value }] : [];
  });
}

/** `document.cookie` takes one cookie with its attributes, a header `cookie` takes several cookies. */
function cookiesAssigned(name: string, value: string): readonly PastedPair[] {
  if (!name.endsWith('.cookie')) return pairsOfHeader(name, value) ?? [];
  const read = plainText(value);
  return 'pairs' in read ? read.pairs : 'pair' in read ? [read.pair] : [];
}
