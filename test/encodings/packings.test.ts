import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Wrapping } from '../../server/contract/value-tree.ts';
import { decodeCookie } from '../../server/cookie/formats/decode-cookie.ts';
import { decodeValue } from '../../server/encodings/decode-value.ts';
import { MAX_UNPACKED_BYTES, type Packing, unpack, unpackAs } from '../../server/encodings/packings.ts';
import { treeToJson } from '../../server/encodings/tree-json.ts';
import { packedIn } from '../../server/export/redaction/packed-text.ts';
import { compressToLzString } from '../support/encoders/lz-string.ts';

/** Each compression as bytes; lz-string as the bytes of its digits of base64. */
const packers: Readonly<Record<Packing, (text: string) => Buffer>> = {
  gzip: (text) => gzipSync(text),
  zlib: (text) => deflateSync(text),
  deflate: (text) => deflateRawSync(text),
  brotli: (text) => brotliCompressSync(text),
  'lz-string': (text) => Buffer.from(compressToLzString(text), 'base64'),
};
const PACKINGS = Object.keys(packers) as Packing[];
const DATA = { user: 'alice', cart: ['lamp', 'chair'], note: 'as before, as before' };

describe.each(PACKINGS)('%s', (by) => {
  const packed = packers[by](JSON.stringify(DATA));
  // The last digits of lz-string may be zeros only, which bytes do not hold.
  const digits = by === 'lz-string' ? compressToLzString(JSON.stringify(DATA)) : packed.toString('base64');

  test('is opened alike for a cookie, for a row of a store and for an export', () => {
    const cookie = { rawValue: digits, name: 'prefs', text: digits, others: new Map() };
    expect(decodeCookie(cookie, { nowMs: 0 }).payload).toEqual(DATA);
    const row = decodeValue(Buffer.from(digits));
    expect(row.ok && treeToJson(row.tree)).toEqual(DATA);
    expect(row.wrapping).toEqual(by === 'lz-string' ? [by] : ['base64', by]);
    expect(packedIn(digits)[0]?.content).toBe(JSON.stringify(DATA));
  });

  test('is named with its content', () => {
    if (by === 'lz-string') expect(unpack(Buffer.alloc(0), { digits })?.content.toString()).toBe(JSON.stringify(DATA));
    else expect(unpack(packed)).toEqual({ by, content: Buffer.from(JSON.stringify(DATA)) });
  });

  test('is opened in a row of a store as bytes', () => {
    if (by === 'lz-string') return;
    const row = decodeValue(packed);
    expect([row.ok && treeToJson(row.tree), row.wrapping]).toEqual([DATA, [by satisfies Wrapping]]);
  });

  test('never gives more than the limit', () => {
    const large = packers[by](`["${'a'.repeat(2_000)}"]`);
    const content = unpack(large, { most: 1_000 })?.content ?? null;
    expect(content === null || content === 'too-large').toBe(true);
    const small = unpack(packed, { most: 20, accepts: () => true })?.content;
    expect(small === 'too-large' || (small?.length ?? 0) <= 20).toBe(true);
  });
});

test('the limit is a mebibyte unless another one is given', () => {
  const most = Buffer.alloc(MAX_UNPACKED_BYTES, 'a');
  expect(unpack(gzipSync(most))?.content.length).toBe(MAX_UNPACKED_BYTES);
  expect(unpack(gzipSync(Buffer.concat([most, Buffer.from('a')])))?.content).toBe('too-large');
});

test('random bytes are not taken for compressed data', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 64 });
  const samples = fc.sample(bytes, { numRuns: 3_000, seed: 5 });
  expect(samples.filter((sample) => unpack(sample) !== null)).toEqual([]);
});

test('any bytes are opened without an error, within the limit', () => {
  const start = fc.constantFrom(...PACKINGS.map((by) => packers[by](JSON.stringify(DATA))));
  const damaged = fc.tuple(start, fc.nat({ max: 60 }), fc.uint8Array({ maxLength: 20 }));
  fc.assert(
    fc.property(damaged, fc.boolean(), ([packed, keep, rest], mayBeCut) => {
      const bytes = Buffer.concat([packed.subarray(0, keep), rest]);
      const found = unpack(bytes, { mayBeCut, most: 100 });
      expect(found === null || found.content === 'too-large' || found.content.length <= 100).toBe(true);
      for (const by of ['gzip', 'zlib', 'deflate', 'brotli'] as const) {
        const content = unpackAs(bytes, by, { most: 100 });
        expect(content === null || content === 'too-large' || content.length <= 100).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
