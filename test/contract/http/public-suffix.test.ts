import { expect, test } from 'vitest';
import { CookieJar } from '../../../server/contract/http/jar/cookie-jar.ts';
import { publicSuffixOf } from '../../../server/contract/http/public-suffix.ts';

test.each([
  ['shop.example.co.uk', 'co.uk'],
  ['example.com', 'com'],
  ['co.uk', 'co.uk'],
  ['alice.github.io', 'github.io'],
  ['www.city.kawasaki.jp', 'kawasaki.jp'],
  ['a.b.localhost', 'localhost'],
  ['localhost', 'localhost'],
  ['app.internal-name', 'internal-name'],
  ['localhost.', 'localhost.'],
  ['shop.example.co.uk.', 'co.uk.'],
  ['127.0.0.1', null],
  ['[::1]', null],
])('the public suffix of %s is %s', (host, suffix) => {
  expect(publicSuffixOf(host)).toBe(suffix);
});

test('a jar that has the list refuses a cookie for a public suffix of two labels, one without it does not', () => {
  const fate = (jar: CookieJar) => {
    const context = jar.contextOf({ url: 'https://shop.example.co.uk/' });
    return context === null ? null : jar.receive('a=1; Domain=co.uk', context, 0).fate;
  };
  expect(fate(new CookieJar({ browser: 'chromium', suffixOf: publicSuffixOf }))).toMatchObject({
    kind: 'refused',
    rule: 'RFC 6265bis §5.7 step 9',
  });
  expect(fate(new CookieJar({ browser: 'chromium' }))).toMatchObject({ kind: 'kept' });
});

test.each([
  ['http://xn--bcher-kva.test/', 'b\u00c3\u00bccher.test', 'kept'],
  ['http://xn--bcher-kva.test/', 'b\u00fccher.test', 'refused'],
  ['http://xn--bcher-kva.test/', 'a@b\u00c3\u00bccher.test', 'refused'],
  ['http://127.0.0.1/', '127.0.0.\u00ef\u00bc\u0091', 'refused'],
  ['http://localhost/', '\u00ef\u00bd\u008cocalhost', 'refused'],
])('at %s Chromium reads the octets of Domain=%j as Punycode: %s', (url, domain, kind) => {
  const fateIn = (browser: 'chromium' | 'specification') => {
    const jar = new CookieJar({ browser, suffixOf: publicSuffixOf });
    const context = jar.contextOf({ url });
    return context === null ? null : jar.receive(`a=1; Domain=${domain}`, context, 0).fate;
  };
  expect(fateIn('chromium')).toMatchObject({ kind });
  expect(fateIn('specification')).toMatchObject({ kind: 'refused', rule: 'RFC 6265bis §5.7 step 8' });
});
