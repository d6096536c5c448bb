import fc from 'fast-check';
import { CookieJar as ToughJar } from 'tough-cookie';
import { describe, expect, test } from 'vitest';
import { parseCookieDate } from '../../../../server/contract/http/cookie-date.ts';
import { CookieJar } from '../../../../server/contract/http/jar/cookie-jar.ts';
import { domainMatches } from '../../../../server/contract/http/jar/host.ts';
import { defaultPath, pathMatches } from '../../../../server/contract/http/jar/path.ts';
import type { CookieRequest } from '../../../../server/contract/http/jar/request-context.ts';
import { parseSetCookie } from '../../../../server/contract/http/parse-set-cookie.ts';
import { publicSuffixOf } from '../../../../server/contract/http/public-suffix.ts';
import { plainLine, sequenceOf } from '../../../support/cookies/cookie-arbitraries.ts';
import type { CookieCase } from '../../../support/cookies/cookie-case.ts';
import { modelledHeaders } from '../../../support/cookies/modelled-browser.ts';

/*
 * tough-cookie's own tests (github.com/salesforce/tough-cookie, lib/__tests__, version 6), as far as they speak of what
 * a browser does. Left out, with the reason:
 * - its own data, the http-state suite, which is in http-state-cases.ts;
 * - its API: callbacks, promises, stores, serialisation to its format, cloning, setters of cookies, cookies without a
 *   host, allPaths, `secure` and `expire` options, strict and silent modes of errors, inspect and toString;
 * - loose mode and its opposite: RFC 6265bis keeps a nameless cookie, and the model has no mode that drops it;
 * - TTL and creationIndex of a cookie that is in no jar;
 * - allowSpecialUseDomain and allowSecureOnLocal: options in which no browser is;
 * - IDN and IPv6 in its own spelling: the model reads URLs, whose hosts have one spelling.
 * Where it differs from RFC 6265bis, the line says so.
 */

const nowMs = Date.UTC(2026, 0, 1);

test.each([
  ['', '/'],
  ['/', '/'],
  ['/file', '/'],
  ['/dir/file', '/dir'],
  ['noslash', '/'],
])('the default path of %j is %s', (path, expected) => {
  expect(defaultPath(path)).toBe(expected);
});

test.each([
  ['/', '/', true],
  ['/dir', '/', true],
  ['/', '/dir', false],
  ['/dir/', '/dir/', true],
  ['/dir/file', '/dir/', true],
  ['/dir/file', '/dir', true],
  ['/directory', '/dir', false],
])('the request path %s and the cookie path %s match: %s', (request, cookie, expected) => {
  expect(pathMatches(request, cookie)).toBe(expected);
});

test.each([
  ['example.com', 'example.com', true],
  ['com', 'com', true],
  ['localhost', 'localhost', true],
  ['[::1]', '[::1]', true],
  ['com', 'net', false],
  ['www.example.com', 'example.com', true],
  ['www.subdom.example.com', 'example.com', true],
  ['www.subdom.example.com', 'subdom.example.com', true],
  ['www.aaa.com', 'aaa.com', true],
  ['computer.com', 'com', true],
  ['becoming.com', 'com', true],
  ['sitcom.com', 'com', true],
  ['no.ca', 'yes.ca', false],
  ['www.example.com.org', 'example.com', false],
  ['example.com', 'www.example.com.org', false],
  ['wwwexample.com', 'example.com', false],
  ['aaaa.com', 'aaa.com', false],
  ['www.aaaa.com', 'aaa.com', false],
  ['www.aexample.com', 'example.com', false],
  ['example.com', 'www.example.com', false],
  ['aaa.com', 'aaaa.com', false],
  ['example.com', 'example.com.', false],
  ['192.168.0.1', '168.0.1', false],
  ['192.168.0.1', '68.0.1', false],
  ['192.168.0.1', '2.68.0.1', false],
  ['192.168.0.1', '92.68.0.1', false],
  ['10.1.2.3', '210.1.2.3', false],
  ['100.192.168.0.1', '168.0.1', true],
  ['100.192.168.0.1', '192.168.0.1', true],
  ['1.example.com', 'example.com', true],
  ['11.example.com', 'example.com', true],
  ['192.168.0.1.example.com', 'example.com', true],
  ['Example.com', 'example.com', false],
  ['www.google.com', '.google.com', false],
])('the host %s and the domain %s match: %s', (host, domain, expected) => {
  expect(domainMatches(host, domain)).toBe(expected);
});

const TOO_MANY_XS = 'x'.repeat(65_535);

