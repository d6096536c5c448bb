import { describe, expect, test } from 'vitest';
import type { SessionData } from '../../../server/contract/json.ts';
import {
  DEFAULT_MAX_AGE_SECONDS,
  openFlask,
  signFlask,
  splitFlask,
} from '../../../server/cookie/flask/flask-cookie.ts';
import { decodePayload, encodePayload } from '../../../server/cookie/flask/payload.ts';
import { appendSignature, deriveKey } from '../../../server/cookie/flask/signature.ts';
import { decodeTimestamp, encodeTimestamp, isLegacyTimestamp } from '../../../server/cookie/flask/timestamp.ts';

const NOW = 1_790_000_000;
const AGE = { nowSeconds: NOW, maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS };

function signed(text: string, secret = 'dev'): string {
  return appendSignature(text, deriveKey(secret));
}

describe('signFlask', () => {
  // Flask-Unsign README.md, "Signing": the same data, secret and second.
  test('writes the published cookie', () => {
    const seconds = decodeTimestamp('XDuW-g') ?? 0;
    expect(signFlask({ logged_in: true }, ['CHANGEME'], seconds)).toBe(
      'eyJsb2dnZWRfaW4iOnRydWV9.XDuW-g.cPCkFmmeB7qNIcN-ReiN72r0hvU',
    );
  });

  test('signs with the first secret, and cuts fractions of a second off', () => {
    const cookie = signFlask({ a: 1 }, ['new', 'old'], NOW + 0.9);
    expect(openFlask(cookie, ['new'], AGE)).toMatchObject({ kind: 'ok', signedAtMs: NOW * 1000 });
    expect(openFlask(cookie, ['old'], AGE)).toMatchObject({ kind: 'bad-signature' });
  });

  test.each([[[]], [['']]])('without a secret there is no session: %j', (secrets) => {
    expect(() => signFlask({}, secrets, NOW)).toThrow(RangeError);
  });

  test('packs a payload only if that saves more than a byte', () => {
    expect(encodePayload({ a: 'x'.repeat(20) }).startsWith('.')).toBe(true);
    expect(encodePayload({ username: 'Admin' })).toBe('eyJ1c2VybmFtZSI6IkFkbWluIn0');
  });
});

