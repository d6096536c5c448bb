import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SecretIndex } from '../../../server/export/redaction/secret-index.ts';
import { processorMs } from '../../support/processor-time.ts';

function searchAll(index: SecretIndex, text: string): [string, number, number][] {
  const hits: [string, number, number][] = [];
  index.search(text, (_, start, end) => hits.push([text.slice(start, end), start, end]));
  return hits.sort((a, b) => a[1] - b[1] || a[2] - b[2]);
}

test('finds exactly the texts that a plain search finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\ud83d\ude00'), maxLength: 60 });
  const sought = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\ud83d\ude00'), minLength: 4, maxLength: 12 }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(text, sought, (text, sought) => {
      const index = new SecretIndex(1000);
      for (const one of sought) index.add(one, 'cookie');
      const expected = [...new Set(sought)]
        .filter((one) => one.length >= 8)
        .flatMap((one) =>
          Array.from({ length: text.length }, (_, at): [string, number, number] => [one, at, at + one.length]),
        )
        .filter(([one, at]) => text.startsWith(one, at));
      expect(searchAll(index, text)).toEqual(expected.sort((a, b) => a[1] - b[1] || a[2] - b[2]));
    }),
    { numRuns: 1000 },
  );
});

test('finds each of a hundred thousand texts, and no other', () => {
  const index = new SecretIndex(100_000);
  const textOf = (number: number): string => `secret${(number * 2_654_435_761).toString(36).padStart(12, '0')}`;
  for (let number = 1; number <= 100_000; number++) index.add(textOf(number), 'token');
  const all = Array.from({ length: 2_000 }, (_, number) => textOf(number * 50 + 1));
  expect(all.filter((text) => searchAll(index, `in ${text} it`).length !== 1)).toEqual([]);
  const others = Array.from({ length: 2_000 }, (_, number) => textOf(100_001 + number));
  expect(others.filter((text) => searchAll(index, text).length > 0)).toEqual([]);
  expect(index.left).toBe(0);
});

test('keeps the first kind of a text, unless it is a session id later', () => {
  const index = new SecretIndex(10);
  index.add('some text', 'cookie');
  index.add('some text', 'header');
  expect([index.kindOf('some text'), index.kindOf('some texts')]).toEqual(['cookie', undefined]);
  index.add('some text', 'sid');
  index.add('some text', 'cookie');
  expect(index.kindOf('some text')).toBe('sid');
});

test('knows short texts, but does not search for them', () => {
  const index = new SecretIndex(10);
  index.add('short', 'sid');
  expect([index.kindOf('short'), searchAll(index, 'a short text')]).toEqual(['sid', []]);
});

test('keeps the first texts if there are too many, and counts the others', () => {
  const index = new SecretIndex(100);
  for (let number = 1000; number < 1150; number++) index.add(`secret number ${number}`, 'cookie');
  expect([searchAll(index, 'secret number 1099').length, searchAll(index, 'secret number 1101').length]).toEqual([
    1, 0,
  ]);
  expect(index.left).toBe(50);
});

test('finds each of thousands of texts that end alike, such as addresses of one host', () => {
  const index = new SecretIndex(50_000);
  const addresses = Array.from({ length: 2_000 }, (_, number) => `user.${number * 7919}@example.org`);
  for (const address of addresses) index.add(address, 'value');
  expect(addresses.filter((address) => searchAll(index, `to ${address}`).length === 1)).toHaveLength(2_000);
  expect(index.left).toBe(0);
});

test('stays quick when thousands of texts are alike', () => {
  const index = new SecretIndex(50_000);
  for (let number = 0; number < 20_000; number++) index.add(`${number} with the same ending`, 'cookie');
  const ms = processorMs(() => {
    for (let round = 0; round < 1000; round++) searchAll(index, 'another one with the same ending');
  });
  expect(ms).toBeLessThan(1_000);
});
