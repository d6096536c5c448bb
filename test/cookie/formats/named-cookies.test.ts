import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, NOW } from './support.ts';

const HEX_32 = '0123456789abcdef0123456789abcdef';
const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const bytes = (count: number) => Buffer.from(Array.from({ length: count }, (_, index) => (index * 37 + 11) % 256));
const protectedBytes = Buffer.concat([Buffer.from('09f0c9f0', 'hex'), bytes(100)]);

test.each<[CookieFormat, string, object]>([
  [
    'wordpress',
    `wordpress_logged_in_${HEX_32}=ada%7C1795993767%7C${'Ab3'.repeat(14)}c%7C${HEX_32}${HEX_32}`,
    { reason: 'opaque', payload: { username: 'ada', expiration: 1795993767 } },
  ],
  ['spring-session', `SESSION=${Buffer.from(UUID).toString('base64')}`, { reason: 'opaque', payload: UUID }],
  ['drupal', `SSESS${HEX_32}=${'Zx0mvF8kq1N5yJp3hR7tUwB2cE4aG6dI9oLsKjQnVXY'}`, { reason: 'opaque' }],
  [
    'aspnet-core',
    `.AspNetCore.Session=${protectedBytes.toString('base64url')}`,
    { reason: 'not-decrypted', header: { keyId: '7a55300b-c49f-0ee9-3358-7da2c7ec1136' } },
  ],
  [
    'tornado-xsrf',
    '_xsrf=2|5cb1a4d0|0aa7fbc8d01f9d2a6e07f5b13c6a8de5|1795168800',
    { reason: 'opaque', payload: '56165f188cae39fa32b6516160db2935', signedAtMs: 1795168800000 },
  ],
])('%s is named, and what can be read is shown', (format, pasted, expected) => {
  const valid = 'reason' in expected && expected.reason === 'bad-signature' ? false : null;
  expect(decode(pasted, ['secret'])).toMatchObject({ format, valid, ...expected });
  expect(signCookie(format, {}, 'secret', { nowMs: NOW })).toEqual({ ok: false, reason: 'cannot-be-signed' });
});

test('a cookie of Yii 2 is verified and signed again; an array in it is shown and never unserialized', () => {
  const made = (data: string) => encodeURIComponent(createHmac('sha256', 'key').update(data).digest('hex') + data);
  const value = made('a:2:{i:0;s:4:"lang";i:1;s:5:"de-ä";}');
  expect(decode(`lang=${value}`, ['key'])).toMatchObject({ format: 'yii', valid: true, payload: 'de-ä' });
  expect(decode(`lang=${value}`, ['another'])).toMatchObject({ valid: false, reason: 'bad-signature' });
  expect(decode(`other=${value}`, ['key'])).toMatchObject({ valid: false, reason: 'wrong-name' });
  const like = readPasted(`lang=${value}`).likeliest;
  expect(signCookie('yii', 'de-ä', 'key', { nowMs: NOW, like })).toMatchObject({ value });
  const list = made('a:2:{i:0;s:4:"lang";i:1;a:1:{i:0;i:7;}}');
  expect(decode(`lang=${list}`, ['key'])).toMatchObject({ valid: true, payload: { $type: 'php-serialized' } });
});
