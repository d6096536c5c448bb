import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, RunningList } from '../../server/base/running-list.ts';

interface Item {
  readonly number: number;
}

describe('a list of running items', () => {
  it('has the items of a Set after any additions and removals, in the same order', () => {
    // A number is the place of an item to remove, also of one that was removed before; null adds an item.
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat())), (steps) => {
        const list = new RunningList<Item>();
        const known: { readonly item: Item; readonly place: Place<Item> }[] = [];
        const expected = new Set<Item>();
        for (const step of steps) {
          const removed = step === null ? undefined : known[step % known.length];
          if (removed === undefined) {
            const item = { number: known.length };
            known.push({ item, place: list.add(item) });
            expected.add(item);
          } else {
            list.remove(removed.place);
            expected.delete(removed.item);
          }
          expect([...list]).toEqual([...expected]);
        }
      }),
    );
  });

  it('goes on when the caller removes the item that it looks at', () => {
    const list = new RunningList<Item>();
    const places = [0, 1, 2].map((number) => list.add({ number }));
    const seen: number[] = [];
    for (const { number } of list) {
      seen.push(number);
      const place = places[number];
      if (place !== undefined) list.remove(place);
    }
    expect(seen).toEqual([0, 1, 2]);
    expect([...list]).toEqual([]);
  });
});
