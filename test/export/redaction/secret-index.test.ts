import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SecretIndex } from '../../../server/export/redaction/secret-index.ts';

function searchAll(index: SecretIndex<string>, text: string): [string, number, number][] {
  const hits: [string, number, number][] = [];
  index.search(text, (found, start, end) => hits.push([found, start, end]));
  return hits.sort((a, b) => a[1] - b[1] || a[2] - b[2]);
}

test('finds exactly the texts that a plain search finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\ud83d\ude00'), maxLength: 60 });
  const sought = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\ud83d\ude00'), minLength: 4, maxLength: 12 }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(text, sought, (text, sought) => {
      const index = new SecretIndex<string>(1000);
      for (const one of sought) index.add(one, one);
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

test('forgets the texts not seen for longest, and keeps those that are found', () => {
  const index = new SecretIndex<string>(100);
  const textOf = (number: number): string => `secret number ${number}`;
  for (let number = 1000; number < 1200; number++) {
    index.add(textOf(number), textOf(number));
    searchAll(index, textOf(1000));
  }
  expect(searchAll(index, textOf(1000))).toHaveLength(1);
  expect(searchAll(index, textOf(1199))).toHaveLength(1);
  expect(searchAll(index, textOf(1010))).toHaveLength(0);
});

test('finds each of thousands of texts that end alike, such as addresses of one host', () => {
  const index = new SecretIndex<string>(50_000);
  const addresses = Array.from({ length: 2_000 }, (_, number) => `user.${number * 7919}@example.org`);
  for (const address of addresses) index.add(address, address);
  expect(addresses.filter((address) => searchAll(index, `to ${address}`).length === 1)).toHaveLength(2_000);
  expect(index.forgotten).toBe(0);
});

test('adding a text again renews what it tells', () => {
  const index = new SecretIndex<string>(100);
  index.add('the same text', 'old');
  index.add('the same text', 'new');
  expect(searchAll(index, 'the same text')).toEqual([['new', 0, 13]]);
});

test('stays quick when thousands of texts end alike', () => {
  const index = new SecretIndex<string>(50_000);
  for (let number = 0; number < 20_000; number++) index.add(`${number} with the same ending`, '');
  const startedAtMs = performance.now();
  for (let round = 0; round < 1000; round++) searchAll(index, 'another one with the same ending');
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
