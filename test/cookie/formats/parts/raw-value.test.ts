import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawOffsets, textOfRaw } from '../../../../server/cookie/formats/parts/raw-value.ts';

describe('a value in quotes', () => {
  test.each([
    ['"a\\054b"', 'a,b'],
    ['"say \\"hi\\" \\\\ bye"', 'say "hi" \\ bye'],
    ['"\\303\\274n"', 'ün'],
    ['"YWxpY2U%3D!a\\054b"', 'YWxpY2U=!a,b'],
    // Bytes that are not text, and invalid escapes, stay unchanged.
    ['"\\377x"', '\\377x'],
    ['"a\\054b%zz"', 'a\\054b%zz'],
    // Escapes are decoded only inside quotes.
    ['a\\054b', 'a\\054b'],
    ['"plain"', 'plain'],
    ['"', '"'],
  ])('%s is %s', (raw, text) => {
    expect(textOfRaw(raw)).toBe(text);
  });

  test('has a place in the raw value for every character of the text', () => {
    const piece = fc.constantFrom(
      'a',
      '"',
      '\\"',
      '\\\\',
      '\\054',
      '\\303\\274',
      '%3D',
      '%C3%BC',
      '%',
      'ü',
      '\\',
      '\\3',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, isQuoted) => {
        const raw = isQuoted ? `"${pieces.join('')}"` : pieces.join('');
        const text = textOfRaw(raw);
        const offsets = rawOffsets(raw, text);
        expect(offsets).toHaveLength(text.length + 1);
        expect(offsets?.at(-1)).toBe(raw.length - (raw.startsWith('"') && raw.endsWith('"') && raw.length > 1 ? 1 : 0));
      }),
    );
  });
});
