import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../renderer/shared/json-lines.ts';
import type { Json } from '../../server/contract/json.ts';

const text = (value: Json) =>
  jsonLines(value).map(({ indent, tokens }) => '  '.repeat(indent) + tokens.map((token) => token.text).join(''));

describe('a payload as lines', () => {
  it('is indented JSON', () => {
    expect(text({ user: 'Admin', cart: [1, null], deep: [[]], empty: {} })).toEqual([
      '{',
      '  "user": "Admin",',
      '  "cart": [1, null],',
      '  "deep": [',
      '    []',
      '  ],',
      '  "empty": {}',
      '}',
    ]);
  });

  it('shows the value of a typed value after the name of its type', () => {
    expect(text({ $type: 'tuple', value: [1] })).toEqual(['tuple(1)']);
    expect(text({ $type: 'uuid', value: '3f2c' })).toEqual(['uuid3f2c']);
    expect(text({ $type: 'bytes', hex: '00ff' })).toEqual(['bytes00ff']);
    expect(text({ $type: 'datetime', iso: '2026-11-22T19:26:04Z' })).toEqual(['datetime2026-11-22T19:26:04Z']);
    expect(text({ $type: 'dict', value: { a: 1 } })).toEqual(['dict{', '  "a": 1', '}']);
  });

  it('shows an object that resembles a typed value as an object', () => {
    expect(text({ $type: 'uuid', value: 3 })[1]).toBe('  "$type": "uuid",');
    expect(text({ $type: 'toString', value: 'x' })[1]).toBe('  "$type": "toString",');
    expect(text({ $type: 'bytes', hex: '', more: 1 })[1]).toBe('  "$type": "bytes",');
  });

  it('breaks a list that would not fit on its line', () => {
    expect(text(['a'.repeat(60), 'b'.repeat(60)])).toHaveLength(4);
  });

  it('is complete: without typed values the lines are the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('"$type"'));
        const json = value as Json;
        expect(JSON.parse(text(json).join('\n'))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });
});
