import type { Condition, TextKey, TextMatch } from '../contract/filter/filter.ts';
import { REGEX_FLAGS } from '../contract/filter/parse.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { watched } from './bounded-run.ts';
import { ANYWHERE, type Field, fieldSet, KEY_END } from './fields.ts';
import { fold, foldWanted } from './fold.ts';
import { literalOf } from './regex-literal.ts';

/** A test of one text of an entry. An entry matches if any of its texts of these fields matches. */
export interface TextPredicate {
  /** A set of fields, see fields.ts. */
  readonly fields: number;
  /** Called only for texts of those fields. It may run a regex without a time limit; see bounded-run.ts. */
  test(text: string): boolean;
  /** How an index finds the texts that may match. */
  readonly candidates: Candidates;
}

export type Candidates =
  /** The folded text contains each part. With `isEnough`, every text that contains them matches. */
  | { readonly by: 'parts'; readonly parts: readonly string[]; readonly isEnough: boolean }
  /** The folded text starts with `start`. Only for fields that an index keeps sorted. */
  | { readonly by: 'start'; readonly field: Field; readonly start: string }
  | { readonly by: 'all' };

/** The fields that an index keeps sorted by the folded text. */
export const ORDERED_FIELDS: readonly Field[] = [
  'method',
  'actor',
  'sid',
  'response-header-name',
  'cookie-name',
  'set-cookie-name',
  'cookie-refused',
  'cookie-differs',
  'session-key',
  'session',
];

type TextCondition = Extract<Condition, { match: TextMatch }>;

export function textPredicate(condition: TextCondition): TextPredicate {
  const { key, match } = condition;
  switch (key) {
    case 'text':
      return anywhereIn(ANYWHERE, match, asItReads);
    case 'url':
      return anywhereIn(fieldSet('url'), match, itself);
    case 'path':
      return anywhereIn(fieldSet('url'), match, pathOf);
    case 'header':
      return anywhereIn(fieldSet('request-header', 'response-header', 'cookie', 'set-cookie'), match, itself);
    case 'session':
      return sessionPredicate(condition.path, match);
    case 'cookie-value':
      return valuesIn('cookie', match, cookieValues);
    case 'set-cookie-value':
      return valuesIn('set-cookie', match, setCookieValues);
    default:
      return orderedPredicate(FIELD_OF[key], match);
  }
}

const FIELD_OF = {
  method: 'method',
  actor: 'actor',
  sid: 'sid',
  'has-response-header': 'response-header-name',
  'cookie-name': 'cookie-name',
  'set-cookie-name': 'set-cookie-name',
  'cookie-refused': 'cookie-refused',
  'cookie-differs': 'cookie-differs',
} as const satisfies Partial<Record<TextKey, Field>>;

/** A part of a text, or a regex over it. `read` returns the searched section of the stored text. */
function anywhereIn(fields: number, match: TextMatch, read: (text: string) => string): TextPredicate {
  if (match.type === 'regex') {
    const test = regexTest(match.source);
    return { fields, test: (text) => test(read(text)), candidates: byLiteral(match.source) };
  }
  const part = match.type === 'part' ? foldWanted(match.text) : '';
  const isWhole = read !== pathOf;
  return {
    fields,
    test: (text) => fold(read(text)).includes(part),
    candidates: part === '' ? { by: 'all' } : { by: 'parts', parts: [part], isEnough: isWhole },
  };
}

function orderedPredicate(field: Field, match: TextMatch): TextPredicate {
  const test = matcher(match);
  return { fields: fieldSet(field), test, candidates: { by: 'start', field, start: startOf(match) } };
}

function sessionPredicate(path: string, match: TextMatch): TextPredicate {
  const key = foldWanted(path);
  if (match.type === 'any') {
    const candidates = { by: 'start', field: 'session-key', start: key } as const;
    return { fields: fieldSet('session-key'), test: (text) => fold(text) === key, candidates };
  }
  const test = matcher(match);
  return {
    fields: fieldSet('session'),
    test: (text) => {
      const end = text.indexOf(KEY_END);
      return end !== -1 && fold(text.slice(0, end)) === key && test(text.slice(end + 1));
    },
    candidates: { by: 'start', field: 'session', start: `${key}: ${startOf(match)}` },
  };
}

/** A line with several values, each of which is compared separately. */
function valuesIn(field: Field, match: TextMatch, valuesOf: (line: string) => string[]): TextPredicate {
  const test = matcher(match);
  const parts = match.type === 'whole' ? match.pieces.filter((piece) => piece !== '').map(foldWanted) : [];
  const candidates: Candidates =
    match.type === 'regex'
      ? byLiteral(match.source)
      : parts.length > 0
        ? { by: 'parts', parts, isEnough: false }
        : { by: 'all' };
  return { fields: fieldSet(field), test: (line) => valuesOf(line).some(test), candidates };
}

function byLiteral(source: string): Candidates {
  const literal = literalOf(source);
  return literal === '' ? { by: 'all' } : { by: 'parts', parts: [literal], isEnough: false };
}

function matcher(match: TextMatch): (text: string) => boolean {
  switch (match.type) {
    case 'any':
      return () => true;
    case 'regex':
      return regexTest(match.source);
    case 'part':
    case 'start': {
      const wanted = foldWanted(match.text);
      return match.type === 'part' ? (text) => fold(text).includes(wanted) : (text) => fold(text).startsWith(wanted);
    }
    case 'whole':
      return wildcardTest(match.pieces.map(foldWanted));
  }
}

/** A folded text with which every matching text starts. */
function startOf(match: TextMatch): string {
  if (match.type === 'start') return foldWanted(match.text);
  return match.type === 'whole' ? foldWanted(match.pieces[0] ?? '') : '';
}

/**
 * Matches the pieces in order, the first at the start and the last at the end. Taking each piece at its earliest
 * position is sufficient.
 */
function wildcardTest(pieces: readonly string[]): (text: string) => boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return (text) => fold(text) === first;
  return (text) => {
    const folded = fold(text);
    if (!folded.startsWith(first)) return false;
    let at = first.length;
    for (const piece of others) {
      const found = folded.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return folded.length - last.length >= at && folded.endsWith(last);
  };
}

function regexTest(source: string): (text: string) => boolean {
  const regex = new RegExp(source, REGEX_FLAGS);
  return (text) => watched(() => regex.test(text));
}

function itself(text: string): string {
  return text;
}

function asItReads(text: string): string {
  return text.replace(KEY_END, ': ');
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

function cookieValues(line: string): string[] {
  return parseCookieHeader(afterColon(line)).map(({ value }) => value);
}

function setCookieValues(line: string): string[] {
  const pair = afterColon(line).split(';', 1)[0] ?? '';
  return [pair.slice(pair.indexOf('=') + 1).trim()];
}

function afterColon(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim();
}
