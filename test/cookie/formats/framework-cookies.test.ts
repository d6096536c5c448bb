import { describe, expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import { cookieText, readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, type FrameworkCookie, frameworkCookies, NOW, pastedFrom } from './support.ts';

/** Salts and vectors are random in these, and so are ECDSA and PSS signatures. */
const RANDOM: readonly CookieFormat[] = [
  'rails-encrypted',
  'rails-encrypted-cbc',
  'laravel',
  'iron-session',
  'jwe',
  'fernet',
  'phoenix-encrypted',
  'fastify-secure-session',
  'aiohttp-nacl',
  'cakephp',
];
/** The payload of these is a text, or has additional members. */
const TEXTS: readonly CookieFormat[] = [
  'rails-signed',
  'express-session',
  'flask-session-id',
  'flask-login',
  'auth-tkt',
  'fastify-session',
  'better-auth',
];
const WRONG = 'a wrong secret, which has 64 characters and more, so that any format can use it';

const signedCookies = frameworkCookies.filter(({ secret }) => secret !== undefined);
const label = ({ framework, format, name, digest, alg, cipher, variant, opaque, expired }: FrameworkCookie) =>
  [framework, format, name, digest ?? alg ?? cipher, variant, opaque, expired && 'expired'].filter(Boolean).join(', ');

describe.each(signedCookies.map((cookie) => [label(cookie), cookie] as const))('%s', (_, cookie) => {
  const pasted = pastedFrom(cookie);
  const secrets = [WRONG, cookie.secret ?? ''];

  test('is recognised, verified and decoded', () => {
    const decoded = decode(pasted, secrets);
    expect(decoded).toMatchObject({
      format: cookie.format,
      signatureMatches: true,
      secretNumber: 2,
      name: cookie.name,
    });
    expect(decoded).toMatchObject(cookie.expired ? { valid: false, reason: 'expired' } : { valid: true, reason: null });
    if (cookie.opaque === undefined) expect(decoded.payload).toEqual(cookie.payload);
    else expect(decoded.payload).toMatchObject({ $type: cookie.opaque, hex: expect.stringMatching(/^[0-9a-f]+$/) });
  });

  test('is not valid with the wrong secret, without one, or with the signature cut', () => {
    expect(decode(pasted, [WRONG]).valid).not.toBe(true);
    expect(decode(pasted)).toMatchObject({ valid: null, reason: 'no-secret', signatureMatches: null });
    expect(decode(pasted.slice(0, -4), secrets).valid).not.toBe(true);
  });
});

const readable = signedCookies.filter(({ opaque, expired }) => opaque === undefined && expired !== true);

describe.each(readable.map((cookie) => [label(cookie), cookie] as const))('%s, signed again', (_, cookie) => {
  const pasted = pastedFrom(cookie);
  const like = readPasted(pasted).likeliest;
  const before = decode(pasted, [cookie.secret ?? '']);
  const isRandom = RANDOM.includes(cookie.format) || /^(?:ES|PS)/.test(cookie.alg ?? '');

  test('is accepted and says the same', () => {
    const again = signCookie(cookie.format, before.payload, cookie.privateKey ?? cookie.secret ?? '', {
      nowMs: before.signedAtMs ?? NOW,
      like,
    });
    if (!again.ok) throw new Error(again.reason);
    if (!isRandom) expect(again.value).toBe(like.rawValue);
    if (again.companion !== null) expect(pasted).toContain(`${again.companion.name}=${again.companion.value}`);
    const pair = again.companion === null ? '' : `; ${again.companion.name}=${again.companion.value}`;
    const after = decode(`${cookie.name}=${again.value}${pair}`, [cookie.secret ?? '']);
    expect(after).toMatchObject({ format: cookie.format, valid: true, payload: before.payload });
  });
});

describe.each(
  // The key of the content, which the first version of plug_crypto draws too, cannot be seen in the cookie.
  readable
    .filter(({ format, cookie }) => RANDOM.includes(format) && !cookie.startsWith('QTEyOEdDTQ'))
    .map((cookie) => [label(cookie), cookie] as const),
)('%s, signed again with the same salts and vectors', (_, cookie) => {
  test('is the very same', () => {
    const like = readPasted(pastedFrom(cookie)).likeliest;
    const { payload, signedAtMs } = decode(pastedFrom(cookie), [cookie.secret ?? '']);
    const randomBytes = randomnessOf(cookie.format, like.text);
    const nowMs = signedAtMs ?? NOW;
    const again = signCookie(cookie.format, payload, cookie.secret ?? '', { nowMs, like, randomBytes });
    expect(again).toMatchObject({ ok: true, value: like.rawValue });
  });
});

test('cookies without a signature are decoded and never valid', () => {
  for (const cookie of frameworkCookies.filter(({ secret }) => secret === undefined)) {
    const reason = cookie.format === 'jwe' ? 'bad-signature' : 'not-signed';
    expect(decode(pastedFrom(cookie), [WRONG])).toMatchObject({ format: cookie.format, valid: false, reason });
  }
});

test('an edited payload is signed as the framework would sign it', () => {
  const edited = { user: 'ada', admin: true };
  for (const cookie of signedCookies) {
    const isText =
      TEXTS.includes(cookie.format) ||
      cookie.variant === 'set-signed-cookie' ||
      (cookie.format === 'itsdangerous' && typeof cookie.payload === 'string');
    if (cookie.opaque !== undefined || cookie.expired === true || isText) continue;
    const like = readPasted(pastedFrom(cookie)).likeliest;
    const again = signCookie(cookie.format, edited, cookie.privateKey ?? cookie.secret ?? '', { nowMs: NOW, like });
    if (!again.ok) throw new Error(again.reason);
    const others = new Map(again.companion === null ? [] : [[again.companion.name, again.companion.value]]);
    const after = decode(`${cookie.name}=${again.value}${[...others].map(([name, value]) => `; ${name}=${value}`)}`, [
      cookie.secret ?? '',
    ]);
    expect(after).toMatchObject({ format: cookie.format, valid: true, payload: edited });
  }
});

test('content that was not loaded cannot be signed again', () => {
  for (const cookie of signedCookies.filter(({ opaque }) => opaque !== undefined)) {
    const { payload } = decode(pastedFrom(cookie), [cookie.secret ?? '']);
    const like = cookieText(cookie.name, cookie.cookie);
    const again = signCookie(cookie.format, payload, cookie.secret ?? '', { nowMs: NOW, like });
    expect(again).toEqual({ ok: false, reason: 'payload-unusable' });
  }
});

/** Hands out the salts and vectors of a cookie in the order in which its framework drew them. */
function randomnessOf(format: CookieFormat, text: string): (count: number) => Buffer {
  const drawn = drawnBy(format, text);
  return (count) => {
    const next = drawn.shift();
    if (next?.length !== count) throw new Error(`${format} was not expected to draw ${count} bytes.`);
    return next;
  };
}

function drawnBy(format: CookieFormat, text: string): Buffer[] {
  if (format === 'rails-encrypted') return [Buffer.from(text.split('--')[1] ?? '', 'base64')];
  if (format === 'rails-encrypted-cbc') {
    const inner = Buffer.from(text.split('--')[0] ?? '', 'base64').toString();
    return [Buffer.from(inner.split('--')[1] ?? '', 'base64')];
  }
  if (format === 'laravel') return [Buffer.from(JSON.parse(Buffer.from(text, 'base64').toString()).iv, 'base64')];
  if (format === 'fernet') return [Buffer.from(text, 'base64url').subarray(9, 25)];
  if (format === 'fastify-secure-session') return [Buffer.from(text.split(';')[1] ?? '', 'base64')];
  if (format === 'aiohttp-nacl') return [Buffer.from(text, 'base64').subarray(0, 24)];
  if (format === 'cakephp') return [Buffer.from(text.slice(9), 'base64').subarray(64, 80)];
  if (text.startsWith('XCP.')) return [Buffer.from(text.slice(4), 'base64url').subarray(0, 24)];
  if (format === 'jwe') return [Buffer.from(text.split('.')[2] ?? '', 'base64url')];
  const fields = text.split('*');
  return [
    Buffer.from(fields[2] ?? '', 'hex'),
    Buffer.from(fields[3] ?? '', 'base64url'),
    Buffer.from(fields[6] ?? '', 'hex'),
  ];
}
