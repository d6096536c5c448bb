import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../../server/contract/json.ts';
import { readErlangTerm, writeErlangTerm } from '../../../../server/cookie/formats/parts/erlang-term.ts';

/** The output of Erlang's term_to_binary, from the description of the format. */
test.each<[string, string, Json]>([
  ['an atom', '83640003666f6f', { $type: 'atom', value: 'foo' }],
  ['nil', '8377036e696c', null],
  ['true', '83760004' + '74727565', true],
  ['a small integer', '8361ff', 255],
  ['a negative integer', '8362ffffffff', -1],
  ['a float', '83463ff8000000000000', 1.5],
  ['a big integer', '836e0800ffffffffffffffff', { $type: 'int', value: '18446744073709551615' }],
  ['a tuple', '83680261016102', { $type: 'tuple', value: [1, 2] }],
  ['a charlist', '836b00026869', [104, 105]],
  ['a list', '836c0000000161056a', [5]],
  ['an empty list', '836a', []],
  ['a binary of UTF-8', '836d00000002c3a4', 'ä'],
  ['other bytes', '836d00000001ff', { $type: 'bytes', hex: 'ff' }],
  ['a map with texts for keys', '8374000000016d00000001616101', { a: 1 }],
  ['a map with other keys', '8374000000016101770161', { $type: 'map', value: [[1, { $type: 'atom', value: 'a' }]] }],
])('reads %s', (_, hex, value) => {
  const read = readErlangTerm(Buffer.from(hex, 'hex'));
  expect(read).toEqual({ value });
  expect(readErlangTerm(writeErlangTerm(read?.value ?? null))).toEqual(read);
});

test('reads a compressed term, and refuses one that would be too large', () => {
  const packed = (body: Buffer) => Buffer.concat([Buffer.from([131, 80, 0, 0, 0, 0]), deflateSync(body)]);
  expect(readErlangTerm(packed(writeErlangTerm({ a: 'b' }).subarray(1)))).toEqual({ value: { a: 'b' } });
  expect(readErlangTerm(packed(Buffer.alloc(8 * 1024 * 1024, 106)))).toBeNull();
});

test.each([
  ['a function', '8371000000'],
  ['a pid', '8367640003'],
  ['a list that claims four thousand million items', '836cffffffff'],
  ['a map that claims four thousand million pairs', '8374ffffffff'],
  ['a list in a list, without end', `83${'6c00000001'.repeat(5000)}`],
  ['bytes behind the term', '83610100'],
])('%s is not a supported term', (_, hex) => {
  expect(readErlangTerm(Buffer.from(hex, 'hex'))).toBeNull();
});

test('a written value is read as the same value', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('-0'));
  fc.assert(
    fc.property(json, (value) => {
      const expected = JSON.parse(JSON.stringify(value));
      expect(readErlangTerm(writeErlangTerm(expected))?.value).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('any bytes give a value or null', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = readErlangTerm(Buffer.from([131, ...bytes]));
      expect(read === null || read.value !== undefined).toBe(true);
    }),
    { numRuns: 500 },
  );
});
