import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';

const FLASK = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8';
const RAILS = 'eyJfcmFpbHMiOnsibWVzc2FnZSI6IklqRWkifX0=--0123456789abcdef0123456789abcdef01234567';

function likeliest(pasted: string, name?: string): [string | null, string] {
  const { likeliest } = readPasted(pasted, name ?? null);
  return [likeliest.name, likeliest.rawValue];
}

describe('what was pasted is', () => {
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

test('every cookie of a header is kept, the first of a name, and each knows the others', () => {
  const { cookies, likeliest } = readPasted('a=1; s=eyJhIjoxfQ==; s.sig=Vf2INocdJIqKWVfYGhXwPhQZNFI; a=2');
  expect(cookies.map(({ name, text }) => [name, text])).toEqual([
    ['a', '1'],
    ['s', 'eyJhIjoxfQ=='],
    ['s.sig', 'Vf2INocdJIqKWVfYGhXwPhQZNFI'],
  ]);
  expect(likeliest.name).toBe('s');
  expect(likeliest.others.get('s.sig')).toBe('Vf2INocdJIqKWVfYGhXwPhQZNFI');
});
