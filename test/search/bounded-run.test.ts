import { expect, test } from 'vitest';
import { runBounded, watched } from '../../server/search/bounded-run.ts';

test('work that ends is done', () => {
  let done = 0;
  expect(runBounded(() => void done++)).toBe('done');
  expect(done).toBe(1);
});

test('a regex that would take centuries is ended', () => {
  const text = `${'a'.repeat(50)}b`;
  expect(runBounded(() => void watched(() => /^(a+)+$/.test(text)))).toBe('regex-too-slow');
});

test('a long run without a regex is distinguished', () => {
  expect(
    runBounded(() => {
      watched(() => /a/.test('a'));
      for (;;);
    }),
  ).toBe('ended');
});

test('an error of the work is its own', () => {
  expect(() =>
    runBounded(() => {
      throw new RangeError('no');
    }),
  ).toThrow(RangeError);
  expect(runBounded(() => {})).toBe('done');
});
