import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readGob } from '../../../server/cookie/formats/parts/gob.ts';
import { writeGob } from '../../../server/cookie/formats/parts/write-gob.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, type FrameworkCookie, NOW } from './support.ts';

/** Made by Go: gorilla/sessions and gorilla/securecookie. `block` is the key of the encryption, if there is one. */
const cookies: readonly (FrameworkCookie & { block?: string })[] = JSON.parse(
  readFileSync(new URL('fixtures/gorilla.json', import.meta.url), 'utf8'),
);
/** Types of the app, which only the app can write, and encrypted cookies, which need two secrets. */
const UNWRITABLE = /struct|a time|nested|number|a list|a flash|map of texts|encrypted|more kinds/;

describe.each(cookies.map((cookie) => [cookie.variant ?? '', cookie] as const))('%s', (variant, cookie) => {
  const { name, cookie: value, secret = '', block, payload } = cookie;
  const secrets = block === undefined ? [secret] : [secret, block];
  const pasted = `${name}=${value}`;

  test('is verified and read as the app has stored it', () => {
    expect(decode(pasted, secrets)).toMatchObject({ format: 'gorilla', valid: true, secretNumber: 1 });
    expect(decode(pasted, secrets).payload).toEqual(payload);
  });

  test('is signed again as it was, and with other content only where that can be written', () => {
    const like = readPasted(pasted).likeliest;
    const decoded = decode(pasted, [secret]);
    if (block !== undefined) {
      expect(signCookie('gorilla', {}, secret, { nowMs: NOW, like })).toEqual({
        ok: false,
        reason: 'payload-unusable',
      });
      return;
    }
    const again = signCookie('gorilla', decoded.payload, secret, { nowMs: decoded.signedAtMs ?? 0, like });
    expect(again).toMatchObject({ ok: true, value });
    const other = typeof payload === 'string' ? 'bob' : { user: 'bob', n: -7, ok: true, ratio: 0.5 };
    const edited = signCookie('gorilla', other, secret, { nowMs: NOW, like });
    if (UNWRITABLE.test(variant)) expect(edited).toEqual({ ok: false, reason: 'payload-unusable' });
    else
      expect(decode(`${name}=${edited.ok ? edited.value : ''}`, [secret])).toMatchObject({
        valid: true,
        payload: other,
      });
  });
});

describe('gob', () => {
  test('that was written is read as the same', () => {
    for (const value of [{}, { a: 'ü' }, { n: 2 ** 40, m: -1, f: 0.1, t: true, long: 'x'.repeat(300) }])
      expect(readGob(writeGob(value) ?? Buffer.alloc(0))).toEqual({ value, isPlain: true });
    for (const value of [{ a: [] }, { a: null }, [], 'text', null]) expect(writeGob(value)).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['a length beyond the end', 'f8ffffffffffffffff'],
    ['a type that was not described', '04ff8200ff'],
    ['a list that claims four thousand million items', '0cff87020102ff8800010200000aff8800fcffffffff0000'],
    ['bytes behind the value', '0304005400'],
    ['a type that describes itself', '0dff8102010 2ff820001ff8200000'.replace(' ', '')],
  ])('%s is null', (_, hex) => {
    expect(readGob(Buffer.from(hex, 'hex'))).toBeNull();
  });
});
