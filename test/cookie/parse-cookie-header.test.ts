import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstCookie, parseCookieHeader } from '../../server/cookie/parse-cookie-header.ts';
import { processorMs } from '../support/processor-time.ts';
import { anyHeader, cookieHeader } from './cookie-arbitraries.ts';

// The very module that express-session loads, wherever the package manager put it.
const requireFromHere = createRequire(import.meta.url);
const requireFromSession = createRequire(requireFromHere.resolve('express-session'));
const npmCookie: { parse(header: string, options: object): Record<string, string> } = requireFromSession('cookie');

const pair = (name: string, value: string, start: number, end: number, isDuplicate = false) => ({
  name,
  value,
  hasEqualsSign: true,
  start,
  end,
  isDuplicate,
});

test('keeps every pair in order, with its place in the header', () => {
  expect(parseCookieHeader('a=1; b = x y ;a=2')).toEqual([
    pair('a', '1', 0, 3),
    pair('b', 'x y', 5, 12),
    pair('a', '2', 14, 17, true),
  ]);
});

test('keeps quotes, empty names, empty values, further equals signs and parts without an equals sign', () => {
  expect(parseCookieHeader('q="a b"; =v; n=; e=a=b==;; alone').map(({ name, value }) => [name, value])).toEqual([
    ['q', '"a b"'],
    ['', 'v'],
    ['n', ''],
    ['e', 'a=b=='],
    ['', 'alone'],
  ]);
});

test('splits at a semicolon inside quotes, as express-session does', () => {
  expect(parseCookieHeader('a="x; b=y"').map(({ name, value }) => [name, value])).toEqual([
    ['a', '"x'],
    ['b', 'y"'],
  ]);
});

test('keeps cookies named like members of Object.prototype and pollutes no prototype', () => {
  const header = '__proto__=polluted; constructor=c; hasOwnProperty=h; __proto__=again; toString=t';
  expect(parseCookieHeader(header).map(({ name, isDuplicate }) => [name, isDuplicate])).toEqual([
    ['__proto__', false],
    ['constructor', false],
    ['hasOwnProperty', false],
    ['__proto__', true],
    ['toString', false],
  ]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('reads a header of 16 KiB without equals signs in a straight pass', () => {
  const header = 'x;'.repeat(8192);
  expect(parseCookieHeader(header)).toHaveLength(8192);
  const durationsMs = [1, 2, 3].map(() => processorMs(() => parseCookieHeader(header)));
  expect(Math.min(...durationsMs)).toBeLessThan(50);
});

test('never throws, and every pair has its text and position', () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      for (const { name, value, hasEqualsSign, start, end } of parseCookieHeader(header)) {
        const text = header.slice(start, end);
        expect(text.startsWith(name)).toBe(true);
        expect(text.endsWith(value)).toBe(true);
        expect(hasEqualsSign).toBe(text.includes('='));
        expect(text).not.toContain(';');
      }
    }),
    { numRuns: 1000 },
  );
});

test('chooses the cookie that the parser of express-session chooses', () => {
  fc.assert(
    fc.property(fc.oneof(cookieHeader, anyHeader), (header) => {
      const chosen = npmCookie.parse(header, { decode: (value: string) => value });
      const names = new Set(parseCookieHeader(header).map(({ name }) => name));
      for (const name of [...names, 'absent']) {
        const raw = firstCookie(header, name);
        const unquoted = raw !== null && /^".*"$|^"$/su.test(raw) ? raw.slice(1, -1) : raw;
        expect(unquoted).toBe(Object.hasOwn(chosen, name) ? chosen[name] : null);
      }
    }),
    { numRuns: 1000 },
  );
});

test('finds no cookie where no header came', () => {
  expect(firstCookie(null, 'a')).toBeNull();
});
