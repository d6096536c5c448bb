import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readValue } from '../../renderer/model/read-value.ts';

describe('a typed value', () => {
  it.each([
    ['"Admin"', 'Admin', false],
    ['Admin', 'Admin', true],
    ['two words', 'two words', true],
    ['42', 42, false],
    ['-0.5e3', -500, false],
    ['007', '007', true],
    ['true', true, false],
    ['null', null, false],
    ['undefined', 'undefined', true],
    [' {"a": [1, null]} ', { a: [1, null] }, false],
    ['""', '', false],
  ])('%j means %j', (text, value, isBareWord) => {
    expect(readValue(text)).toEqual({ ok: true, value, isBareWord, storedAs: JSON.stringify(value) });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['"Admin', 'broken-json'],
    ['{"a":', 'broken-json'],
    ['[1,', 'broken-json'],
    ["{'a': 1}", 'broken-json'],
  ])('%j is refused: %s', (text, reason) => {
    expect(readValue(text)).toEqual({ ok: false, reason });
  });

  it('is exactly itself when it is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readValue(JSON.stringify(value));
        expect(read).toMatchObject({ ok: true, isBareWord: false, storedAs: JSON.stringify(value) });
      }),
    );
  });
});