test.each([
  'Wed, 09 Jun 2021 10:18:14 GMT',
  'Wed, 09 JUN 2021 10:18:14 GMT',
  'Wed, 09 jUN 2021 10:18:14 GMT',
  '09 Jun 2021 10:18:14 GMT',
  'Wedxxx, 09 Jun 2021 10:18:14 GMT',
  'Wed, 09e9 Jun 2021 10:18:14 GMT',
  'Wed, 09 Junxxx 2021 10:18:14 GMT',
  'Wed, 09 Jun 2021e9 10:18:14 GMT',
  'Wed, 09 Jun 2021 10:18:14e9 GMT',
  'Wed, 09 Jun 2021 10:18:14.123 GMT',
  'Jun 09 2021 10:18:14 GMT',
  'Tue Jun 09 2021 10:18:14 GMT+0000 (GMT)',
  'Wed, 09-Jun-2021 10:18:14 GMT',
  'Wed, 09-Jun-2021 10:18:14 UTC',
  'Wed, 09 Jun 2021 -10:18:14 GMT',
  '09 June 2021 10:18:14 GMT 20:00:00',
  'Jun Feb 09 2021 10:18:14 GMT',
  '09 Jun 2021 2022 10:18:14 GMT',
  '09  Jun  2021  10:18:14  GMT',
  '09,,Jun,,2021,,10:18:14,,GMT',
  '9 Jun 21 10:18:14 GMT',
  `Wed, 09 Jun 2021 10:18:14${TOO_MANY_XS} GMT`,
  `Wed, 09${TOO_MANY_XS} Jun 2021 10:18:14 GMT`,
  `Wed, 09 Jun${TOO_MANY_XS} 2021 10:18:14 GMT`,
  `Wed, 09 Jun 2021${TOO_MANY_XS} 10:18:14 GMT`,
])('%.60s is 9 June 2021, 10:18:14', (date) => {
  expect(parseCookieDate(date)).toBe(Date.UTC(2021, 5, 9, 10, 18, 14));
});

test.each([
  ['8 Oct 2011 7:32:42 GMT', Date.UTC(2011, 9, 8, 7, 32, 42)],
  ['8 Oct 2011 7:2:42 GMT', Date.UTC(2011, 9, 8, 7, 2, 42)],
  ['8 Oct 2011 7:2:2 GMT', Date.UTC(2011, 9, 8, 7, 2, 2)],
  ['01 Jan 1970 00:00:00 GMT', 0],
  ['01 Jan 1601 00:00:00 GMT', Date.UTC(1601, 0, 1)],
  ['10 Feb 81 13:00:00 GMT', Date.UTC(1981, 1, 10, 13)],
  ['10 Feb 17 13:00:00 GMT', Date.UTC(2017, 1, 10, 13)],
  ['Wed, 09 Jun 2021 11:33:4e GMT', Date.UTC(2021, 5, 9, 11, 33, 4)],
  ['Wed, 09 Jun 2021 -1:33:44 GMT', Date.UTC(2021, 5, 9, 1, 33, 44)],
  ['01 Jan 9999 00:00:00 GMT', Date.UTC(9999, 0, 1)],
])('%s is read', (date, expected) => {
  expect(parseCookieDate(date)).toBe(expected);
});

test.each([
  '99 Jix 3038 48:86:72 ZMT',
  '01 Jan 1600 00:00:00 GMT',
  'Wed, 09 Jun 2021 10e9:18:14 GMT',
  'Wed, 09 Jun 2021 10:18e9:14 GMT',
  'Thu, 01 Jan 1970 000:00:01 GMT',
  'Thu, 01 Jan 1970 00:000:01 GMT',
  'Thu, 01 Jan 1970 00:00:010 GMT',
  'Wed, 09 Jun 2021 1a:33:44 GMT',
  'Wed, 09 Jun 2021 a1:33:44 GMT',
  'Wed, 09 Jun 2021 11:f3:44 GMT',
  'Wed, 09 Jun 2021 11:3f:44 GMT',
  'Wed, 09 Jun 2021 11:33:e4 GMT',
  'Wed, 09 Jun 2021 11:-3:44 GMT',
  'Wed, 09 Jun 2021 11:33:-4 GMT',
  '01 Jan 10000 00:00:00 GMT',
  '00 Jan 2021 00:00:00 GMT',
  '32 Jan 2021 00:00:00 GMT',
  '01 Jan 2021 24:00:00 GMT',
  '01 Jan 2021 23:60:00 GMT',
  '01 Jan 2021 23:59:60 GMT',
  '01 J 2021 00:00:00 GMT',
  '01 1 2021 00:00:00 GMT',
  '01 Jax 2021 00:00:00 GMT',
  '30 Feb 2021 00:00:00 GMT',
  '31 Feb 2021 00:00:00 GMT',
  '30 Feb 2020 00:00:00 GMT',
  '31 Apr 2021 00:00:00 GMT',
  '31 Jun 2021 00:00:00 GMT',
  '31 Sep 2021 00:00:00 GMT',
  '31 Nov 2021 00:00:00 GMT',
  '01 Jan 9 10:00:00 GMT',
  '',
  `Wed, 09 Jun 2021 10${TOO_MANY_XS}:18:14 GMT`,
  `Wed, 09 Jun 2021 10:18${TOO_MANY_XS}:14 GMT`,
])('%.60j is not a date', (date) => {
  expect(parseCookieDate(date)).toBeNull();
});

