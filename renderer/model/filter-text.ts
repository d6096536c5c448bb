import type { FilterTerm } from '../../server/contract/filter/filter.ts';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import { printFilter, printTerm } from '../../server/contract/filter/print.ts';
import { timeOfMs } from '../../server/contract/filter/values.ts';

/**
 * A filter text with its stretch of time replaced by this one (epoch ms, without the end); null removes it. Parts of
 * the text that cannot be parsed stay unchanged.
 */
export function withTimeRange(text: string, range: { readonly fromMs: number; readonly toMs: number } | null): string {
  const kept = parseFilter(text).terms.filter(isOfTime).reduceRight(withoutTerm, text);
  if (range === null) return kept;
  const terms = [
    { isNegated: false, condition: { key: 'after', time: timeOfMs(range.fromMs) } },
    { isNegated: false, condition: { key: 'before', time: timeOfMs(range.toMs) } },
  ] as const;
  return [kept, printFilter(terms)].filter((part) => part !== '').join(' ');
}

/** A filter text without one of its terms. */
export function withoutTerm(text: string, term: FilterTerm): string {
  return `${text.slice(0, term.from).trimEnd()} ${text.slice(term.to).trimStart()}`.trim();
}

/**
 * A filter text with one more term, unless the term is there already. A press on a value in the log adds such a term.
 */
export function withTerm(text: string, condition: FilterTerm['condition'], isNegated = false): string {
  const term = printTerm({ isNegated, condition });
  if (parseFilter(text).terms.some((known) => printTerm(known) === term)) return text;
  return `${text.trim()} ${term}`.trim();
}

/** The term that hides the requests of the Lab. */
export const NO_LAB = '-is:lab';

/** Whether a filter text has a term, given as its text. */
export function hasTerm(text: string, term: string): boolean {
  return parseFilter(text).terms.some((known) => printTerm(known) === term);
}

/** A filter text with a term added, or without it if the text had it. */
export function withToggledTerm(text: string, term: string): string {
  const known = parseFilter(text).terms.find((each) => printTerm(each) === term);
  return known === undefined ? `${text.trim()} ${term}`.trim() : withoutTerm(text, known);
}

function isOfTime({ isNegated, condition }: FilterTerm): boolean {
  return !isNegated && (condition.key === 'after' || condition.key === 'before');
}
