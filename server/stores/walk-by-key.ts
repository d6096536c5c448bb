import type { RowHead } from './store-reader.ts';

/** The rows of one step: the database is busy with them for a few milliseconds at most. */
export const walkedRows = 1_000;

/** The rows of a table in the order of their keys. `page`: the rows after a key, or the first ones. */
export async function* walkByKey(
  page: (after: string | null, limit: number) => Promise<readonly RowHead[]>,
): AsyncIterable<readonly RowHead[]> {
  let after: string | null = null;
  for (;;) {
    const heads: readonly RowHead[] = await page(after, walkedRows);
    if (heads.length > 0) yield heads;
    if (heads.length < walkedRows) return;
    after = heads.at(-1)?.key ?? null;
  }
}
