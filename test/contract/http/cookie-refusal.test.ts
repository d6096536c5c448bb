import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cookieRefusals } from '../../../server/contract/http/cookie-refusal.ts';
import { parseSetCookie } from '../../../server/contract/http/parse-set-cookie.ts';
import { anyHeader } from '../../cookie/cookie-arbitraries.ts';

const refusals = (line: string) => cookieRefusals(parseSetCookie(line));

test.each([
  ['__Host-a=1; Path=/app; Secure', '__Host-', ['root-path'], false],
  ['__Host-a=1; Path=/; Secure; Domain=app.test', '__Host-', ['no-domain'], false],
  ['__Host-a=1; Path=/', '__Host-', ['secure'], false],
  ['__Host-a=1; Secure', '__Host-', ['root-path'], false],
  ['__Host-a=1; Secure; Path', '__Host-', ['root-path'], false],
  ['__Host-a=1; Secure; Path=/; Path=nowhere', '__Host-', ['root-path'], false],
  ['__host-a=1; Domain=app.test', '__Host-', ['secure', 'root-path', 'no-domain'], false],
  ['__Secure-a=1; Path=/', '__Secure-', ['secure'], false],
  ['__SECURE-a=1; "Secure"', '__Secure-', ['secure'], false],
  ['__Http-a=1; Secure', '__Http-', ['http-only'], true],
  ['__http-a=1', '__Http-', ['secure', 'http-only'], true],
  ['__Host-Http-a=1; Secure; Path=/', '__Host-Http-', ['http-only'], true],
  ['__HOST-HTTP-a=1; Secure; HttpOnly', '__Host-Http-', ['root-path'], false],
])('%s breaks the promise of its prefix', (line, prefix, missing, isNewRule) => {
  expect(refusals(line)).toEqual([{ code: 'prefix', prefix, missing, isNewRule }]);
});

test.each([
  ['a=1; Partitioned; Path=/', [{ code: 'partitioned-not-secure' }]],
  ['a=1; SameSite=None', [{ code: 'none-not-secure' }]],
  ['a=1; SameSite=Lax; samesite=NONE; Partitioned', [{ code: 'none-not-secure' }, { code: 'partitioned-not-secure' }]],
  [`a=${'x'.repeat(4096)}`, [{ code: 'too-large', bytes: 4097 }]],
  [`${'x'.repeat(4097)}`, [{ code: 'too-large', bytes: 4097 }]],
  [`a=${'好'.repeat(1366)}`, [{ code: 'too-large', bytes: 4099 }]],
  ['a=\u00011', [{ code: 'control-character' }]],
  ['a\u007f=1', [{ code: 'control-character' }]],
  ['a=1; foo=\u0002', [{ code: 'control-character' }]],
  ['a=1\n; Path=/', [{ code: 'control-character' }]],
  ['a=1\t2', [{ code: 'tab' }]],
  ['', [{ code: 'empty' }]],
  [' = ; Path=/', [{ code: 'empty' }]],
  ['__Host-name; Secure; Path=/', [{ code: 'nameless-prefix', prefix: '__Host-' }]],
  ['=__secure-x=1; Secure', [{ code: 'nameless-equals' }, { code: 'nameless-prefix', prefix: '__Secure-' }]],
  ['=a=b', [{ code: 'nameless-equals' }]],
  ['=__Host-Http-x; Secure; HttpOnly; Path=/', [{ code: 'nameless-prefix', prefix: '__Host-Http-' }]],
  ['a=1; Domain=b\u00fccher.test', [{ code: 'domain-not-ascii' }]],
])('%j is refused', (line, reasons) => {
  expect(refusals(line)).toEqual(reasons);
});

test.each([
  '__Host-a=1; Path=/; Secure',
  '__Host-a=1; Path=/; Secure; Domain=',
  '__host-a=1; path=/x; secure; path=/',
  '__Secure-a=1; Secure; Domain=app.test',
  '__Host-Http-a=1; Secure; HttpOnly; Path=/',
  '__Hosta=1; Path=/app',
  'a__Host-=1',
  'a=__Host-b',
  'a=1; SameSite=None; Secure; Partitioned',
  'a=1; SameSite=None; SameSite=bogus',
  `a=${'x'.repeat(4095)}; Path=/${'y'.repeat(5000)}`,
  `a=${'\u00e9'.repeat(4095)}`,
  '\ta\t=\t1\t',
  'nameless',
  '=v',
  'a=',
])('%j is not refused', (line) => {
  expect(refusals(line)).toEqual([]);
});

test('typed text is measured in UTF-8, header text in its octets', () => {
  const cookie = parseSetCookie(`a=${'\u00e9'.repeat(2048)}`);
  expect(cookieRefusals(cookie, 'utf8')).toEqual([{ code: 'too-large', bytes: 4097 }]);
  expect(cookieRefusals(cookie, 'latin1')).toEqual([]);
});

test('any text is judged, and each reason is given once', () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      const codes = refusals(header).map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
    }),
    { numRuns: 500 },
  );
});
