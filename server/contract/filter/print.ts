import type { Condition, FilterTerm, FilterTime, TextMatch } from './filter.ts';

/** A filter as canonical text. Parsing the text gives the same terms again. */
export function printFilter(terms: readonly Pick<FilterTerm, 'isNegated' | 'condition'>[]): string {
  return terms.map(printTerm).join(' ');
}

export function printTerm({ isNegated, condition }: Pick<FilterTerm, 'isNegated' | 'condition'>): string {
  return `${isNegated ? '-' : ''}${printCondition(condition)}`;
}

/** The two sides of a term's colon. A term that is only text has no key. */
export function printParts(condition: Condition): { key: string | null; value: string } {
  switch (condition.key) {
    case 'text':
      return { key: null, value: printMatch(condition.match) };
    case 'session':
      return { key: `session.${quoteIfNeeded(condition.path)}`, value: printMatch(condition.match) };
    case 'engine':
    case 'kind':
    case 'is':
    case 'op':
    case 'store':
      return { key: condition.key, value: condition.word };
    case 'status-code':
    case 'id':
      return { key: condition.key, value: printRange(condition) };
    case 'larger-than':
    case 'slower-than':
      return { key: condition.key, value: String(condition.than) };
    case 'after':
    case 'before':
      return { key: condition.key, value: printTime(condition.time) };
    default:
      return { key: condition.key, value: printMatch(condition.match) };
  }
}

/** Puts a value between quotes if it could be read differently without them. */
export function quoteIfNeeded(text: string): string {
  return text === '' || /[\s":*\\]|^-|^\/.*\/$|^\/[\^([]/.test(text) ? quote(text) : text;
}

function printCondition(condition: Condition): string {
  const { key, value } = printParts(condition);
  return key === null ? value : `${key}:${value}`;
}

function printMatch(match: TextMatch): string {
  switch (match.type) {
    case 'any':
      return '*';
    case 'regex':
      return `/${match.source}/`;
    case 'whole':
      return printPieces(match.pieces);
    default:
      // Keys that search for a part of a text treat a star as a literal character.
      return quoteIfNeeded(match.text);
  }
}

/** Joins the pieces with stars. The first piece is quoted if it could form a regex together with the last one. */
function printPieces(pieces: readonly string[]): string {
  const [first = '', ...others] = pieces;
  if (others.length === 0) return quoteIfNeeded(first);
  const quoted = (piece: string) => (piece === '' ? '' : quoteIfNeeded(piece));
  return [first.startsWith('/') ? quote(first) : quoted(first), ...others.map(quoted)].join('*');
}

function printRange({ key, min, max }: Extract<Condition, { key: 'status-code' | 'id' }>): string {
  if (key === 'status-code' && min === 0 && max === 0) return 'none';
  if (max === null) return `>=${min}`;
  if (min === max) return String(min);
  return key === 'status-code' && min % 100 === 0 && max === min + 99 ? `${min / 100}xx` : `${min}-${max}`;
}

function printTime({ date, time, zone }: FilterTime): string {
  if (date === null) return time ?? '';
  return time === null ? date : `${date}T${time}${zone ?? ''}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