test.each([
  ['a=bcd', { name: 'a', value: 'bcd' }],
  ['a=bcd; Expires=Tue, 18 Oct 2011 07:05:03 GMT', { expiresAtMs: Date.UTC(2011, 9, 18, 7, 5, 3) }],
  [
    'abc="xyzzy!"; Expires=Tue, 18 Oct 2011 07:05:03 GMT; Path=/aBc; Domain=example.com; Secure; HTTPOnly; Max-Age=1234; Foo=Bar; Baz',
    { value: '"xyzzy!"', path: '/aBc', domain: 'example.com', secure: true, httpOnly: true, maxAgeSeconds: 1234 },
  ],
  ['a=b; Expires=xyzzy', { expiresAtMs: null }],
  ['a=b; Max-Age=0', { maxAgeSeconds: 0 }],
  ['a=b; Max-Age=-1', { maxAgeSeconds: -1 }],
  ['a=b; domain=', { domain: null }],
  ['a=b; domain=.', { domain: null }],
  ['a=b; domain=EXAMPLE.COM', { domain: 'example.com' }],
  ['a=b; Domain=example.com.', { domain: 'example.com.' }],
  ['a=b; path=', { path: null }],
  ['a=b; path=xyzzy', { path: null }],
  ['a=b; path=/;', { path: '/' }],
  ['c=d;;;;', { name: 'c', value: 'd', path: null }],
  ['a=b; Secure=xyzzy', { secure: true }],
  ['a=b; HttpOnly=xyzzy', { httpOnly: true }],
  ['a=b; domain=.foonet.net', { domain: 'foonet.net' }],
  ['GAPS=1:A-;Path=/;Expires=Thu, 17-Apr-2014 02:12:29 GMT;Secure;HttpOnly', { value: '1:A-', secure: true }],
  ['queryPref=b=c&d=e; Path=/f=g; HttpOnly', { name: 'queryPref', value: 'b=c&d=e', path: '/f=g' }],
  ['a=one two three', { value: 'one two three' }],
  ['a="one two three"', { value: '"one two three"' }],
  ['farbe=wei\u00df', { value: 'wei\u00df' }],
  ['=abc', { name: '', value: 'abc' }],
  ['abc', { name: '', value: 'abc' }],
  // tough-cookie in loose mode reads foo and bar; by RFC 6265bis §5.6 step 3 the name ends at the first equals sign.
  ['=foo=bar', { name: '', value: 'foo=bar' }],
  [`foo=bar${';'.repeat(65_535)} domain=example.com`, { domain: 'example.com' }],
  // tough-cookie refuses what has no equals sign.
  ['x x', { name: '', value: 'x x' }],
  ['abc=xyzzy; SameSite=Lax', { sameSite: 'lax' }],
  ['abc=xyzzy; SameSite=StRiCt', { sameSite: 'strict' }],
  ['abc=xyzzy; SameSite=NoNe', { sameSite: 'none' }],
  ['abc=xyzzy; SameSite=example.com', { sameSite: null }],
  ['abc=xyzzy;', { sameSite: null }],
])('%.60s is parsed', (line, expected) => {
  expect(parseSetCookie(line)).toMatchObject(expected);
});

