import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { Json } from '../../../server/contract/json.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, NOW } from './support.ts';

const SECONDS = NOW / 1000 - 10;
const SECRET = 's3cret';
const FERNET_KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';

/** An independent implementation of the writers, from the description of each format. */
function pyramidCookie(session: string, salt = 'pyramid.session.'): string {
  const content = Buffer.from(`[${SECONDS}, ${SECONDS}, ${session}]`);
  const mac = createHmac('sha512', `${salt}${SECRET}`).update(content).digest();
  return Buffer.concat([mac, content]).toString('base64url');
}

function playCookie(data: string): string {
  return `${createHmac('sha1', SECRET).update(data).digest('hex')}-${data}`;
}

const written: [CookieFormat, string, string, string, Json][] = [
  ['pyramid', 'session', pyramidCookie('{"user": "ada"}'), SECRET, { user: 'ada' }],
  ['pyramid', 'session', pyramidCookie('{"user": "ada"}', 'shop'), `salt:shop:${SECRET}`, { user: 'ada' }],
  ['play-legacy', 'PLAY_SESSION', playCookie('user=ada&note=a+b%26c'), SECRET, { user: 'ada', note: 'a b&c' }],
];

describe.each(written)('%s, %s=%s', (format, name, value, secret, payload) => {
  const pasted = `${name}=${value}`;

  test('is decoded, verified and signed again', () => {
    expect(decode(pasted, [secret])).toMatchObject({ format, valid: true, payload });
    const like = readPasted(pasted).likeliest;
    expect(signCookie(format, payload, secret, { nowMs: SECONDS * 1000, like })).toMatchObject({ value });
    const edited = signCookie(format, { user: 'eve' }, secret, { nowMs: NOW, like });
    expect(decode(`${name}=${edited.ok ? edited.value : ''}`, [secret])).toMatchObject({
      format,
      valid: true,
      payload: { user: 'eve' },
    });
  });

  test('is not valid with another secret, without one, or with any character changed', () => {
    expect(decode(pasted, ['another'])).toMatchObject({ format, valid: false, reason: 'bad-signature' });
    expect(decode(pasted)).toMatchObject({ format, valid: null, reason: 'no-secret', payload });
    for (let at = 0; at < value.length; at++) {
      const changed = `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
      const decoded = decode(`${name}=${changed}`, [secret]);
      if (decoded.valid) expect(decoded.payload).toEqual(payload);
    }
  });
});

describe('a Fernet token', () => {
  // The vector that the specification publishes for generating: generate.json.
  const token = 'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==';

  test('that is published is read, and written byte for byte', () => {
    expect(decode(token)).toMatchObject({ format: 'fernet', reason: 'no-secret', payload: null });
    expect(decode(token, [FERNET_KEY])).toMatchObject({ valid: true, payload: 'hello', signedAtMs: 499162800000 });
    const iv = Buffer.from(Array.from({ length: 16 }, (_, index) => index));
    const made = signCookie('fernet', 'hello', FERNET_KEY, { nowMs: 499162800000, randomBytes: () => iv });
    expect(made).toMatchObject({ value: token });
  });

  test('of a session is read with its key only', () => {
    const session = { created: 1, session: { user: 'ada' } };
    const made = signCookie('fernet', session, FERNET_KEY, { nowMs: NOW });
    const pasted = `AIOHTTP_SESSION=${made.ok ? made.value : ''}`;
    expect(decode(pasted, [FERNET_KEY])).toMatchObject({ format: 'fernet', valid: true, payload: session });
    expect(decode(pasted, ['short'])).toMatchObject({ valid: false, reason: 'secret-unusable' });
    expect(decode(pasted, ['0'.repeat(32)])).toMatchObject({ valid: false, reason: 'bad-signature', payload: null });
  });
});

test('a pickle of Bottle is verified, and never loaded', () => {
  const content = Buffer.from('\x80\x04\x95\x0b\x00\x8c\x04user\x94\x8c\x03ada\x94\x86\x94.', 'latin1').toString(
    'base64',
  );
  const signature = createHmac('sha256', SECRET).update(content).digest('base64');
  const pasted = `user="!${signature}?${content}"`;
  const decoded = decode(pasted, [SECRET]);
  expect(decoded).toMatchObject({ format: 'bottle', valid: true, payload: { $type: 'pickle' } });
  expect(decode(pasted, ['another'])).toMatchObject({ valid: false, reason: 'bad-signature' });
  expect(signCookie('bottle', decoded.payload, SECRET, { nowMs: NOW }).ok).toBe(false);
});
