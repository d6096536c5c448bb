import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEarlier, addLive, EMPTY_WINDOW, indexOfId, mergeById } from '../../renderer/data/log-window.ts';
import { makeRecord } from './support/make-record.ts';

const entry = (id: number) => makeRecord({ id });
const idLists = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });

describe('mergeById', () => {
  it('gives the union in order of id, no id twice, for any two lists', () => {
    fc.assert(
      fc.property(idLists, idLists, (a, b) => {
        const first = mergeById([], a.map(entry));
        const merged = mergeById(first, b.map(entry));
        expect(merged.map(({ id }) => id)).toEqual([...new Set([...a, ...b])].sort((x, y) => x - y));
      }),
    );
  });

  it('lets the later message of an entry win', () => {
    const later = makeRecord({ id: 2, url: '/later' });
    expect(mergeById([entry(1), entry(2), entry(3)], [later])[1]).toBe(later);
  });

  it('returns the same list if there are no new entries', () => {
    const list = [entry(1)];
    expect(mergeById(list, [])).toBe(list);
  });
});

describe('indexOfId', () => {
  it('finds every entry of a list, and no other', () => {
    fc.assert(
      fc.property(idLists, (ids) => {
        const entries = mergeById([], ids.map(entry));
        for (let id = 0; id <= 61; id++) {
          expect(indexOfId(entries, id)).toBe(entries.findIndex((known) => known.id === id));
        }
      }),
    );
  });
});

describe('a bounded window', () => {
  it('never holds more than its bound, stays in order, and says so when it left something out', () => {
    const step = fc.record({
      ids: idLists,
      isEarlier: fc.boolean(),
      giveWay: fc.constantFrom('oldest' as const, 'newest' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let window = EMPTY_WINDOW;
        for (const { ids, isEarlier, giveWay } of steps) {
          const entries = ids.map(entry);
          window = isEarlier ? addEarlier(window, entries, false, 10) : addLive(window, entries, giveWay, 10);
          const shown = window.entries.map(({ id }) => id);
          expect(shown.length).toBeLessThanOrEqual(10);
          expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('leaves a late entry that belongs before the window to paging', () => {
    const window = { entries: [entry(10), entry(11)], hasEarlier: true, hasLater: false };
    expect(addLive(window, [entry(3)], 'oldest', 10)).toBe(window);
  });

  it('takes in a late entry that belongs inside the window even when it has left the present', () => {
    const window = { entries: [entry(10), entry(12)], hasEarlier: true, hasLater: true };
    expect(addLive(window, [entry(11), entry(20)], 'newest', 10).entries.map(({ id }) => id)).toEqual([10, 11, 12]);
  });
});
