import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zlibCompress } from '../../../../server/cookie/formats/parts/zlib/zlib-compress.ts';
import { needs, where } from '../../../support/where.ts';
import { askRealFlask } from '../../flask/real-flask.ts';

/** Text of few words, of few letters, of no order at all; up to several blocks and windows long. */
const data = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc
    .tuple(fc.array(fc.string({ maxLength: 9 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 1e9 }))
    .map(words),
  fc
    .tuple(fc.integer({ min: 2, max: 256 }), fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 70_000 }))
    .map(noise),
);

/** A text drawn from a few words by a small generator, so that long texts need no long list of choices. */
function words([list, seed]: [string[], number]): Uint8Array {
  const next = generator(seed);
  const count = next() % 3000;
  return Buffer.from(Array.from({ length: count }, () => list[next() % list.length] ?? '').join(next() % 2 ? ',' : ''));
}

function noise([letters, seed, length]: [number, number, number]): Uint8Array {
  const next = generator(seed);
  return Uint8Array.from({ length }, () => next() % letters);
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
}

where(needs.flask)("packs to the very bytes of Python's zlib", async () => {
  const samples = [Buffer.alloc(0), Buffer.alloc(200_000, 'ab'), ...fc.sample(data, { numRuns: 500, seed: 1 })];
  const answers = await askRealFlask(
    samples.map((bytes) => ({ do: 'compress', hex: Buffer.from(bytes).toString('hex') })),
  );
  expect(samples.map((bytes) => zlibCompress(bytes).toString('hex'))).toEqual(answers.map(({ hex }) => hex));
});

test("Node's zlib decompresses the result to the input", () => {
  fc.assert(
    fc.property(data, (bytes) => {
      expect(inflateSync(zlibCompress(bytes)).equals(bytes)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
