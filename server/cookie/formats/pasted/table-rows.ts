import { COOKIE_NAME, nullIfEmpty, type PastedForm, type PastedPair, pairsOfHeader } from './pasted-pair.ts';

/**
 * Rows of the table of cookies in a browser's developer tools, copied with tabs, or of a table in Markdown: name,
 * value, and possibly domain, path, expiry, size and more. A first row of column titles may define the columns of name
 * and value.
 */
export const tableRows: PastedForm = (text) => {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*\|[\s|:-]+\|\s*$/.test(line))
    .map(cellsOf);
  if (!rows.every((cells) => cells.length >= 2)) return null;
  const titles = rows[0]?.map((cell) => cell.toLowerCase()) ?? [];
  const hasTitles = titles.includes('name') && titles.includes('value');
  const nameAt = hasTitles ? titles.indexOf('name') : 0;
  const valueAt = hasTitles ? titles.indexOf('value') : 1;
  const pairs: PastedPair[] = rows
    .slice(hasTitles ? 1 : 0)
    .flatMap((cells) => pairsOfRow(cells[nameAt] ?? '', cells[valueAt] ?? ''));
  return pairs.every(({ name }) => COOKIE_NAME.test(name)) ? nullIfEmpty(pairs) : null;
};

/** A bar with blanks around it separates the cells of Markdown; a value may have one without blanks. */
function cellsOf(line: string): string[] {
  const row = /^\s*\|\s+(.+)\s+\|\s*$/.exec(line);
  const cells = row === null ? line.split('\t') : (row[1] ?? '').split(/\s+\|\s+/);
  return cells.map((cell) => (row === null ? cell.trim() : cell.trim().replace(/^`(.*)`$/, '$1')));
}

/** A table of headers has cookies as well. */
function pairsOfRow(name: string, value: string): readonly PastedPair[] {
  return pairsOfHeader(name, value) ?? [{ name, value }];
}

/** Whether every line has more columns than a name and a value that were put apart by a tab. */
export function isTable(text: string): boolean {
  return text.split(/\r?\n/).every((line) => line.trim() === '' || line.split('\t').length > 2);
}
