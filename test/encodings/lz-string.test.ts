import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCookie } from '../../server/cookie/formats/decode-cookie.ts';
import { decompressLzString, startOfLzString } from '../../server/encodings/lz-string.ts';
import { compressToLzString } from '../support/encoders/lz-string.ts';

/** Made by lz-string 1.5.0. */
test.each([
  [
    '{"user":"alice","cart":[{"sku":"lamp-26","count":1}],"theme":"dark"}',
    'N4IgrgzgpgTiBcICGAbAlgYyiANCDSMALggNqgQDWYCIKSAtgA4C0ATAGy74D2YAdiXgBGAL4BdPEQAWUBtkQATQpRCigA==',
    'N4IgrgzgpgTiBcICGAbAlgYyiANCDSMALggNqgQDWYCIKSAtgA4C0ATAGy74D2YAdiXgBGAL4BdPEQAWUBtkQATQpRCigA',
  ],
  ['{"Username":"Admin"}', 'N4IgqgzgpgTgdgQwLZRALhAQQCZIJZwgC+QA', 'N4IgqgzgpgTgdgQwLZRALhAQQCZIJZwgC+QA'],
  ['{"名":"值"}', 'N4IksCogXCg8CiC+Q===', 'N4IksCogXCg8CiC+Q'],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'IY18ZVkA', 'IY18ZVkA'],
])('%s is read in both alphabets', (text, base64, forAddresses) => {
  expect(decompressLzString(base64)).toBe(text);
  expect(decompressLzString(forAddresses)).toBe(text);
  // The last digit may be zeros only.
  expect(forAddresses.replace(/A$/, '')).toBe(compressToLzString(text).replace(/A$/, ''));
});

test('every text is read from what lz-string makes of it, and its beginning from a part', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(text, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const packed = compressToLzString(given);
      expect(decompressLzString(packed)).toBe(given);
      const part = startOfLzString(packed.slice(0, Math.floor(packed.length * share)));
      expect(part === null || given.startsWith(part.text)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('any other text is null or a text, in bounded memory', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9+/=$-]{0,200}$/), (text) => {
      const read = decompressLzString(text);
      expect(read === null || read.length <= 2 * 1024 * 1024).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  for (const text of ['', 'Q', 'N4Ig', 'no text of it!']) expect(decompressLzString(text)).toBeNull();
});

test('a cookie in lz-string or Brotli is read, and is not called random', () => {
  const read = (text: string) => decodeCookie({ rawValue: text, name: 'prefs', text, others: new Map() }, { nowMs: 0 });
  const brotli = brotliCompressSync(Buffer.from('{"theme":"dark","sizes":[1,2,3],"note":"as before"}')).toString(
    'base64',
  );
  expect(read('N4IgqgzgpgTgdgQwLZRALhAQQCZIJZwgC+QA')).toMatchObject({
    payload: { Username: 'Admin' },
    reason: 'not-signed',
  });
  expect(read(brotli)).toMatchObject({ format: 'packed-data', payload: { theme: 'dark', note: 'as before' } });
});
