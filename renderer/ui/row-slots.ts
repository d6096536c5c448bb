/** A row that is in the page, and the item it shows. */
export interface RowSlot<K> {
  readonly slot: number;
  readonly key: K;
}

/**
 * Which row of the page shows which item. A row is an element, and another text in it costs a third of another
 * element, so rows are used again: where few items are new, each item keeps its row and the new ones get those that
 * are free; where most are new, all rows stay where they are and show other items. `before` and what is returned are
 * in the order in which the rows stand in the page.
 */
export function slotsFor<K>(before: readonly RowSlot<K>[], keys: readonly K[]): readonly RowSlot<K>[] {
  const known = new Map(before.map(({ key, slot }) => [key, slot]));
  const kept = keys.filter((key) => known.has(key));
  const isMostlyNew = kept.length * 2 < keys.length;
  const isFree = ({ key }: RowSlot<K>) => isMostlyNew || !kept.includes(key);
  const free = before.filter(isFree).map(({ slot }) => slot);
  let next = 1 + before.reduce((highest, { slot }) => Math.max(highest, slot), -1);
  return keys.map((key) => {
    const own = isMostlyNew ? undefined : known.get(key);
    return { key, slot: own ?? free.shift() ?? next++ };
  });
}
