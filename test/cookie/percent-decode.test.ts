import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentDecode } from '../../server/cookie/percent-decode.ts';

test('says whether the text was plain, decoded or undecodable', () => {
  expect(['a+b', 's%3Aa%2Bb', '%E2%82%AC', '50%', '%zz', '%E2%82', '%C0%80', 'a%41%'].map(percentDecode)).toEqual([
    { text: 'a+b', state: 'plain' },
    { text: 's:a+b', state: 'decoded' },
    { text: '€', state: 'decoded' },
    { text: '50%', state: 'undecodable' },
    { text: '%zz', state: 'undecodable' },
    { text: '%E2%82', state: 'undecodable' },
    { text: '%C0%80', state: 'undecodable' },
    { text: 'a%41%', state: 'undecodable' },
  ]);
});

test('reverses encodeURIComponent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(percentDecode(encodeURIComponent(text)).text).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test('never throws, and keeps a text that it cannot decode', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('%', '4', '1', 'c', '3', 'a', '9', '\ud800', '\0') }), (text) => {
      const decoded = percentDecode(text);
      if (decoded.state !== 'decoded') expect(decoded.text).toBe(text);
    }),
    { numRuns: 1000 },
  );
});
