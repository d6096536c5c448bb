import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodedCookieSchema, invalidOrUnknown } from '../../../server/contract/decoded-cookie.ts';
import { openFlask } from '../../../server/cookie/flask/flask-cookie.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { COOKIE_FORMATS } from '../../../server/cookie/formats/registry.ts';
import { processorMs } from '../../support/processor-time.ts';
import { decode, frameworkCookies, NOW, pastedFrom } from './support.ts';

/** Inputs for each decoder. The full number: DECODER_FUZZ_RUNS=100000. */
const RUNS = Number(process.env.DECODER_FUZZ_RUNS ?? 300);
const LIMIT_MS = 600_000;

const seeds = frameworkCookies.map(pastedFrom);
const secrets = [...new Set(frameworkCookies.flatMap(({ secret }) => secret ?? []))]
  .filter((secret) => secret.length < 200)
  .slice(0, 3);

const alphabet = fc.constantFrom(
  'A',
  'e',
  '0',
  'f',
  '.',
  ':',
  '-',
  '--',
  '_',
  '~',
  '*',
  '=',
  '%',
  '%2',
  '+',
  '/',
  '{',
  '"',
  ';',
  ' ',
  '\0',
  '\ud800',
  'é',
  'Fe26.2*',
  's:',
  'j:',
  'eyJ',
);
const noise = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: alphabet, maxLength: 60 }),
);

/** A genuine cookie, with a part cut out, put in, repeated or replaced. */
const mutated = fc
  .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat({ max: 30 }), noise, fc.nat({ max: 3 }))
  .map(([cookie, position, length, text, way]) => {
    const start = position % (cookie.length + 1);
    const cut = cookie.slice(start, start + length);
    const insert = [text, '', cut + cut, cut.split('').reverse().join('')][way] ?? '';
    return cookie.slice(0, start) + insert + cookie.slice(start + length);
  });
const anything = fc.oneof({ weight: 3, arbitrary: mutated }, { weight: 1, arbitrary: noise });

/** The slowest input of a run, in processor time of this thread: other work on the machine does not count. */
const slowest = { ms: 0, name: '', input: '' };

function timed<T>(name: string, input: string, work: () => T): T {
  let result: T | undefined;
  const ms = processorMs(() => {
    result = work();
  });
  if (ms > slowest.ms) Object.assign(slowest, { ms, name, input: input.slice(0, 200) });
  return result as T;
}

describe('any text, and any damaged cookie', () => {
  test.each(COOKIE_FORMATS.map(({ format }) => format))('gives a verdict as %s', { timeout: LIMIT_MS }, (format) => {
    fc.assert(
      fc.property(anything, (input) => {
        const decoded = timed(format, input, () => decode(input, secrets, { format }));
        expect(decoded.valid).toBe(decoded.reason === null ? true : invalidOrUnknown(decoded.reason));
        if (decoded.valid) expect(decoded.secretNumber).not.toBeNull();
        expect(decoded.segments.map(({ start, end }) => decoded.rawValue.slice(start, end)).join('')).toBe(
          decoded.rawValue,
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('is recognised or not, and the verdict has the shape of the contract', { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(anything, (input) => {
        const decoded = timed('decode', input, () => decode(input, secrets));
        decodedCookieSchema.parse(decoded);
        expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded);
      }),
      { numRuns: RUNS },
    );
  });

  test('can be pasted', { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 4 }).map((parts) => parts.join('; ')),
        (input) => {
          const { cookies, likeliest } = timed('readPasted', input, () => readPasted(input));
          expect(cookies).toContain(likeliest);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("can be opened as Flask's", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(anything, (input) => {
        const age = { nowSeconds: NOW / 1000, maxAgeSeconds: 60 };
        expect(timed('openFlask', input, () => openFlask(input, secrets, age)).kind).not.toBe('ok');
      }),
      { numRuns: RUNS },
    );
  });

  // A measurement means something with the full number only.
  if (process.env.DECODER_FUZZ_RUNS !== undefined) {
    test('takes less than 50 ms', () => {
      console.log(`slowest: ${slowest.ms.toFixed(1)} ms, ${slowest.name}, ${slowest.input}`);
      console.log(`memory: ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`);
      expect(slowest.ms).toBeLessThan(50);
    });
  }
});
