import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBson } from '../../../server/cookie/formats/parts/bson.ts';
import { readCbor } from '../../../server/cookie/formats/parts/cbor.ts';
import { readIgbinary } from '../../../server/cookie/formats/parts/igbinary.ts';
import { decode } from './support.ts';

const hexOf = (text: string): string => Buffer.from(text).toString('hex');
/** The map of RFC 8949, Appendix A, with texts for values; and one in the form of a session. */
const CBOR = 'a56161614161626142616361436164614461656145';
const CBOR_SESSION = 'a3647573657265616c696365616e07656c6f67696ef5';
/** The document of bsonspec.org, "Examples". */
const BSON = '160000000268656c6c6f0006000000776f726c640000';
const IGBINARY = `0000000214021104${hexOf('user')}1105${hexOf('alice')}1101${hexOf('n')}0607`;
/** `O:4:"User":1:{s:4:"name";s:4:"User";}`: the name of the class comes again as number 0. */
const IGBINARY_OBJECT = `000000021704${hexOf('User')}14011104${hexOf('name')}0e00`;
const IGBINARY_UNREAD = `000000021d04${hexOf('User')}05${hexOf('data!')}`;

test.each<[string, string, string, unknown]>([
  ['CBOR', CBOR, 'cbor', { a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' }],
  ['a session in CBOR', CBOR_SESSION, 'cbor', { user: 'alice', n: 7, login: true }],
  ['CBOR that names itself (tag 55799)', `d9d9f7${CBOR_SESSION}`, 'cbor', { user: 'alice', n: 7, login: true }],
  ['a map and a text of CBOR without lengths', 'bf64757365727f63616c69626365ffff', 'cbor', { user: 'alice' }],
  ['a list of CBOR with floats', '84 65616c696365 f93c00 fb3ff199999999999a 20', 'cbor', ['alice', 1, 1.1, -1]],
  ['BSON', BSON, 'bson', { hello: 'world' }],
  ['igbinary', IGBINARY, 'igbinary', { user: 'alice', n: 7 }],
  ['igbinary of version 1', `00000001${IGBINARY.slice(8)}`, 'igbinary', { user: 'alice', n: 7 }],
  [
    'an object of igbinary',
    IGBINARY_OBJECT,
    'igbinary',
    { $type: 'php-object', class: 'User', properties: { name: 'User' } },
  ],
])('%s is read, in hex, in base64 and packed', (_, spaced, note, payload) => {
  const bytes = Buffer.from(spaced.replaceAll(' ', ''), 'hex');
  const packed = deflateSync(bytes);
  for (const text of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]) {
    expect(decode(text)).toMatchObject({ format: 'packed-data', reason: 'not-signed', payload, notes: [note] });
  }
  expect(decode(packed.toString('base64'))).toMatchObject({ format: 'packed-data', payload, notes: ['packed', note] });
});

test('igbinary of which a part cannot be read is named, with the texts in it', () => {
  expect(decode(Buffer.from(IGBINARY_UNREAD, 'hex').toString('base64'))).toMatchObject({
    format: 'packed-data',
    notes: ['igbinary'],
    payload: { $type: 'igbinary', strings: ['User', 'data!'] },
  });
});

test('the readers never throw, and take random bytes for one of these seldom', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 48 }), (random) => {
      const bytes = Buffer.from(random);
      if (readCbor(bytes) !== null || readBson(bytes) !== null || readIgbinary(bytes) !== null) taken++;
    }),
    { numRuns: 3_000 },
  );
  expect(taken).toBeLessThan(15);
});
