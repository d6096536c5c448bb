import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, type FrameworkCookie, frameworkCookies, NOW } from './support.ts';

const tokens = frameworkCookies.filter(({ format, secret }) => format === 'jwe' && secret !== undefined);

function tokenOf(framework: string, name: string): FrameworkCookie & { secret: string } {
  const token = tokens.find((cookie) => cookie.framework.startsWith(framework) && cookie.name === name);
  if (token?.secret === undefined) throw new Error(`There is no token of ${framework} named ${name}.`);
  return { ...token, secret: token.secret };
}

const authJs = tokenOf('@auth/core', '__Secure-authjs.session-token');

describe('the name of the cookie, which Auth.js puts into the key', () => {
  test('is not needed where it is one of the default names', () => {
    for (const name of ['authjs.session-token', '__Secure-authjs.session-token']) {
      const { cookie, secret, payload } = tokenOf('@auth/core', name);
      const notes = ['key-of-auth-js', 'name-not-checked'];
      expect(decode(cookie, [secret])).toMatchObject({ valid: true, payload, notes });
    }
  });

  test('is asked for where it is another one', () => {
    const { cookie, secret } = tokenOf('@auth/core', 'my-own-name');
    expect(decode(cookie, [secret])).toMatchObject({ reason: 'bad-signature', notes: ['name-needed'] });
    expect(decode(`my-own-name=${cookie}`, [secret])).toMatchObject({ valid: true, notes: ['key-of-auth-js'] });
  });

  test('is told to be the wrong one where the cookie was moved', () => {
    const { cookie, secret, payload } = authJs;
    expect(decode(`authjs.session-token=${cookie}`, [secret])).toMatchObject({ reason: 'wrong-name', payload });
    expect(decode(`another=${cookie}`, [secret])).toMatchObject({ valid: false, reason: 'wrong-name' });
  });

  test('has no number of a part', () => {
    const { name, cookie, secret, payload } = authJs;
    expect(decode(`${name}.0=${cookie}`, [secret])).toMatchObject({ valid: true, payload });
  });
});

describe('a token that was changed', () => {
  const changed = ({ cookie }: FrameworkCookie, part: number) => {
    const parts = cookie.split('.');
    parts[part] = parts[part]?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) ?? '';
    return parts.join('.');
  };

  test('is told from a wrong secret where the header names the key', () => {
    const pasted = `${authJs.name}=${changed(authJs, 3)}`;
    expect(decode(pasted, [authJs.secret])).toMatchObject({ reason: 'tampered', where: 'ciphertext', payload: null });
    expect(decode(pasted, ['another'])).toMatchObject({ reason: 'bad-signature', where: 'tag' });
  });

  test('is told from a wrong secret where most of the tag of an HMAC is right', () => {
    const token = tokens.find(({ alg }) => alg === 'A128CBC-HS256');
    if (token === undefined) throw new Error('There is no such token.');
    const pasted = `token=${changed(token, 4)}`;
    expect(decode(pasted, [token.secret ?? ''])).toMatchObject({ reason: 'tampered', where: 'tag' });
  });

  test('cannot be told from a wrong secret in GCM', () => {
    const token = tokenOf('next-auth', 'next-auth.session-token');
    expect(decode(`${token.name}=${changed(token, 3)}`, [token.secret])).toMatchObject({ reason: 'bad-signature' });
  });
});

describe('the end of a token', () => {
  test('is forgiven for 15 seconds where it is a claim', () => {
    const { name, cookie, secret, payload } = tokenOf('next-auth', 'next-auth.session-token');
    const expMs = Number((payload as { exp: number }).exp) * 1000;
    const reasonAt = (nowMs: number) => decode(`${name}=${cookie}`, [secret], { nowMs }).reason;
    expect([reasonAt(expMs + 14_999), reasonAt(expMs + 15_000)]).toEqual([null, 'expired']);
  });

  test('counts to the second where it is in the header, and can be read without a secret', () => {
    const { name, cookie, secret } = tokenOf('express-openid-connect', 'appSession');
    const { expiresAtMs, header } = decode(`${name}=${cookie}`);
    expect(header).toMatchObject({ exp: (expiresAtMs ?? 0) / 1000 });
    const reasonAt = (nowMs: number) => decode(`${name}=${cookie}`, [secret], { nowMs }).reason;
    expect([reasonAt((expiresAtMs ?? 0) - 1), reasonAt(expiresAtMs ?? 0)]).toEqual([null, 'expired']);
  });
});

test('a header of another algorithm is read, and the rest is said to be encrypted', () => {
  for (const header of [
    { alg: 'RSA-OAEP', enc: 'A256GCM' },
    { alg: 'dir', enc: 'X' },
    { alg: 'dir', enc: 'A256GCM', crit: ['x'] },
  ]) {
    const token = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.a.b.c.d`;
    expect(decode(token, ['secret'])).toMatchObject({ format: 'jwe', header, reason: 'not-decrypted' });
  }
});

test('signing with another secret names the new key in the header', () => {
  const { name, cookie, payload } = authJs;
  const like = readPasted(`${name}=${cookie}`).likeliest;
  const again = signCookie('jwe', payload ?? null, 'a new secret', { nowMs: NOW, like });
  if (!again.ok) throw new Error(again.reason);
  const decoded = decode(`${name}=${again.value}`, ['a new secret']);
  expect(decoded).toMatchObject({ valid: true, payload, notes: ['key-of-auth-js'] });
  expect(decoded.header).not.toEqual(decode(cookie).header);
});
