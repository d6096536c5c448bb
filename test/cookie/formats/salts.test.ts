import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, frameworkCookies, NOW } from './support.ts';

/** Django's signing once more, from its documentation: the key is a hash of salt, "signer", prefix and secret. */
function djangoCookie(value: string, salt: string, prefix: string): string {
  const text = `${value}:1xLOeQ`;
  const key = createHash('sha256').update(`${salt}signer${prefix}dkey`).digest();
  return `${text}:${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const json = Buffer.from('{"step":2}').toString('base64url');

describe('a salt of the app itself', () => {
  test.each([
    ['signing.dumps', djangoCookie(json, 'shop.wizard', ''), { step: 2 }],
    ['get_cookie_signer', djangoCookie(json, 'shop.wizard', 'django.http.cookies'), { step: 2 }],
    ['set_signed_cookie', djangoCookie('two', 'wizshop.wizard', 'django.http.cookies'), 'two'],
  ])('is given with the secret: %s', (_, value, payload) => {
    const secret = 'salt:shop.wizard:dkey';
    expect(decode(`wiz=${value}`, ['dkey'])).toMatchObject({
      reason: 'bad-signature',
      notes: expect.arrayContaining(['another-salt']),
    });
    const decoded = decode(`wiz=${value}`, [secret]);
    expect(decoded).toMatchObject({ format: 'django', valid: true, payload });
    const like = readPasted(`wiz=${value}`).likeliest;
    expect(signCookie('django', payload, secret, { nowMs: decoded.signedAtMs ?? 0, like })).toMatchObject({ value });
  });
});

test('messages of Django are signed again as messages', () => {
  const made = signCookie('django', [['__json_message', 0, 25, 'Saved']], 'dkey', { name: 'messages', nowMs: NOW });
  expect(decode(`messages=${made.ok ? made.value : ''}`, ['dkey'])).toMatchObject({
    valid: true,
    notes: ['django-messages'],
  });
});

describe('a value of itsdangerous', () => {
  const like = frameworkCookies.find(({ variant }) => variant === 'URLSafeTimedSerializer, a salt of the app');
  const value = `token=${like?.cookie}`;
  const secret = like?.secret?.split(':').at(-1) ?? '';

  test('if no secret matches, another salt is possible, whatever the form is', () => {
    const decoded = decode(value, [secret]);
    expect(decoded).toMatchObject({ valid: false, reason: 'bad-signature', payload: like?.payload });
    expect(decoded.notes).toContain('another-salt');
  });

  test('is verified with the salt that is given, which the derivation names', () => {
    const decoded = decode(value, [`salt:shop.invite:${secret}`]);
    expect(decoded).toMatchObject({ format: 'itsdangerous', valid: true, payload: like?.payload });
    expect(decoded.derivation).toContainEqual(
      expect.objectContaining({ step: 'key', formula: 'SHA1("shop.invite" + "signer" + secret)' }),
    );
    expect(decode(value, [`salt:shop.other:${secret}`])).toMatchObject({ valid: false, reason: 'bad-signature' });
  });

  test('has a well-known secret, although it looks like a session of Flask', () => {
    const made = signCookie('itsdangerous', { user: 'ada' }, 'secret', { nowMs: NOW });
    const pasted = `token=${made.ok ? made.value : ''}`;
    expect(decode(pasted, ['mine'], { checksWeakSecrets: true })).toMatchObject({
      format: 'itsdangerous',
      valid: false,
      reason: 'wrong-secret',
      weakSecret: 'secret',
    });
  });

  test('is never a JSON Web Token, whose key may be public', () => {
    const [jwt] = frameworkCookies.filter(({ format, alg }) => format === 'jwt' && alg === 'HS256');
    expect(decode(`t=${jwt?.cookie}`, ['another']).candidates.map(({ format }) => format)).not.toContain(
      'itsdangerous',
    );
  });
});

test('an encrypted session of Phoenix before plug_crypto 2 takes two salts, each given with the secret', () => {
  // Made by plug_crypto 1.2.5.
  const value =
    'QTEyOEdDTQ.5CyAbBBPUTnrWyOKbzaFoe0neQ5ko0JzQ4MHzxZxgjhYgqukXkmlW9FQk_0.A8caEKOrEC1gYAYj.u_oouyKSmLMqdAdJLSq2k45II8UL2fXHauNoqGZWSh6soQCACgEwZWay7z3gUxoA5LbxigRcwnzB.UeVNRtz9ql3BDqMD4tu_0w';
  const base = 'phoenix-secret-key-base-'.repeat(3);
  const [encryption, signing] = [`salt:enc-salt:${base}`, `salt:fQ8b0fTk:${base}`];
  const payload = { user: 'alice', n: 7, _csrf_token: 'K3v' };
  for (const secrets of [
    [encryption, signing],
    [signing, encryption],
  ])
    expect(decode(`_app_key=${value}`, secrets)).toMatchObject({ format: 'phoenix-encrypted', valid: true, payload });
  expect(decode(`_app_key=${value}`, [encryption])).toMatchObject({ reason: 'bad-signature', notes: ['another-salt'] });
});

test("CakePHP's key and salt may be two secrets", () => {
  const [cookie] = frameworkCookies.filter(({ format }) => format === 'cakephp');
  const [, salt = '', key = ''] = cookie?.secret?.split(':') ?? [];
  expect(decode(`${cookie?.name}=${cookie?.cookie}`, [key, salt])).toMatchObject({
    valid: true,
    payload: cookie?.payload,
  });
  expect(decode(`${cookie?.name}=${cookie?.cookie}`, [key])).toMatchObject({ valid: false, notes: ['another-salt'] });
});
