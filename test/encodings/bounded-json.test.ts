import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JAVASCRIPT_JSON, PHP_JSON, RAILS_JSON, writeJson } from '../../server/cookie/formats/parts/json-writer.ts';
import { readJson } from '../../server/encodings/bounded-json.ts';

// Without the values that are tested below: typed values, and whole numbers that JSON.parse would round.
const plain = fc
  .jsonValue({ maxDepth: 6, stringUnit: 'binary' })
  .filter((value) => !/\$type|(?<![\d.])\d{16,}(?![\d.e])/.test(JSON.stringify(value)));

test('reads the same values as JSON.parse', () => {
  fc.assert(
    fc.property(plain, (value) => {
      const text = JSON.stringify(value);
      expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 1000 },
  );
});

test('refuses the same texts as JSON.parse', () => {
  const almost = fc
    .tuple(plain, fc.nat(), fc.constantFrom('', '"', ',', '}', ']', ':', '\\', '0', '.', 'e', '\u0000', '\u00a0', '\n'))
    .map(([value, position, insert]) => {
      const text = JSON.stringify(value);
      const at = position % (text.length + 1);
      return text.slice(0, at) + insert + text.slice(at + 1);
    });
  fc.assert(
    fc.property(fc.oneof(almost, fc.string({ maxLength: 20 })), (text) => {
      expect(readJson(text).ok).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});

test('writes the same text as JSON.stringify', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(writeJson(value as never, JAVASCRIPT_JSON)).toBe(JSON.stringify(value));
    }),
    { numRuns: 1000 },
  );
});

describe('values that JavaScript cannot represent', () => {
  test.each([
    ['9007199254740993', { $type: 'int', value: '9007199254740993' }],
    ['-12345678901234567890', { $type: 'int', value: '-12345678901234567890' }],
    ['1e999', { $type: 'float', value: 'Infinity' }],
    ['{"$type":"int","value":"5"}', { $type: 'dict', value: { $type: 'int', value: '5' } }],
    ['{"$type":"int","value":5}', { $type: 'int', value: 5 }],
    ['{"$type":"dict","value":{}}', { $type: 'dict', value: { $type: 'dict', value: {} } }],
  ])('%s is kept, and written as it was', (text, value) => {
    expect(readJson(text)).toEqual({ ok: true, value });
    if (text !== '1e999') expect(writeJson(value as never, JAVASCRIPT_JSON)).toBe(text);
  });

  test.each(['NaN', 'Infinity', '-Infinity'])("%s is read in Python's dialect only", (text) => {
    expect(readJson(text).ok).toBe(false);
    expect(readJson(text, { hasPythonConstants: true })).toEqual({ ok: true, value: { $type: 'float', value: text } });
  });

  test('the last of two equal keys counts', () => {
    expect(readJson('{"a":1,"a":2}')).toEqual({ ok: true, value: { a: 2 } });
  });
});

test("writes Rails' and PHP's spelling", () => {
  const value = { '/': '<a> & \u2028 é 😀 \u007f' };
  expect(writeJson(value, RAILS_JSON)).toBe('{"/":"\\u003ca\\u003e \\u0026 \\u2028 é 😀 \u007f"}');
  expect(writeJson(value, PHP_JSON)).toBe('{"\\/":"<a> & \\u2028 \\u00e9 \\ud83d\\ude00 \u007f"}');
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
