import type { FilterError } from '../../server/contract/filter/filter.ts';
import { FILTER_EXAMPLES, isFilterKey } from '../../server/contract/filter/keys.ts';
import { printTerm } from '../../server/contract/filter/print.ts';
import type { FilteredLogState } from '../data/filtered-log.ts';
import type { Strings } from '../strings/en.ts';

/** A text that can become valid by typing on: not an error while the cursor is there. */
const UNFINISHED: ReadonlySet<FilterError['kind']> = new Set([
  'missing-value',
  'missing-session-key',
  'unclosed-quote',
  'bad-value',
  'bad-regex',
  'open-regex',
]);

/**
 * The errors in the typed text in order, including those from the inspector. `cursor` is the position of the cursor.
 * Null if the field does not have the focus.
 */
export function errorsShown(
  { parsed, refusals }: Pick<FilteredLogState, 'parsed' | 'refusals'>,
  cursor: number | null,
): readonly FilterError[] {
  const typed = parsed.errors.filter(({ kind, to }) => !(UNFINISHED.has(kind) && to === cursor));
  const regex = parsed.terms.find(({ condition }) => 'match' in condition && condition.match.type === 'regex');
  const refused = refusals.flatMap((error): FilterError[] => {
    return error.kind === 'slow-regex' && regex !== undefined ? [{ ...error, from: regex.from, to: regex.to }] : [];
  });
  return [...typed, ...refused].sort((a, b) => a.from - b.from);
}

/** An error as a sentence with its cause and the next step. */
export function errorSentence(error: FilterError, t: Strings['filter']): string {
  switch (error.kind) {
    case 'unknown-key':
      return error.suggestion === null
        ? t.errors.unknownKey(error.key)
        : t.errors.unknownKeyNear(error.key, error.suggestion);
    case 'missing-value':
      return t.errors.missingValue(error.key);
    case 'bad-value':
      return t.errors.badValue(error.key, examplesOf(error.key));
    default:
      return t.errors[error.kind];
  }
}

/** The values that a key accepts, in the words of the language. */
export function examplesOf(key: string, most = Number.POSITIVE_INFINITY): string {
  const examples = isFilterKey(key) ? FILTER_EXAMPLES[key] : [];
  return [...examples.slice(0, most), ...(examples.length > most ? ['…'] : [])].join(', ');
}

/** A term as it is shown: as it would be typed, but times as the reader's clock has them. */
export function termText(term: Parameters<typeof printTerm>[0], t: Strings['filter']): string {
  const { condition, isNegated } = term;
  const isMoment = (condition.key === 'after' || condition.key === 'before') && condition.time.zone === 'Z';
  if (!isMoment || isNegated) return printTerm(term);
  const atMs = Date.parse(`${condition.time.date}T${condition.time.time}Z`);
  return condition.key === 'after' ? t.afterTime(atMs) : t.beforeTime(atMs);
}
