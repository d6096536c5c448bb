import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, NOW } from './support.ts';

const HASH_KEY = 'a hash key of gorilla';
const BLOCK_KEY = 'sixteen bytes ok';

/** securecookie's encoding once more, from its documentation. */
function gorillaCookie(name: string, content: Buffer): string {
  const urlBase64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  const timed = `${NOW / 1000 - 10}|${urlBase64(content)}`;
  const mac = createHmac('sha256', HASH_KEY).update(`${name}|${timed}`).digest();
  return urlBase64(Buffer.concat([Buffer.from(`${timed}|`), mac]));
}

function encrypted(text: string): Buffer {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-128-ctr', BLOCK_KEY, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]);
}

describe('a cookie of gorilla/securecookie', () => {
  test('that is encrypted is verified with the hash key, and read with the block key too', () => {
    const cookie = `session=${gorillaCookie('session', encrypted('{"user":"ada"}'))}`;
    expect(decode(cookie, [HASH_KEY])).toMatchObject({ format: 'gorilla', valid: true, payload: { $type: 'bytes' } });
    const opened = decode(cookie, [HASH_KEY, BLOCK_KEY]);
    expect(opened).toMatchObject({ valid: true, secretNumber: 1, payload: { user: 'ada' } });
    expect(opened.segments.map(({ role }) => role)).toContain('ciphertext');
    const like = readPasted(cookie).likeliest;
    expect(signCookie('gorilla', { user: 'eve' }, HASH_KEY, { nowMs: NOW, like })).toMatchObject({ ok: false });
  });

  test('that holds the id of a session, as gob, is read and signed again', () => {
    const gob = Buffer.concat([Buffer.from([7, 12, 0, 4]), Buffer.from('ABCD')]);
    const value = gorillaCookie('session', gob);
    const like = readPasted(`session=${value}`).likeliest;
    expect(decode(`session=${value}`, [HASH_KEY])).toMatchObject({ valid: true, payload: 'ABCD' });
    expect(signCookie('gorilla', 'ABCD', HASH_KEY, { nowMs: NOW - 10_000, like })).toMatchObject({ value });
  });

  test('needs its name', () => {
    const value = gorillaCookie('session', Buffer.from('{"a":1}'));
    expect(decode(`other=${value}`, [HASH_KEY])).toMatchObject({ format: 'gorilla', reason: 'bad-signature' });
    expect(decode(value, [HASH_KEY])).toMatchObject({ valid: false, notes: ['name-needed'], payload: { a: 1 } });
  });
});
