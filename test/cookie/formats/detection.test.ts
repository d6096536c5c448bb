import { describe, expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import { COOKIE_FORMAT_IDS } from '../../../server/contract/cookie-format.ts';
import { COOKIE_FORMATS } from '../../../server/cookie/formats/registry.ts';
import { decode, frameworkCookies, pastedFrom } from './support.ts';

test('every format of the contract has a decoder', () => {
  expect(COOKIE_FORMATS.map(({ format }) => format)).toEqual(COOKIE_FORMAT_IDS);
});

test('a cookie of a framework is recognised, with or without its name', () => {
  for (const cookie of frameworkCookies) {
    expect(decode(pastedFrom(cookie), [cookie.secret ?? '']).format).toBe(cookie.format);
    // The signature of cookie-session is recognised by its name. Rails and Rack share a form that only a secret can
    // distinguish.
    if (cookie.format === 'cookie-session') continue;
    expect(decode(cookie.cookie, [cookie.secret ?? '']).format).toBe(cookie.format);
  }
});

const JWT_HEADER = 'eyJhbGciOiJIUzI1NiJ9';
const HEX_40 = '0123456789abcdef0123456789abcdef01234567';

describe('values that could be several things', () => {
  test.each<[string, string, CookieFormat | null, number]>([
    [
      'a Flask session with a key alg',
      `${flaskPayload({ alg: 'x' })}.ZCONag.j2PHXgeT2B62qlYH72PKVuqjPvE`,
      'flask',
      0.9,
    ],
    ['a JWT with a short payload', `${JWT_HEADER}.e30.j2PHXgeT2B62qlYH72PKVuqjPvE`, 'jwt', 0.9],
    ['an empty Flask session', 'e30.ZCONag.j2PHXgeT2B62qlYH72PKVuqjPvE', 'flask', 0.9],
    ['a Flask session that cannot be read', 'session=AAAA.ZCONag.j2PHXgeT2B62qlYH72PKVuqjPvE', 'flask', 0.7],
    ['a text with a time and a signature', 'ada.ZCONag.j2PHXgeT2B62qlYH72PKVuqjPvE', 'itsdangerous', 0.7],
    [
      'a JWT with five parts',
      'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..ULxdtBf4MC1JKRKp.w4Z-aZL0.g97FXec6oLQg1W3mx42o4w',
      'jwe',
      0.9,
    ],
    ['an sid with an unusual generator', `s:user-17-session-a.${'A'.repeat(43)}`, 'express-session', 0.6],
    ['a signed text', `s:hello world.${'A'.repeat(43)}`, 'cookie-parser-signed', 0.9],
    ['connect.sid with a short sid', `connect.sid=s:abc.${'A'.repeat(43)}`, 'express-session', 0.9],
    ['a Marshal dump, unnamed', `BAhJIgl0ZXN0BjoGRVQ=--${HEX_40}`, 'rack', 0.6],
    ['a Marshal dump of a Rails app', `_shop_session=BAhJIgl0ZXN0BjoGRVQ=--${HEX_40}`, 'rails-signed', 0.9],
    ['a Marshal dump of a Rack app', `rack.session=BAhJIgl0ZXN0BjoGRVQ=--${HEX_40}`, 'rack', 0.9],
    ['JSON in base64', 'eyJhIjoxfQ==', 'base64-json', 0.6],
    ['JSON in base64, named session', 'session=eyJhIjoxfQ==', 'cookie-session', 0.7],
    ['JSON as it is', '{"a":1}', 'plain-json', 0.9],
    ['JSON, percent-encoded', '%7B%22a%22%3A1%7D', 'plain-json', 0.9],
    ['a PHP session id', 'PHPSESSID=0a1b2c3d4e5f60718293a4b5c6', 'php-session-id', 0.95],
    ['a Django session id', 'sessionid=ggqz0r1cyo8nyf6rhwrz5rjpqpsyx7ax', 'django-session-id', 0.95],
    ['a servlet session id', 'JSESSIONID=9D6C1A4BEFD1C7D2A0C97E1B4D8F2A33.node1', 'java-session-id', 0.95],
    ['an ASP.NET session id', 'ASP.NET_SessionId=lit3py55t21z5v55vlm25s55', 'aspnet-session-id', 0.95],
    ['a Flask-Session id', 'session=Zx0mvF8kq1N5yJp3hR7tUwB2cE4aG6dI9oLsKjQnVXY', 'flask-session-id', 0.7],
    ['a random id', '0f8fad5b-d9cb-469f-a165-70867728950e', 'opaque-id', 0.3],
    ['a language', 'lang=de', null, 0],
    ['nothing', '', null, 0],
  ])('%s', (_, pasted, format, atLeast) => {
    const decoded = decode(pasted);
    expect(decoded.format).toBe(format);
    expect(decoded.confidence).toBeGreaterThanOrEqual(atLeast);
  });
});

test('every candidate is reported, the likeliest first, and the caller may choose another', () => {
  const pasted = `BAhJIgl0ZXN0BjoGRVQ=--${HEX_40}`;
  const decoded = decode(pasted);
  expect(decoded.candidates.map(({ format }) => format)).toEqual(['rack', 'rails-signed']);
  expect(decode(pasted, [], { format: 'rails-signed' })).toMatchObject({ format: 'rails-signed', confidence: 1 });
});

test('a format that was chosen and does not fit is malformed, never valid', () => {
  for (const { format } of COOKIE_FORMATS) {
    const decoded = decode('neither here nor there', ['secret'], { format });
    expect(decoded).toMatchObject({ format });
    expect(decoded.valid).not.toBe(true);
    expect(decoded.reason).not.toBeNull();
  }
});

test('if Rails and Rack look alike, the matching secret decides', () => {
  const cookie = 'name=BAhJIgl0ZXN0BjoGRVQ=--8c5ae09ed57f1e933cc466f5b99ea636d1fc31a2';
  expect(decode(`_app_session=${cookie.slice(5)}`, ['super secret'])).toMatchObject({ format: 'rack', valid: true });
});

function flaskPayload(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
