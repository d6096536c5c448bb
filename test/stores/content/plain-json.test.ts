import { expect, test } from 'vitest';
import { decodeValue } from '../../../server/encodings/decode-value.ts';
import { treeToJson } from '../../../server/encodings/tree-json.ts';
import { decodeRow } from '../../../server/stores/read-row.ts';

const texts = [
  '{"cookie":{"originalMaxAge":1000,"expires":"2027-01-01T00:00:00.000Z"},"user":"Bob"}',
  '{"n":12345678901234567890,"m":-0,"f":-0.0,"g":1e400,"h":1E+3,"i":9007199254740993}',
  '{"a":NaN,"b":[Infinity,-Infinity]}',
  '{"__proto__":{"x":1},"constructor":2,"0":"a","1":"b"}',
  '{"$type":"bytes","hex":"00ff"}',
  '{"x":{"$type":"uuid","value":"00000000-0000-0000-0000-000000000000"},"y":{"$type":"dict","value":{}}}',
  '{ "spaced" : [ ] , "u":"\\u00e9\\ud800" }\n',
  '{"a":1,"a":2}',
  '{"cut":[1,2',
  '{"rest":1}}',
  '{}',
  `{"deep":${'['.repeat(99)}${']'.repeat(99)}}`,
  `{"too deep":${'['.repeat(100)}${']'.repeat(100)}}`,
  `{"many":[${'1,'.repeat(60_000)}1]}`,
];

test('a row of JSON is read without a tree to the same value as with one', () => {
  for (const text of texts) {
    const bytes = Buffer.from(text);
    const byTree = decodeValue(bytes);
    const row = decodeRow({ bytes, expiresAtMs: null }, { format: 'recognised', clock: 'none', nowMs: 0 });
    expect([text.slice(0, 60), row.whole]).toEqual([text.slice(0, 60), byTree.ok ? treeToJson(byTree.tree) : null]);
    const { ok, encoding, wrapping, names, bytes: size } = row.value;
    expect({ ok, encoding, wrapping, names, size }).toEqual({
      ok: byTree.ok,
      encoding: byTree.encoding,
      wrapping: byTree.wrapping,
      names: byTree.names,
      size: byTree.bytes,
    });
  }
});