describe('openFlask distinguishes', () => {
  const data: SessionData = { username: 'Admin' };
  const cookie = signFlask(data, ['old'], NOW - 10);

  test('a genuine cookie, and the secret that signed it', () => {
    expect(openFlask(cookie, ['new', 'old'], AGE)).toEqual({
      kind: 'ok',
      secretNumber: 2,
      signedAtMs: (NOW - 10) * 1000,
      data,
    });
  });

  test('a forged cookie, whose unverified data is returned', () => {
    const forged = `${encodePayload({ username: 'Eve' })}${cookie.slice(cookie.indexOf('.'))}`;
    expect(openFlask(forged, ['new', 'old'], AGE)).toEqual({
      kind: 'bad-signature',
      secretsTried: 2,
      signedAtMs: (NOW - 10) * 1000,
      data: { username: 'Eve' },
    });
  });

  test('one that is too old, to the second', () => {
    const at = (seconds: number) => openFlask(cookie, ['old'], { nowSeconds: NOW - 10 + seconds, maxAgeSeconds: 60 });
    expect(at(60.9)).toMatchObject({ kind: 'ok' });
    expect(at(61)).toMatchObject({ kind: 'expired', expiredAtMs: (NOW + 50) * 1000, data });
  });

  test('one from the future, unless ages do not count', () => {
    expect(openFlask(cookie, ['old'], { nowSeconds: NOW - 11, maxAgeSeconds: 60 })).toMatchObject({
      kind: 'from-the-future',
      data,
    });
    expect(openFlask(cookie, ['old'], { nowSeconds: NOW - 11, maxAgeSeconds: null })).toMatchObject({ kind: 'ok' });
  });

  test.each([
    ['', 'no-signature'],
    ['abc', 'no-signature'],
    ['abc.def', 'no-timestamp'],
    [signed('e30'), 'no-timestamp'],
    [signed('e30.A'), 'timestamp'],
    [signed('e30.AAAAAAAAAAAAAAAA'), 'timestamp'],
    [signed('A.aurZAA'), 'base64'],
    [signed('.e30.aurZAA'), 'zlib'],
    [signed('_w.aurZAA'), 'utf8'],
    [signed('e3.aurZAA'), 'json'],
    [signed('77u_e30.aurZAA'), 'json'],
    [signed('W10.aurZAA'), 'not-an-object'],
    [signed(`${Buffer.from('{" t":[]}').toString('base64url')}.aurZAA`), 'not-an-object'],
    [signed(`${Buffer.from('{"a":{" b":"A"}}').toString('base64url')}.aurZAA`), 'json'],
    [signed(`${Buffer.from('{"a":{" u":"1"}}').toString('base64url')}.aurZAA`), 'json'],
    [signed(`${Buffer.from('{"a":{" di":{}}}').toString('base64url')}.aurZAA`), 'json'],
  ])('%s: malformed at its %s', (text, where) => {
    expect(openFlask(text, ['dev'], { nowSeconds: NOW, maxAgeSeconds: null })).toEqual({ kind: 'malformed', where });
  });

  test('an invalid date, which Flask reads as None', () => {
    const text = signed(`${Buffer.from('{"a":{" d":"soon"}}').toString('base64url')}.aurZAA`);
    expect(openFlask(text, ['dev'], { nowSeconds: NOW, maxAgeSeconds: null })).toMatchObject({
      kind: 'ok',
      data: { a: null },
    });
  });
});

describe('the parts of a cookie', () => {
  test('are split from the right, the dot of a packed payload belongs to it', () => {
    expect(splitFlask('.a.b.c')).toEqual({ payload: '.a', timestamp: 'b', signature: 'c' });
    expect([splitFlask('a.b'), splitFlask('.b')]).toEqual([null, null]);
  });

  test('timestamps have no leading zero bytes', () => {
    for (const [seconds, text] of [
      [0, ''],
      [1, 'AQ'],
      [1547409093, 'XDuWxQ'],
      [2 ** 32, 'AQAAAAA'],
    ] as const) {
      expect(encodeTimestamp(seconds)).toBe(text);
      expect(decodeTimestamp(text)).toBe(seconds);
    }
    expect(decodeTimestamp('AAAAXDuWxQ')).toBe(1547409093);
  });

  test('a date of the 1970s or 1980s is a legacy timestamp', () => {
    expect([0, 315_360_000, 631_151_999, 631_152_000, NOW].map(isLegacyTimestamp)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('tags are read innermost first, and an escaped one loses its underscores', () => {
    const json =
      '{"a":{" t":[1,{" b":"3q2+7w=="}]},"d":{" d":"Thu, 01 Jan 1970 00:00:01 GMT"},"e":{" di":{" t__":[]}},"m":{" m":"<b>"}}';
    expect(decodePayload(Buffer.from(json).toString('base64url'))).toMatchObject({
      ok: true,
      data: {
        a: { $type: 'tuple', value: [1, { $type: 'bytes', hex: 'deadbeef' }] },
        d: { $type: 'datetime', iso: '1970-01-01T00:00:01Z' },
        e: { ' t': [] },
        m: { $type: 'Markup', value: '<b>' },
      },
    });
  });

  test('keys are sorted by code point, and everything outside ASCII is escaped', () => {
    const { json } = decodePayload(encodePayload({ '\uffff': 1, '😀': 2, b: 'é\u007f', a: 1e-7 })) as { json: string };
    expect(json).toBe('{"a":1e-07,"b":"\\u00e9\\u007f","\\uffff":1,"\\ud83d\\ude00":2}');
  });
});