/** A jar that receives lines at URLs, and returns the outcome. */
function specified() {
  const jar = new CookieJar({ browser: 'specification', suffixOf: publicSuffixOf });
  let atMs = nowMs;
  const context = (request: string | CookieRequest) => {
    const read = jar.contextOf(typeof request === 'string' ? { url: request } : request);
    if (read === null) throw new Error(`no cookies at ${JSON.stringify(request)}`);
    return read;
  };
  return {
    jar,
    set(line: string, request: string | CookieRequest) {
      atMs += 1000;
      return jar.receive(line, context(request), atMs).fate;
    },
    header: (request: string | CookieRequest, laterMs = 1000) => jar.send(context(request), atMs + laterMs).header,
  };
}

describe('the jar', () => {
  test.each([
    ['a=b; Domain=fooxample.com; Path=/', 'http://example.com/index.html', 'foreign-domain'],
    ['a=b; Domain=www.example.com; Path=/', 'http://example.com/index.html', 'foreign-domain'],
    ['j=10; Domain=google.com; Path=/', 'http://google.ca', 'foreign-domain'],
    ['a=b; Domain=kyoto.jp', 'http://www.kyoto.jp/', 'public-suffix'],
    ['', 'https://google.com', 'empty'],
    ['\u0008', 'https://google.com', 'control-character'],
    ['__Secure-SID=12345; Domain=example.com', 'http://www.example.com', 'prefix'],
    ['__Host-SID=12345', 'http://www.example.com', 'prefix'],
    ['__Host-SID=12345; Secure', 'https://www.example.com', 'prefix'],
    ['__Host-SID=12345; Secure; Domain=example.com', 'https://www.example.com', 'prefix'],
    ['__Host-SID=12345; Secure; Domain=example.com; Path=/', 'https://www.example.com', 'prefix'],
  ])('refuses %j at %s', (line, url, code) => {
    expect(specified().set(line, url)).toMatchObject({ kind: 'refused', refusals: [{ code }] });
  });

  test.each([
    ['a=b; Domain=example.com; Path=/', 'http://www.app.example.com/index.html', { domain: 'example.com' }],
    ['a=b; Domain=example.com; Path=/subpath', 'http://www.example.com/index.html', { path: '/subpath' }],
    ['a=b', 'http://example.com/index.html', { domain: 'example.com', hostOnly: true, path: '/' }],
    // tough-cookie refuses this one; by RFC 6265bis §5.7 step 9.3 it stays with the host.
    ['i=9; Domain=kyoto.jp; Path=/', 'http://kyoto.jp', { domain: 'kyoto.jp', hostOnly: true }],
    ['__Secure-SID=12345; Domain=example.com; Secure', 'https://www.example.com', { name: '__Secure-SID' }],
    ['__Host-SID=12345; Secure; Path=/', 'https://www.example.com', { name: '__Host-SID' }],
    ['___Host-SID=12345; Secure; Path=/', 'https://www.example.com', { name: '___Host-SID' }],
    ['a=b; Domain=localhost', 'http://localhost', { domain: 'localhost' }],
    ['a=b; Domain=', 'http://localhost', { domain: 'localhost' }],
    ['a=b; Domain=.localhost', 'http://localhost', { domain: 'localhost' }],
    ['s=1; Secure; Path=/', 'http://localhost', { secure: true }],
    ['s=1; Secure; Path=/', 'http://127.0.0.1', { secure: true }],
    ['s=1; Secure; Path=/', 'http://[::1]', { secure: true }],
    ['s=1; Secure; Path=/', 'http://app.localhost', { secure: true }],
    ['s=1; Secure; Path=/', 'https://example.com', { secure: true }],
    ['s=1; Secure; Path=/', 'wss://example.com', { secure: true }],
    ['aaaa=1; Domain=__proto__', 'http://__proto__', { domain: '__proto__' }],
  ])('keeps %j at %s', (line, url, cookie) => {
    const { set, header } = specified();
    expect(set(line, url)).toMatchObject({ kind: 'kept', cookie });
    expect(header(new URL('/subpath/x', url).href)).not.toBe('');
  });

  test('sends the matching cookies in order', () => {
    const { set, header } = specified();
    const [plain, secure] = ['http://example.com/index.html', 'https://example.com/index.html'];
    set('a=1; Domain=example.com; Path=/', plain);
    set('b=2; Domain=example.com; Path=/; HttpOnly', plain);
    set('c=3; Domain=example.com; Path=/; Secure', secure);
    set('d=4; Domain=example.com; Path=/foo', plain);
    set('e=5', plain);
    set('f=6; Domain=nodejs.org; Path=/', 'http://nodejs.org');
    set('g=7; Domain=example.com; Path=/; Expires=Tue, 18 Oct 2011 00:00:00 GMT', plain);
    set('h=8; Domain=example.com; Path=/; Max-Age=1', plain);
    expect(header('http://nodejs.org')).toBe('f=6');
    expect(header('https://example.com')).toBe('a=1; b=2; c=3; e=5');
    expect(header('http://EXAMPlE.com')).toBe('a=1; b=2; e=5');
    expect(header({ url: 'http://example.com', api: 'script' })).toBe('a=1; e=5');
    expect(header('http://example.com/foo/bar')).toBe('d=4; a=1; b=2; e=5');
    expect(header('http://www.example.com/foo/bar')).toBe('d=4; a=1; b=2');
  });

  test('keeps cookies of one name apart by domain and path', () => {
    const { set, header } = specified();
    const url = 'http://www.example.com/';
    for (const place of ['Domain=www.example.com', 'Domain=example.com', 'Domain=www.example.com; Path=/pathA']) {
      set(`aaaa=old ${place}; ${place}`, url);
      set(`aaaa=new; ${place}`, url);
    }
    expect(header('http://www.example.com/pathA')).toBe('aaaa=new; aaaa=new; aaaa=new');
  });

  test('ends a cookie after its Max-Age, counted from the line that came last', () => {
    const { set, header } = specified();
    set('foo=bar; Max-Age=60;', 'https://example.com');
    expect(header('https://example.com', 59_000)).toBe('foo=bar');
    set('foo=bar; Max-Age=60;', 'https://example.com');
    expect(header('https://example.com', 59_000)).toBe('foo=bar');
    expect(header('https://example.com', 60_000)).toBe('');
    set('foo=bar; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://example.com');
    expect(header('https://example.com')).toBe('');
  });

  test('is not misled by a host that is hidden in the user name', () => {
    const { set, jar } = specified();
    set('a=b; Path=/', 'https://example.com/');
    // Unlike tough-cookie, a URL parser refuses nothing here: the host is example.net.
    const hidden = jar.contextOf({ url: 'https://example.com%5C@example.net/' });
    expect(hidden?.host).toBe('example.net');
    expect(jar.contextOf({ url: 'http://www.example.com/?test=100%' })?.path).toBe('/');
    for (const url of ['example.ch', 'invalid-url']) expect(jar.contextOf({ url })).toBeNull();
  });

  test('holds SameSite cookies back, and does not take them from another site', () => {
    const url = 'http://example.com/index.html';
    const from = { url, initiatorUrl: 'http://other.com/' };
    const { set, header } = specified();
    for (const line of ['strict=authorized; SameSite=strict', 'lax=okay; SameSite=lax']) set(line, url);
    expect(header({ url, initiatorUrl: url })).toBe('strict=authorized; lax=okay');
    expect(header({ ...from, isNavigation: true })).toBe('lax=okay');
    expect(header(from)).toBe('');
    for (const line of ['strict=1; SameSite=sTrIcT', 'lax=1; SameSite=lax']) {
      expect(set(line, from)).toMatchObject({ kind: 'refused', refusals: [{ code: 'cross-site' }] });
    }
    // tough-cookie takes a cookie without SameSite for None; RFC 6265bis §5.7 step 18 does not.
    expect(set('normal=1', from)).toMatchObject({ kind: 'refused', refusals: [{ code: 'cross-site' }] });
  });
});

