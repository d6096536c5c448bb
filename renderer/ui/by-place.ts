/** Gives each item its place as a key, for lists that never change and may have equal items: header lines, clauses. */
export function byPlace<T>(items: readonly T[]): { readonly key: string; readonly item: T }[] {
  return items.map((item, place) => ({ key: `at-${place}`, item }));
}
