import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';

const INSERT =
  /\binsert\s{1,4}into\s{1,4}[\w.`"[\]]{1,100}\s{0,4}\(([^()]{1,2000})\)\s{0,4}values\s{0,4}\(([^()]{1,4000})\)/gi;
const VALUE = /\s*('(?:[^']|'')*'|"[^"]*"|[^,]*)\s*(?:,|$)/y;
/** `CREATE USER bob IDENTIFIED BY 'x'` (MySQL, Oracle), `WITH PASSWORD 'x'` (PostgreSQL). */
const IDENTIFIED =
  /\b(?:identified\s{1,4}(?:with\s{1,4}\S{1,60}\s{1,4})?by|(?:with|encrypted)\s{1,4}password)\s{1,4}'([^']+)'/gi;

/** The secrets in statements of SQL, by the names of their columns; and the passwords of accounts. */
export function sqlSecretsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: secret = '', index } of text.matchAll(IDENTIFIED)) {
    const end = index + match.length - 1;
    addValue(text, { start: end - secret.length, end }, 'certain', ranges);
  }
  for (const { 0: match, 1: columns = '', 2: values = '', index } of text.matchAll(INSERT)) {
    const start = index + match.length - 1 - values.length;
    VALUE.lastIndex = 0;
    for (const column of columns.split(',')) {
      const at = VALUE.lastIndex;
      const [whole, value = ''] = VALUE.exec(values) ?? [];
      if (whole === undefined) break;
      const from = start + at + whole.indexOf(value);
      const marks = /^['"]/.test(value) ? 1 : 0;
      const stretch = { start: from + marks, end: from + value.length - marks };
      addValue(text, stretch, secrecyOf(column.replace(/[`"[\]\s]/g, '')), ranges);
      if (VALUE.lastIndex >= values.length) break;
    }
  }
  return ranges;
}