function byTough({ steps }: CookieCase): string[] {
  const jar = new ToughJar();
  return steps.map(({ url, set = [] }) => {
    const header = jar.getCookieStringSync(url);
    for (const line of set) jar.setCookieSync(line, url, { ignoreError: true });
    return header;
  });
}

const inAnyOrder = (headers: readonly string[]) => headers.map((header) => header.split('; ').sort());

/** By the specification a deleted cookie that is set again is a new cookie; tough-cookie keeps its position. */
const deletes = ({ steps }: CookieCase) =>
  steps.some(({ set = [] }) => set.some((line) => /Max-Age=0|Expires=/.test(line)));

/** For tough-cookie a cookie with a Domain replaces one without, so they get different names. */
const namedByDomain = plainLine.map((line) => (line.includes('Domain=') ? `d${line}` : line));

test('the specification and tough-cookie store and send the same cookies where both claim the same rules', () => {
  fc.assert(
    fc.property(sequenceOf(namedByDomain), (one) => {
      const { headers } = modelledHeaders(one, { browser: 'specification', nowMs: Date.now() });
      const tough = byTough(one);
      expect(inAnyOrder(headers)).toEqual(inAnyOrder(tough));
      if (!deletes(one)) expect(headers).toEqual(tough);
    }),
    { numRuns: 500 },
  );
});
