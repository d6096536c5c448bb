/** The limit of JSON for one page or message, whether its rows are few or many. */
const maxCharacters = 8 * 1024 * 1024;

/**
 * Takes rows until there are `limit` of them or their JSON reaches the limit; at least one. `isAll` is true if no row
 * is left. Always ends the iteration, so that no cursor stays open.
 */
export function takeRows<Row>(
  rows: Iterable<Row>,
  limit: number,
  charactersOf: (row: Row) => number,
  mostCharacters = maxCharacters,
): { rows: Row[]; isAll: boolean } {
  const taken: Row[] = [];
  let characters = 0;
  for (const row of rows) {
    characters += charactersOf(row);
    if (taken.length === limit || (taken.length > 0 && characters > mostCharacters))
      return { rows: taken, isAll: false };
    taken.push(row);
  }
  return { rows: taken, isAll: true };
}
