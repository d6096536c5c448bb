import { expect, test } from 'vitest';
import { nearestWord } from '../../server/base/nearest-word.ts';

const known = ['port', 'ui-port', 'data-dir', 'secret', 'secret-file', 'watch', 'store', 'json'];

test.each([
  ['prt', 'port'],
  ['prot', 'port'],
  ['data-dri', 'data-dir'],
  ['datadir', 'data-dir'],
  ['secrets', 'secret'],
  ['secretfile', 'secret-file'],
  ['wacth', 'watch'],
  ['stores', 'store'],
])('%s probably means %s', (typed, word) => {
  expect(nearestWord(typed, known)).toBe(word);
});

test.each(['', 'p', 'verbose', '__proto__', 'x'.repeat(10_000)])('no word is near “%s”', (typed) => {
  expect(nearestWord(typed, known)).toBeNull();
});
