import { expect, test } from 'vitest';
import { BoundedMap, boundedMemo } from '../../../server/export/redaction/bounded-map.ts';

test('keeps the used entries and drops the others', () => {
  const map = new BoundedMap<number>(10);
  map.set('used', 1);
  map.set('unused', 2);
  for (let number = 0; number < 100; number++) {
    map.set(`${number}`, number);
    map.get('used');
  }
  expect([map.get('used'), map.get('99'), map.get('unused'), map.get('0')]).toEqual([1, 99, undefined, undefined]);
});

test('computes once for a text that repeats, and each time for a very long one', () => {
  const asked: number[] = [];
  const lengthOf = boundedMemo((text) => asked.push(text.length) && text.length, 10);
  const long = 'x'.repeat(3000);
  expect(['ab', 'ab', long, long].map(lengthOf)).toEqual([2, 2, 3000, 3000]);
  expect(asked).toEqual([2, 3000, 3000]);
});
