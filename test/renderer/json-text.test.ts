import { expect, test } from 'vitest';
import { jsonText } from '../../renderer/model/json-text.ts';

test('a left-out part is the beginning of its text, or a sign alone', () => {
  const leftOut = { $type: 'left-out', count: 70_000, sha1: '00' };
  expect(jsonText({ user: 'Bob', list: [1, { ...leftOut, of: 'items' }], '…': { ...leftOut, of: 'entries' } })).toBe(
    '{"user":"Bob","list":[1,"…"],"…":"…"}',
  );
  expect(jsonText({ ...leftOut, of: 'text', start: 'a "b' })).toBe('"a \\"b…"');
});
