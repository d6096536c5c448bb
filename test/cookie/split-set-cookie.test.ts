import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setCookieSpans, splitSetCookie } from '../../server/cookie/split-set-cookie.ts';
import { anyHeader } from './cookie-arbitraries.ts';

const expires = 'Expires=Wed, 21 Oct 2037 07:28:00 GMT';

test.each([
  ['', ['']],
  ['theme=dark; Path=/', ['theme=dark; Path=/']],
  [' theme=dark ', [' theme=dark ']],
  ['theme=dark; Path=/\nconnect.sid=s%3Aa.b; Path=/', ['theme=dark; Path=/', 'connect.sid=s%3Aa.b; Path=/']],
  ['a=1\r\nb=2\rc=3\n', ['a=1', 'b=2', 'c=3']],
  ['\n\n', ['']],
  [`a=1; ${expires}; Path=/, b=2; Path=/`, [`a=1; ${expires}; Path=/`, 'b=2; Path=/']],
  [`a=1; ${expires}, b=2`, [`a=1; ${expires}`, 'b=2']],
  [`a=1; ${expires},b=2; ${expires}, c=3`, [`a=1; ${expires}`, `b=2; ${expires}`, 'c=3']],
  ['a=1; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0', ['a=1; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0']],
  ['a=1,b=2', ['a=1', 'b=2']],
  ['a=1,\tb = 2', ['a=1', 'b = 2']],
  [`a=1; Path=/,b=; ${expires}`, ['a=1; Path=/', `b=; ${expires}`]],
  ['a=1, b=; Path=/', ['a=1', 'b=; Path=/']],
  ['a=1,2,3; Path=/', ['a=1,2,3; Path=/']],
  ['a={"x":1,"y":2}', ['a={"x":1,"y":2}']],
  ['a=djE,c2VjcmV0cw==; Path=/', ['a=djE,c2VjcmV0cw==; Path=/']],
  ['a=djE,c2VjcmV0c2U=; Path=/', ['a=djE,c2VjcmV0c2U=; Path=/']],
  ['a=1,', ['a=1,']],
  ['nameless, b=2', ['nameless', 'b=2']],
])('splits %j', (value, expected) => {
  expect(splitSetCookie(value)).toEqual(expected);
});

test('finds where each cookie is', () => {
  expect(setCookieSpans('a=1 \n, b=2')).toEqual([
    { start: 0, end: 3 },
    { start: 7, end: 10 },
  ]);
});

const cookie = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z_.-]{1,8}$/),
    fc.stringMatching(/^[A-Za-z0-9%.+/-]{0,12}$/),
    fc.subarray(['Path=/', expires, 'Max-Age=5', 'HttpOnly', 'SameSite=Lax', 'expires=Thu, 01-Jan-70 00:00:00 GMT']),
  )
  .map(([name, value, attributes]) => [`${name}=${value}`, ...attributes].join('; '));

test('gives back every list of cookies that was joined', () => {
  fc.assert(
    fc.property(
      fc.array(cookie, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', ', '),
      (lines, joint) => {
        expect(splitSetCookie(lines.join(joint))).toEqual(lines);
      },
    ),
  );
});

test('any text gives a list in order, without losing anything but separators', () => {
  fc.assert(
    fc.property(anyHeader, (value) => {
      let at = 0;
      for (const { start, end } of setCookieSpans(value)) {
        expect(value.slice(at, start)).toMatch(/^[ \t,\r\n]*$/);
        at = end;
      }
      expect(value.slice(at)).toMatch(/^[ \t\r\n]*$/);
      for (const piece of splitSetCookie(value)) expect(splitSetCookie(piece)).toEqual([piece]);
    }),
  );
});
