import { createCipheriv, createHmac } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from './support.ts';

/** As many random bytes as an id has, or the data of a vector and a tag. */
const bytesOf = (min: number, max = min) =>
  fc.uint8Array({ minLength: min, maxLength: max }).map((bytes) => Buffer.from(bytes));

/** All the ways to write bytes into a cookie. */
const spellings: Readonly<Record<string, (bytes: Buffer) => string>> = {
  base64: (bytes) => encodeURIComponent(bytes.toString('base64')),
  'base64 without padding': (bytes) => bytes.toString('base64').replace(/=+$/, ''),
  base64url: (bytes) => bytes.toString('base64url'),
  hex: (bytes) => bytes.toString('hex'),
  'hex in capitals': (bytes) => bytes.toString('hex').toUpperCase(),
};

const alphabets = {
  base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base36: '0123456789abcdefghijklmnopqrstuvwxyz',
  nanoid: 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict',
  crockford: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
};
const textOf = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((characters) => characters.join(''));

describe('a random id', () => {
  const ids: Readonly<Record<string, fc.Arbitrary<string>>> = {
    '16 bytes in hex': bytesOf(16).map((bytes) => bytes.toString('hex')),
    '20 bytes in hex': bytesOf(20).map((bytes) => bytes.toString('hex')),
    '32 bytes in hex': bytesOf(32).map((bytes) => bytes.toString('hex')),
    '18 bytes in base64url': bytesOf(18).map((bytes) => bytes.toString('base64url')),
    '24 bytes in base64url': bytesOf(24).map((bytes) => bytes.toString('base64url')),
    '32 bytes in base64url': bytesOf(32).map((bytes) => bytes.toString('base64url')),
    '32 bytes in base64': bytesOf(32).map((bytes) => encodeURIComponent(bytes.toString('base64'))),
    'a nanoid': textOf(alphabets.nanoid, 21),
    '32 letters and digits': textOf(alphabets.base62, 32),
    '32 small letters and digits': textOf(alphabets.base36, 32),
    'a ULID': textOf(alphabets.crockford, 16).map((text) => `01JD3XKQ2R${text}`),
  };
  test.each(Object.entries(ids))('%s is recognised', (_, id) => {
    const samples = fc.sample(id, { numRuns: 200, seed: 33 });
    const recognised = samples.filter((text) =>
      decode(`sid=${text}`).candidates.some(({ format }) => format === 'opaque-id'),
    );
    // A few of them resemble words by chance, or can be read as text.
    expect(recognised.length).toBeGreaterThan(samples.length * 0.95);
  });

  test('a UUID of any version is recognised', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(decode(`sid=${uuid}`)).toMatchObject({ format: 'opaque-id', reason: 'opaque', payload: uuid });
      }),
    );
  });
});

/** Whether anything that was found in a cookie calls it a random id. */
function isCalledId(cookie: string): boolean {
  return decode(cookie).candidates.some(({ format }) => format.endsWith('-id'));
}

