import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';

const FLASK = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8';
const RAILS = 'eyJfcmFpbHMiOnsibWVzc2FnZSI6IklqRWkifX0=--0123456789abcdef0123456789abcdef01234567';

function likeliest(pasted: string, name?: string): [string | null, string] {
  const { likeliest } = readPasted(pasted, name ?? null);
  return [likeliest.name, likeliest.rawValue];
}

describe('a pasted text is', () => {
  test.each<[string, string, string | null, string]>([
    ['a bare value', FLASK, null, FLASK],
    ['a bare value in blanks', ` ${FLASK}\n`, null, FLASK],
    ['a bare value that ends in equals signs', 'eyJhIjoxfQ==', null, 'eyJhIjoxfQ=='],
    ['a bare value with an equals sign inside', RAILS, null, RAILS],
    ['a pair', `session=${FLASK}`, 'session', FLASK],
    ['a pair whose value has equals signs', 'session=eyJhIjoxfQ==', 'session', 'eyJhIjoxfQ=='],
    ['a pair whose value has one inside', `_app=${RAILS}`, '_app', RAILS],
    ['a pair without a value', 'session=', null, 'session='],
    ['a Cookie header', `Cookie: a=1; session=${FLASK}; b=2`, 'session', FLASK],
    ['a Cookie header with one cookie', `cookie: session=${FLASK}`, 'session', FLASK],
    ['a Cookie header without its name', `a=1; session=${FLASK}`, 'session', FLASK],
    ['a Set-Cookie header', `Set-Cookie: session=${FLASK}; HttpOnly; Path=/`, 'session', FLASK],
    [
      'a Set-Cookie header without its name',
      `session=${FLASK}; Secure; HttpOnly; Path=/; SameSite=Lax`,
      'session',
      FLASK,
    ],
    ['a Set-Cookie header with an attribute only', `session=${FLASK}; Max-Age=60`, 'session', FLASK],
    ['JSON with equals signs and semicolons', 'j:{"a":"b=c"}', null, 'j:{"a":"b=c"}'],
    ['nothing', '', null, ''],
    ['a lone semicolon', ';', null, ';'],
    ['a header without a cookie', 'Cookie:', null, ''],
    ['__proto__', '__proto__=1; a=2', '__proto__', '1'],
  ])('%s', (_, pasted, name, rawValue) => {
    expect(likeliest(pasted)).toEqual([name, rawValue]);
  });
});

test('a name given along makes the text the value, or picks from a header', () => {
  expect(likeliest(FLASK, 'session')).toEqual(['session', FLASK]);
  expect(likeliest(`session=${FLASK}`, 'session')).toEqual(['session', FLASK]);
  expect(likeliest(`a=${FLASK}; b=${FLASK}`, 'b')).toEqual(['b', FLASK]);
  expect(likeliest('a=b', 'session')).toEqual(['session', 'a=b']);
});

test('every cookie of a header is kept, the first of each name, with the other cookies', () => {
  const { cookies, likeliest } = readPasted('a=1; s=eyJhIjoxfQ==; s.sig=Vf2INocdJIqKWVfYGhXwPhQZNFI; a=2');
  expect(cookies.map(({ name, text }) => [name, text])).toEqual([
    ['a', '1'],
    ['s', 'eyJhIjoxfQ=='],
    ['s.sig', 'Vf2INocdJIqKWVfYGhXwPhQZNFI'],
  ]);
  expect(likeliest.name).toBe('s');
  expect(likeliest.others.get('s.sig')).toBe('Vf2INocdJIqKWVfYGhXwPhQZNFI');
});

describe('of the cookies of a header the likeliest is the session', () => {
  const LARAVEL = (value: string) =>
    Buffer.from(
      JSON.stringify({
        iv: 'PsM+PN0qXcmPxnZHTVQuZw==',
        value: Buffer.from(value.repeat(32)).toString('base64'),
        mac: 'a'.repeat(64),
        tag: '',
      }),
    ).toString('base64');
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
  const EXPRESS = `s%3A${'k7Qm2Vt9'.repeat(4)}.${'A'.repeat(43)}`;
  const HEX = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';

  test.each<[string, string, string]>([
    ['Laravel', `XSRF-TOKEN=${LARAVEL('a')}; laravel_session=${LARAVEL('b')}`, 'laravel_session'],
    ['Laravel that remembers', `remember_web_59ba36=${LARAVEL('a')}; shop_session=${LARAVEL('b')}`, 'shop_session'],
    ['Laravel with a cart', `cart=${LARAVEL('a')}; shop-session=${LARAVEL('b')}`, 'shop-session'],
    ['Django with a message', `messages=W10:1xXo1P:${'A'.repeat(43)}; csrftoken=${HEX}; sessionid=${HEX}`, 'sessionid'],
    ['a gate and PHP', `CF_Authorization=${JWT}; PHPSESSID=r2t5nbqqqvl1p4sgfp4dq5fhv1`, 'PHPSESSID'],
    ['an identity and a servlet', `id_token=${JWT}; JSESSIONID=9D6C1A4BEFD1C7D2A0C97E1B4D8F2A33`, 'JSESSIONID'],
    ['a token and Express', `token=${JWT}; connect.sid=${EXPRESS}`, 'connect.sid'],
    ['a token and Express with a name of its own', `token=${JWT}; shop=${EXPRESS}`, 'shop'],
    ['a token and a random id', `access_token=${JWT}; ci_session=${HEX}`, 'ci_session'],
    ['analytics and a random id', `_hjSession_1=${HEX}; _ga=GA1.2.3.4; SESSION=${HEX}`, 'SESSION'],
    ['nothing but a token', `theme=dark; token=${JWT}`, 'token'],
    ['nothing but a token against forged requests', `theme=dark; XSRF-TOKEN=${LARAVEL('a')}`, 'XSRF-TOKEN'],
    ['a token that is the session', `csrf=${JWT}; uid=${HEX}; session=${JWT}`, 'session'],
  ])('%s', (_, pasted, name) => {
    expect(readPasted(pasted).likeliest.name).toBe(name);
    expect(readPasted(pasted.split('; ').reverse().join('; ')).likeliest.name).toBe(name);
  });
});
