import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { type Secrecy, secrecyOf } from './sensitive-name.ts';
import { endOfBareValue, quoted } from './value-end.ts';

/** An argument that takes a variable: `password: $p`. */
const ARGUMENT = /([A-Za-z_]\w{0,80})\s{0,4}:\s{0,4}\$([A-Za-z_]\w{0,80})/g;
/** The definition of a variable with a default: `$p: String = "x"`. */
const DEFAULT = /\$([A-Za-z_]\w{0,80})\s{0,4}:\s{0,4}[\w![\]]{1,80}\s{0,4}=\s{0,4}(?=["\w])/g;
const MOST_VARIABLES = 50;

/**
 * The variables of a GraphQL document that are passed to arguments with the name of a secret, each with the secrecy of
 * that name. Source: GraphQL specification, section 2.10.
 */
export function secretVariables(document: string): ReadonlyMap<string, Secrecy> {
  const variables = new Map<string, Secrecy>();
  if (!document.includes('$')) return variables;
  for (const [, argument = '', variable = ''] of document.matchAll(ARGUMENT)) {
    const secrecy = secrecyOf(argument);
    if (secrecy !== 'none' && variables.size < MOST_VARIABLES) variables.set(variable, secrecy);
  }
  return variables;
}

/** The secrets in a text with a GraphQL document: the defaults of such variables, and their values beside it. */
export function graphqlSecretsIn(text: string): SecretRange[] {
  const variables = secretVariables(text);
  const ranges: SecretRange[] = [];
  if (variables.size === 0) return ranges;
  for (const { 0: match, 1: variable = '', index } of text.matchAll(DEFAULT)) {
    addAt(text, index + match.length, variables.get(variable) ?? 'none', ranges);
  }
  const names = [...variables.keys()].join('|');
  for (const { 0: match, 1: variable = '', index } of text.matchAll(
    new RegExp(`["'](${names})["']\\s{0,4}:\\s{0,4}(?=["'\\w-])`, 'g'),
  )) {
    addAt(text, index + match.length, variables.get(variable) ?? 'none', ranges);
  }
  return ranges;
}

function addAt(text: string, start: number, secrecy: Secrecy, ranges: SecretRange[]): void {
  const isQuoted = /["']/.test(text[start] ?? '');
  addValue(text, isQuoted ? quoted(text, start) : { start, end: endOfBareValue(text, start) }, secrecy, ranges);
}
