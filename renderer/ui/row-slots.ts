/** A row that is in the page, and the item it shows. */
export interface RowSlot<K> {
  readonly slot: number;
  readonly key: K;
}

/**
 * Decides which row element of the page shows which item. Changing the text of an element costs a third of a new
 * element, so row elements are reused: if few items are new, each item keeps its element and the new ones get the free
 * elements; if most are new, all elements stay and show other items. `before` and the result are in the order of the
 * elements in the page.
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
