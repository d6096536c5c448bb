import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openFlask } from '../../../server/cookie/flask/flask-cookie.ts';
import { appendSignature, deriveKey } from '../../../server/cookie/flask/signature.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, NOW } from './support.ts';

const AGE = { nowSeconds: NOW / 1000, maxAgeSeconds: null };
const SECRET = 'a secret that has more than thirty-two characters';

function flaskWith(json: string | Buffer): string {
  return appendSignature(`${Buffer.from(json).toString('base64url')}.ZCONag`, deriveKey(SECRET));
}

function jwtWith(payload: string): string {
  const text = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(payload).toString('base64url')}`;
  const like = { name: null, rawValue: `${text}.`, text: `${text}.`, others: new Map() };
  const signed = signCookie('jwt', decode(`${text}.`).payload, SECRET, { nowMs: NOW, like });
  return signed.ok ? signed.value : '';
}

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('a payload that attacks its reader', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'the key %s is a key like any other',
    (key) => {
      const json = `{"${key}":{"polluted":true},"a":1}`;
      for (const cookie of [flaskWith(json), jwtWith(json), Buffer.from(json).toString('base64'), `j:${json}`]) {
        const { payload } = decode(cookie, [SECRET]);
        expect(JSON.stringify(payload)).toBe(json);
        expect(Object.getOwnPropertyNames(payload)).toEqual([key, 'a']);
      }
      expect('polluted' in {}).toBe(false);
    },
  );

  test('keeps such keys when it is signed again', () => {
    const cookie = flaskWith('{"__proto__":{"x":1}}');
    const { payload, signedAtMs } = decode(cookie, [SECRET]);
    expect(signCookie('flask', payload, SECRET, { nowMs: signedAtMs ?? 0 })).toMatchObject({ value: cookie });
  });

  test.each([101, 1000, 12_000])('%i levels of nesting are refused by name', (levels) => {
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(openFlask(flaskWith(`{"a":${deep}}`), [SECRET], AGE)).toEqual({ kind: 'malformed', where: 'too-deep' });
    const objects = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    // It is then read as a text, which needs no recursion.
    expect([objects, null]).toContain(decode(Buffer.from(objects).toString('base64')).payload);
    expect(decode(jwtWith(objects), [SECRET]).notes).toContain('not-json');
  });

  test('100 levels are read', () => {
    const deep = `${'['.repeat(99)}${']'.repeat(99)}`;
    expect(openFlask(flaskWith(`{"a":${deep}}`), [SECRET], AGE).kind).toBe('ok');
  });

  test('a bomb is not unpacked', () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024, 'a'), { level: 9 });
    const cookie = appendSignature(`.${bomb.toString('base64url')}.ZCONag`, deriveKey(SECRET));
    const before = process.memoryUsage().arrayBuffers;
    expect(openFlask(cookie, [SECRET], AGE)).toEqual({ kind: 'malformed', where: 'too-large' });
    expect(decode(cookie, [SECRET])).toMatchObject({ valid: false, where: 'payload', payload: null });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  test.each([
    ['Flask', flaskWith('{"a":"\\ud800","b":"\\udc00\\ud800"}')],
    ['a JWT', jwtWith('{"a":"\\ud800","b":"\\udc00\\ud800"}')],
    ['plain JSON', '{"a":"\\ud800","b":"\\udc00\\ud800"}'],
  ])('lone surrogates in %s stay unchanged', (_, cookie) => {
    const { payload } = decode(cookie, [SECRET]);
    expect(JSON.stringify(payload)).toBe('{"a":"\\ud800","b":"\\udc00\\ud800"}');
  });

  test('numbers keep their digits', () => {
    const { payload } = decode(flaskWith('{"id":12345678901234567890,"n":-0,"nan":NaN,"x":1e400}'), [SECRET]);
    expect(payload).toEqual({
      id: { $type: 'int', value: '12345678901234567890' },
      n: 0,
      nan: { $type: 'float', value: 'NaN' },
      x: { $type: 'float', value: 'Infinity' },
    });
  });

  test('an object that resembles a typed value is distinguished from one', () => {
    const { payload } = decode(flaskWith('{"a":{"$type":"bytes","hex":"00"},"b":{" b":"AA=="}}'), [SECRET]);
    expect(payload).toEqual({
      a: { $type: 'dict', value: { $type: 'bytes', hex: '00' } },
      b: { $type: 'bytes', hex: '00' },
    });
  });
});

describe('a text that is not a cookie', () => {
  test.each([
    ['a megabyte of base64', 'A'.repeat(1024 * 1024)],
    ['a long text of dots', '.'.repeat(100_000)],
    ['a long text of colons', ':'.repeat(100_000)],
    ['a long text of dashes', '-'.repeat(100_000)],
    ['a long text of percent signs', '%'.repeat(100_000)],
    ['a long text of equals signs', '='.repeat(100_000)],
    ['many cookies', 'a=1; '.repeat(20_000)],
    ['a long text of quotes', '"'.repeat(100_000)],
    ['an s: and nothing', 's:'],
    ['a lone surrogate', '\ud800'],
    ['NUL and line breaks', 's:\0\r\nSet-Cookie: x=1'],
  ])('%s gives a reason', (_, text) => {
    const decoded = decode(text, [SECRET], { checksWeakSecrets: true });
    expect(decoded.valid).toBe(false);
    expect(decoded.reason).not.toBeNull();
  });

  test('a text that is too long is not parsed', () => {
    expect(decode('A'.repeat(128 * 1024 + 1))).toMatchObject({ format: null, reason: 'too-large' });
  });
});

test('a pickle, a Marshal dump and PHP are shown as bytes with the reason', () => {
  const pickle = 'gAJ9cQFYCgAAAHRlc3Rjb29raWVxAlgGAAAAd29ya2VkcQNzLg:1mgnkC:z5yDxzI06qYVAU3bkLaWYpADT4I';
  expect(decode(pickle, ['changeme'])).toMatchObject({
    valid: true,
    notes: ['pickle-not-loaded', 'older-than-default-lifetime'],
    payload: {
      $type: 'pickle',
      hex: expect.stringMatching(/^80027d/),
      reason: expect.stringContaining('never loaded'),
    },
  });
});
