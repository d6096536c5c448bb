import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { byNumber } from '../../../server/stores/census/order.ts';
import { type RowColumn, RowTable } from '../../../server/stores/census/row-table.ts';

/** Numbers from 0 to 1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const key = (n: number) => `sess:${createHash('sha1').update(String(n)).digest('hex')}`;

describe('a table of rows', () => {
  test.each([1, 2, 3, 4, 5])('holds what a Map holds after any additions and removals (run %i)', (seed) => {
    const random = numbers(seed);
    const table = new RowTable();
    const model = new Map<string, number>();
    for (let step = 0; step < 20_000; step++) {
      const one = key(Math.floor(random() * 5_000));
      const place = table.find(one);
      expect(place >= 0).toBe(model.has(one));
      if (random() < 0.45) {
        if (place >= 0) table.remove(place);
        model.delete(one);
      } else {
        const added = table.add(one);
        table.setNumber('bytes', added, step);
        model.set(one, step);
      }
    }
    expect(table.size).toBe(model.size);
    const held = new Map<string, number>();
    for (let place = 0; place < table.end; place++)
      if (table.has(place)) held.set(table.keyAt(place), table.number('bytes', place));
    expect([...held].sort()).toEqual([...model].sort());
    for (const [one, value] of model) expect(table.number('bytes', table.find(one))).toBe(value);
    expect(table.inOrderOfKeys('sess:').length).toBe(model.size);
  });

  test('the memory of removed keys is used again', () => {
    const table = new RowTable();
    for (let round = 0; round < 40; round++) {
      for (let n = 0; n < 5_000; n++) table.add(key(round * 5_000 + n));
      for (let n = 0; n < 5_000; n++) table.remove(table.find(key(round * 5_000 + n)));
    }
    expect(table.size).toBe(0);
    expect(table.memory).toBeLessThan(20 * 1024 * 1024);
  });

  test('rows are put in the order of their numbers, rows without one last in both directions', () => {
    const random = numbers(7);
    const table = new RowTable();
    for (let n = 0; n < 3_000; n++) {
      const place = table.add(key(n));
      const kind = random();
      const end =
        kind < 0.1 ? Number.NaN : kind < 0.2 ? Number.POSITIVE_INFINITY : 1.7e12 + Math.floor(random() * 1e10);
      table.setNumber('expiresAtMs', place, end);
    }
    const column: RowColumn = 'expiresAtMs';
    for (const isDescending of [false, true]) {
      const read = [...table.inOrderOf(column, isDescending)].map((place) => table.number(column, place));
      if (isDescending) read.reverse();
      const known = read.filter((end) => !Number.isNaN(end));
      expect(read.slice(known.length).every(Number.isNaN)).toBe(true);
      expect(known).toEqual([...known].sort((left, right) => (isDescending ? right - left : left - right)));
    }
  });

  test('keys are in the order of their bytes, also where their beginnings are equal', () => {
    const table = new RowTable();
    const keys = Array.from({ length: 2_000 }, (_, n) => (n % 3 === 0 ? `sess:visitor-${n}` : key(n)));
    for (const one of keys) table.add(one);
    const ordered = [...table.inOrderOfKeys('sess:')].map((place) => table.keyAt(place));
    expect(ordered).toEqual([...keys].sort());
  });

  test('a part of a key is found without regard to the case of its letters', () => {
    const table = new RowTable();
    const place = table.add('sess:AbC-é');
    const contains = (text: string) => table.keyContains(place, Buffer.from(text.toLowerCase()));
    expect(contains('aBc')).toBe(true);
    expect(contains('-é')).toBe(true);
    expect(contains('abd')).toBe(false);
    expect(contains('sess:abc-é and more')).toBe(false);
  });
});

test('numbers with a range too large for one number are still in order, up to a millionth of the range', () => {
  const values = Float64Array.from([1e15, 5, 3e15, Number.NaN, 2e15, 0]);
  expect([...byNumber(Uint32Array.from([0, 1, 2, 3, 4, 5]), values)]).toEqual([3, 5, 1, 0, 4, 2]);
});
