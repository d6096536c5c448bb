/**
 * Gives each item its place as a key. For lists that never change: header lines, clauses, whatever may stand there
 * twice.
 */
export function byPlace<T>(items: readonly T[]): { readonly key: string; readonly item: T }[] {
  return items.map((item, place) => ({ key: `at-${place}`, item }));
}
