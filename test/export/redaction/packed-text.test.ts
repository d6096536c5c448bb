import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_UNPACKED, packedIn } from '../../../server/export/redaction/packed-text.ts';

const CONTENT = '{"user":"alice","note":"hidden text","n":[1,2,3]}';
const packers: Readonly<Record<string, (text: string) => Buffer>> = {
  gzip: (text) => gzipSync(text),
  zlib: (text) => deflateSync(text),
  'zlib, fastest': (text) => deflateSync(text, { level: 1 }),
  'zlib, best': (text) => deflateSync(text, { level: 9 }),
  'zlib with a small window': (text) => deflateSync(text, { windowBits: 9 }),
  'raw deflate': (text) => deflateRawSync(text),
  'raw deflate, stored': (text) => deflateRawSync(text, { level: 0 }),
  Brotli: (text) => brotliCompressSync(text),
  'Brotli, fastest': (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }),
  'Brotli with a small window': (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 16 } }),
};
const codings = ['base64', 'base64url', 'hex'] as const;

test.each(Object.keys(packers).flatMap((name) => codings.map((coding) => [name, coding] as const)))(
  '%s in %s is read, wherever it stands',
  (name, coding) => {
    const packed = (packers[name] as (text: string) => Buffer)(CONTENT).toString(coding);
    for (const [before, after] of [
      ['', ''],
      ['/api/state?s=', '&page=2'],
      ['/share/', '#top'],
      ['v1.', '.'],
      ['a note: ', ' and more'],
    ]) {
      const [found] = packedIn(`${before}${packed}${after}`);
      expect({ before, content: found?.content }).toEqual({ before, content: CONTENT });
      expect([found?.start, found?.end]).toEqual([
        before?.length,
        (before?.length ?? 0) + packed.replace(/=+$/, '').length,
      ]);
    }
  },
);

test('content of any text is read', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 300 });
  fc.assert(
    fc.property(
      fc.boolean(),
      text,
      fc.constantFrom(...Object.keys(packers)),
      fc.constantFrom(...codings),
      (isWide, value, name, coding) => {
        const content = `${isWide ? '密码' : '{"token":"'}${value.replaceAll(/["\\]/g, '')} token=abcdefgh`;
        const packed = (packers[name] as (text: string) => Buffer)(content).toString(coding);
        const found = packedIn(packed).map((each) => each.content);
        expect(found).toContain(Buffer.from(content).toString('latin1'));
      },
    ),
    { numRuns: 500 },
  );
});

/** The first 70% of the digits. */
const cutOff = (packed: string): string => packed.slice(0, Math.floor(packed.length * 0.7));

test.each([
  ['gzip', gzipSync(CONTENT).toString('base64')],
  ['zlib', deflateSync(CONTENT).toString('base64url')],
  // Made by lz-string 1.5.0, compressToEncodedURIComponent.
  ['lz-string', 'N4IgrgzgpgTiBcICGAbAlgYyiANCDSMALggNqgQDWYCIKSAtgA4C0ATAGy74D2YAdiXgBGAL4BdPEQAWUBtkQATQpRCigA'],
])('the beginning of %s that was cut off is read', (_, packed) => {
  expect(packedIn(cutOff(packed))[0]?.content).toMatch(/^\{"user":"alice"/);
});

test('lz-string is read in each of its alphabets', () => {
  const text = '{"user":"alice","cart":[{"sku":"lamp-26","count":1}],"theme":"dark"}';
  const digits = 'N4IgrgzgpgTiBcICGAbAlgYyiANCDSMALggNqgQDWYCIKSAtgA4C0ATAGy74D2YAdiXgBGAL4BdPEQAWUBtkQATQpRCigA';
  for (const packed of [digits, `${digits}==`, Buffer.from(digits, 'base64').toString('hex')]) {
    expect(packedIn(`https://play.test/#code/${packed}`)[0]?.content).toBe(text);
  }
});

test('content that is too large, or in a compression that is not read, is named as not read', () => {
  const large = deflateSync('x'.repeat(MOST_UNPACKED + 1)).toString('base64');
  expect(packedIn(large)).toEqual([{ start: 0, end: large.replace(/=+$/, '').length, content: null }]);
  const zstd = Buffer.from('28b52ffd20073900007b2261', 'hex').toString('base64');
  expect(packedIn(`a=${zstd}`)).toMatchObject([{ start: 2, content: null }]);
});

test('the content of all runs of a text together has a limit', () => {
  const large = deflateSync('x'.repeat(MOST_UNPACKED * 0.6)).toString('base64url');
  expect(packedIn(`${large} ${large}`).map(({ content }) => content?.length ?? null)).toEqual([
    Math.floor(MOST_UNPACKED * 0.6),
    null,
  ]);
});

test.each([
  'https://app.test/Users/settings/Profile/edit?Page=2&Sort=nameAscending',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
  '550e8400-E29b-41d4-a716-446655440000',
  'xK2Q9vT7mB4nR8sLpW3yZc6HdF1gJ5tAqE0uVbNi',
])('%s is not compressed', (text) => {
  expect(packedIn(text)).toEqual([]);
});