describe('readable data is named, and never counts as a random id', () => {
  const json = fc
    .jsonValue({ maxDepth: 3 })
    // Numbers that JavaScript cannot represent exactly become typed values.
    .filter((value) => typeof value === 'object' && value !== null && !/\d{16}|e\+/.test(JSON.stringify(value)));
  const words = fc
    .array(
      fc.constantFrom('hello', 'session', 'user', 'Ada', 'dark mode', 'ünïcode', '漢字', '2026', 'a', 'Z9', '=&;'),
      {
        minLength: 3,
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(' '))
    .filter((text) => text.length >= 12);
  const names = fc.constantFrom('session', 'sid', 'data', 'sb-x', 'PHPSESSID', 'JSESSIONID', 'sessionid');

  test.each(Object.entries(spellings))('JSON in %s', (_, spell) => {
    fc.assert(
      fc.property(json, names, (value, name) => {
        const text = JSON.stringify(value);
        const cookie = `${name}=${spell(Buffer.from(text))}`;
        const { payload, reason } = decode(cookie);
        if (text.length < 12) return;
        expect(['not-signed', 'signature-missing']).toContain(reason);
        expect(JSON.stringify(payload)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test.each(Object.entries(spellings))('text in %s', (_, spell) => {
    fc.assert(
      fc.property(words, names, (text, name) => {
        expect(decode(`${name}=${spell(Buffer.from(text))}`)).toMatchObject({ payload: text, reason: 'not-signed' });
      }),
    );
  });

  test.each(Object.entries(spellings))('packed data in %s', (_, spell) => {
    fc.assert(
      fc.property(json, fc.constantFrom(gzipSync, deflateSync), (value, pack) => {
        const decoded = decode(`data=${spell(pack(JSON.stringify(value)))}`);
        expect(decoded).toMatchObject({ format: 'packed-data', reason: 'not-signed', notes: ['packed'] });
        expect(JSON.stringify(decoded.payload)).toBe(JSON.stringify(JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  test('MessagePack', () => {
    const packed: [string, unknown][] = [
      ['82a475736572a5616c696365a16e07', { user: 'alice', n: 7 }],
      ['83a2696401a5726f6c657392a561646d696ea475736572a26f6bc3', { id: 1, roles: ['admin', 'user'], ok: true }],
      ['81a164cb3fe0000000000000', { d: 0.5 }],
      ['83a161cd0100a162d1ff00a163c0', { a: 256, b: -256, c: null }],
      ['81a3626967cfffffffffffffffff', { big: { $type: 'int', value: '18446744073709551615' } }],
      ['81a3726177c403010203', { raw: { $type: 'bytes', hex: '010203' } }],
    ];
    for (const [hex, payload] of packed) {
      for (const spell of Object.values(spellings)) {
        const decoded = decode(`data=${spell(Buffer.from(hex, 'hex'))}`);
        expect(decoded).toMatchObject({ format: 'packed-data', payload, notes: ['message-pack'] });
      }
    }
  });

  test('a pickle, a Marshal dump and serialized PHP', () => {
    for (const [hex, note] of [
      ['80049515000000000000007d94288c0475736572948c03616461948c016e944b07752e', 'pickle-not-loaded'],
      ['04087b073a0975736572492208616461063a0645543a066e690c', 'marshal-not-loaded'],
      [Buffer.from('a:1:{s:4:"user";s:3:"ada";}').toString('hex'), 'php-not-unserialized'],
    ] as const) {
      for (const spell of Object.values(spellings)) {
        const decoded = decode(`data=${spell(Buffer.from(hex, 'hex'))}`);
        expect(decoded).toMatchObject({ reason: 'not-signed', notes: [note] });
      }
    }
  });

  test('a pickle that would run a program names the function', () => {
    // pickle.dumps of {'user': 'Alice', 'x': E()}, where E.__reduce__ gives (os.system, ('id',)).
    const hex =
      '80049534000000000000007d94288c0475736572948c05416c696365948c0178948c05706f736978948c0673797374656d9493948c0269649485945294752e';
    for (const spell of Object.values(spellings)) {
      const decoded = decode(`data=${spell(Buffer.from(hex, 'hex'))}`);
      expect(decoded.payload).toMatchObject({ $type: 'pickle', wouldCall: ['posix.system'] });
    }
  });

  test.each([
    'dark-mode-enabled-by-user',
    'user_preferences_saved_2026',
    'ThisIsAReadableCookieValue',
    'this-is-a-very-long-cookie-value-in-words',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '00000000000000000000000000000000',
    '12345678901234567890123456789012',
    'abc123abc123abc123abc123',
    '2026-11-30T01-20-30-europe-berlin',
  ])('%s', (text) => {
    expect(isCalledId(`note=${text}`)).toBe(false);
  });
});

describe('encrypted data is never called a random id', () => {
  /** Twelve bytes of a vector, the data, sixteen of a tag. */
  const gcm = fc.tuple(bytesOf(32), bytesOf(12), bytesOf(6, 200)).map(([key, iv, data]) => {
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    return { iv, data: Buffer.concat([cipher.update(data), cipher.final()]), tag: cipher.getAuthTag() };
  });
  /** A vector, whole blocks, and the MAC of both. */
  const cbc = fc.tuple(bytesOf(32), bytesOf(16), bytesOf(1, 200)).map(([key, iv, data]) => {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const blocks = Buffer.concat([cipher.update(data), cipher.final()]);
    return { iv, data: blocks, tag: createHmac('sha256', key).update(iv).update(blocks).digest() };
  });
  const sealed = fc.oneof(gcm, cbc);

  test.each(Object.entries(spellings))('in %s', (_, spell) => {
    fc.assert(
      fc.property(sealed, ({ iv, data, tag }) => {
        const cookie = `token=${spell(Buffer.concat([iv, data, tag]))}`;
        expect(isCalledId(cookie)).toBe(false);
        const { format, reason } = decode(cookie);
        if (format === 'encoded-bytes') expect(reason).toBe('opaque');
      }),
    );
  });

  test.each([':', '.', '|', '$'])('in parts with %s between them', (separator) => {
    fc.assert(
      fc.property(sealed, fc.constantFrom(...Object.values(spellings)), ({ iv, data, tag }, spell) => {
        expect(isCalledId(`token=${[iv, data, tag].map(spell).join(encodeURIComponent(separator))}`)).toBe(false);
      }),
    );
  });

  test('and is mostly said to be unknown bytes', () => {
    const samples = fc.sample(sealed, { numRuns: 200, seed: 33 });
    const named = samples.filter(({ iv, data, tag }) => {
      const decoded = decode(`token=${Buffer.concat([iv, data, tag]).toString('base64url')}`);
      return decoded.format === 'encoded-bytes' && decoded.notes.includes('unknown-bytes');
    });
    expect(named.length).toBeGreaterThan(samples.length * 0.97);
  });

  test('data that is compressed in an unknown way does not count as a random id', () => {
    const packed = brotliCompressSync('a text that repeats, and repeats, and repeats: '.repeat(5) + Math.PI);
    expect(isCalledId(`data=${packed.toString('base64url')}`)).toBe(false);
  });
});
