import { describe, expect, test } from 'vitest';
import { BROWSERS, type Browser, DIFFERENCES, rulesOf } from '../../../../server/contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../../../server/contract/http/jar/cookie-jar.ts';
import type { CookieRequest } from '../../../../server/contract/http/jar/request-context.ts';
import { readSavedJar, saveJar } from '../../../../server/contract/http/jar/saved-jar.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A jar with short notations for the requests of a test: the page, then Set-Cookie lines or a request. */
function browser(name: Browser = 'chromium') {
  const jar = new CookieJar({ browser: name });
  let row = 0;
  const context = (request: string | CookieRequest) => {
    const read = jar.contextOf(typeof request === 'string' ? { url: request } : request);
    if (read === null) throw new Error('The test has a URL without cookies.');
    return read;
  };
  return {
    jar,
    set: (request: string | CookieRequest, line: string, atMs = NOW) =>
      jar.receive(line, context(request), atMs, ++row),
    fate: (request: string | CookieRequest, line: string, atMs = NOW) => {
      const { fate } = jar.receive(line, context(request), atMs, ++row);
      return fate.kind === 'refused' ? `${fate.refusals[0].code}: ${fate.rule}` : fate.kind;
    },
    header: (request: string | CookieRequest, atMs = NOW) => jar.send(context(request), atMs).header,
    withheld: (request: string | CookieRequest, atMs = NOW) =>
      jar.judge(context(request), atMs).withheld.map(({ cookie, why }) => `${cookie.name}: ${why}`),
    lost: (request: string | CookieRequest, atMs = NOW) => jar.judge(context(request), atMs).lost,
  };
}

const site = 'http://localhost:5000/';

describe('storage', () => {
  test('a cookie is kept, replaced and deleted, and each outcome names the row that set it', () => {
    const { set, header } = browser();
    const kept = set(site, 'a=1').fate;
    const replaced = set(site, 'a=2; HttpOnly').fate;
    expect(kept).toMatchObject({ kind: 'kept', cookie: { name: 'a', source: { setBy: 1, port: 5000 } } });
    expect(replaced).toMatchObject({
      kind: 'replaced',
      cookie: { value: '2', source: { setBy: 2 }, replaced: { setBy: 1, port: 5000, scheme: 'http' } },
      old: { value: '1', source: { setBy: 1 } },
    });
    expect(header(site)).toBe('a=2');
    expect(set(site, 'a=; Max-Age=0').fate).toMatchObject({ kind: 'deleted', old: { source: { setBy: 2 } } });
    expect(set(site, 'a=; Max-Age=0').fate).toMatchObject({ kind: 'deleted', old: null });
    expect(header(site)).toBe('');
  });

  test.each<[string, string, string]>([
    [site, 'a=1; Domain=other.test', 'foreign-domain: RFC 6265bis §5.7 step 10'],
    ['http://app.localhost/', 'a=1; Domain=localhost', 'public-suffix: RFC 6265bis §5.7 step 9'],
    ['http://app.test/', 'a=1; Secure', 'secure-over-http: RFC 6265bis §5.7 step 13'],
    [site, `a=${'x'.repeat(4096)}`, 'too-large: RFC 6265bis §5.6 step 5'],
    [site, 'a=1\u0001', 'control-character: RFC 6265bis §5.6 step 1'],
    [site, '=', 'empty: RFC 6265bis §5.7 step 2'],
    [site, 'a=1; SameSite=None', 'none-not-secure: RFC 6265bis §5.7 step 19'],
    [site, '__Secure-a=1', 'prefix: RFC 6265bis §5.7 step 20'],
    [site, '__Host-a=1; Secure', 'prefix: RFC 6265bis §5.7 step 21'],
    [site, '__Host-a', 'nameless-prefix: RFC 6265bis §5.7 step 22'],
    [site, 'a=1; Partitioned', 'partitioned-not-secure: CHIPS: Partitioned needs Secure'],
  ])('on %s, %j is refused', (url, line, why) => {
    const { fate, jar } = browser();
    expect(fate(url, line)).toBe(why);
    expect(jar.cookies(NOW)).toEqual([]);
  });

  test('a refusal says where in the line it comes from', () => {
    const { set } = browser();
    const at = (line: string) => {
      const { fate } = set(site, line);
      return fate.kind === 'refused' ? fate.at : null;
    };
    expect(at('a=1\u0001')).toEqual({ kind: 'byte', offset: 3, byte: 1 });
    expect(at('\u00e9=1\u0001')).toEqual({ kind: 'byte', offset: 3, byte: 1 });
    // This text was decoded from UTF-8 by the program that recorded it.
    expect(at('\u4e16=1\u0001')).toEqual({ kind: 'byte', offset: 5, byte: 1 });
    expect(at('a=1\t2')).toEqual({ kind: 'byte', offset: 3, byte: 9 });
    expect(at('a=1; Path=/; Domain=other.test')).toEqual({ kind: 'attribute', index: 1 });
    expect(at(`a=${'x'.repeat(4096)}`)).toEqual({ kind: 'line' });
  });

  test('attributes without an effect are listed with the reason', () => {
    const { set } = browser();
    const { ignored, fate } = set(
      site,
      `a=1; Path=x; Expires=never; Max-Age=99999999; Secure; secure; Foo; Domain=localhost; Comment=${'c'.repeat(1025)}`,
    );
    expect(fate).toMatchObject({ kind: 'kept', cookie: { hostOnly: true, path: '/' } });
    expect(ignored).toEqual([
      { index: 0, why: 'default-path' },
      { index: 1, why: 'invalid' },
      { index: 2, why: 'capped' },
      { index: 3, why: 'overridden' },
      { index: 5, why: 'unknown' },
      { index: 6, why: 'is-host' },
      { index: 7, why: 'too-long' },
    ]);
  });

  test('plain http cannot lie a cookie over a Secure one', () => {
    const { set, fate } = browser();
    set('https://app.test/login', 'a=1; Secure; Path=/login');
    expect(fate('http://app.test/', 'a=2; Path=/login/en')).toBe('secure-in-the-way: RFC 6265bis §5.7 step 16');
    expect(fate('http://app.test/', 'a=2; Path=/')).toBe('kept');
    expect(fate('http://app.test/', 'b=2; Path=/login')).toBe('kept');
  });

  test('a script neither sets nor replaces nor sees an HttpOnly cookie', () => {
    const { set, fate, header } = browser();
    const script: CookieRequest = { url: site, api: 'script' };
    set(site, 'a=1; HttpOnly');
    expect(fate(script, 'b=1; HttpOnly')).toBe('http-only-from-script: RFC 6265bis §5.7 step 15');
    expect(fate(script, 'a=2')).toBe('http-only-in-the-way: RFC 6265bis §5.7 step 23.2');
    expect(header(script)).toBe('');
    expect(header(site)).toBe('a=1');
  });

  test('a response to a page of another site sets only SameSite=None cookies', () => {
    const { fate } = browser();
    const embedded = {
      url: 'https://app.test/',
      topLevelUrl: 'https://other.test/',
      initiatorUrl: 'https://other.test',
    };
    expect(fate(embedded, 'a=1')).toBe('cross-site: RFC 6265bis §5.7 step 18');
    expect(fate(embedded, 'a=1; SameSite=None; Secure')).toBe('kept');
    expect(fate({ ...embedded, isNavigation: true }, 'b=1; SameSite=Strict')).toBe('kept');
  });
});

describe('retrieval', () => {
  test('ports do not count, hosts do', () => {
    const { set, header, withheld } = browser();
    set('http://localhost:5000/', 'a=1');
    expect(header('http://localhost:5080/')).toBe('a=1');
    expect(withheld('http://127.0.0.1:5000/')).toEqual(['a: other-host']);
  });

  test('longer paths come first, then older cookies', () => {
    const { set, header } = browser();
    set(site, 'a=1');
    set(site, 'b=1');
    set(site, 'c=1; Path=/app');
    set('http://localhost/app/x', 'd=1');
    expect(header('http://localhost/app/y')).toBe('c=1; d=1; a=1; b=1');
    set(site, 'a=2');
    expect(header(site)).toBe('b=1; a=2');
    set(site, 'b=1; HttpOnly');
    expect(header(site)).toBe('b=1; a=2');
  });

  test('by the specification a cookie keeps its place when its value changes', () => {
    const { set, header } = browser('specification');
    for (const line of ['a=1', 'b=1', 'a=2']) set(site, line);
    expect(header(site)).toBe('a=2; b=1');
  });

  test('each reason for which a held cookie does not go', () => {
    const { set, withheld } = browser();
    set('https://app.test/', 'path=1; Path=/admin');
    set('https://app.test/', 'secure=1; Secure');
    set('https://app.test/', 'strict=1; SameSite=Strict; Secure');
    set('https://app.test/', 'part=1; Partitioned; Secure; SameSite=None');
    set('https://other.test/', 'host=1');
    expect(withheld('http://app.test/')).toEqual([
      'path: path',
      'secure: secure',
      'strict: secure',
      'part: secure',
      'host: other-host',
    ]);
    const fromElsewhere = { url: 'https://app.test/admin', initiatorUrl: 'https://other.test/' };
    expect(withheld({ ...fromElsewhere, isNavigation: true })).toEqual(['strict: same-site', 'host: other-host']);
    expect(withheld({ ...fromElsewhere, topLevelUrl: 'https://other.test/' })).toEqual([
      'path: same-site',
      'secure: same-site',
      'strict: same-site',
      'part: partitioned',
      'host: other-host',
    ]);
  });

  test('a cookie without SameSite goes with a POST from another site for two minutes', () => {
    const post = { url: 'https://app.test/', method: 'POST', isNavigation: true, initiatorUrl: 'https://other.test' };
    const { set, header } = browser();
    set('https://app.test/', 'default=1');
    set('https://app.test/', 'lax=1; SameSite=Lax');
    expect(header(post, NOW + 120_000)).toBe('default=1');
    expect(header(post, NOW + 120_001)).toBe('');
    expect(header({ ...post, method: 'GET' }, NOW + 120_001)).toBe('default=1; lax=1');
    const firefox = browser('firefox');
    firefox.set('https://app.test/', 'default=1');
    firefox.set('https://app.test/', 'lax=1; SameSite=Lax');
    expect(firefox.header(post, NOW + 120_001)).toBe('default=1');
  });

  test('Secure cookies go to this machine over http in Chromium, not in Safari', () => {
    for (const url of ['http://localhost/', 'http://app.localhost/', 'http://127.0.0.1/', 'http://[::1]/']) {
      expect(browser('chromium').fate(url, 'a=1; Secure')).toBe('kept');
      expect(browser('safari').fate(url, 'a=1; Secure')).toBe('secure-over-http: RFC 6265bis §5.7 step 13');
    }
  });
});

describe('lost cookies', () => {
  test('a cookie that is gone is explained until it is set again', () => {
    const { set, lost } = browser();
    set(site, 'short=1; Max-Age=20');
    set(site, 'deleted=1');
    set(site, 'deleted=; Max-Age=0');
    set(site, `large=${'x'.repeat(5000)}`);
    expect(lost(site, NOW + 20_000)).toMatchObject([
      { cookie: { name: 'deleted', source: { setBy: 2 } }, loss: { kind: 'deleted', by: 3 } },
      { cookie: { name: 'large', source: { setBy: 4 } }, loss: { kind: 'refused', by: 4 } },
      { cookie: { name: 'short', source: { setBy: 1 } }, loss: { kind: 'expired', atMs: NOW + 20_000 } },
    ]);
    expect(lost('http://127.0.0.1/', NOW + 20_000)).toEqual([]);
    set(site, 'short=2', NOW + 20_000);
    set(site, 'large=1', NOW + 20_000);
    expect(lost(site, NOW + 20_000).map(({ cookie }) => cookie.name)).toEqual(['deleted']);
  });
});

describe('limits', () => {
  test('Chromium goes back to 150 cookies of a site when there are more than 180', () => {
    const { set, jar, lost } = browser();
    for (let count = 0; count < 180; count++) set(site, `a${count}=1`, NOW + count);
    expect(jar.cookies(NOW + 180)).toHaveLength(180);
    const { gone } = set(site, 'last=1', NOW + 180);
    expect(jar.cookies(NOW + 180)).toHaveLength(150);
    expect(gone.map(({ cookie }) => cookie.name)).toEqual(Array.from({ length: 31 }, (_, count) => `a${count}`));
    expect(lost(site, NOW + 180)[0]?.loss).toEqual({
      kind: 'evicted',
      atMs: NOW + 180,
      by: 181,
      rule: 'Chromium: 180 cookies of one site',
    });
  });

  test('Chromium drops low priority first, and spares Secure in each round', () => {
    const { set } = browser();
    for (let count = 0; count < 100; count++) set(site, `s${count}=1; Secure`, NOW + count);
    for (let count = 0; count < 80; count++) set(site, `l${count}=1; Priority=Low`, NOW + 100 + count);
    const { gone } = set(site, 'last=1', NOW + 180);
    expect(gone.map(({ cookie }) => cookie.name)).toEqual(Array.from({ length: 31 }, (_, count) => `l${count}`));
  });

  test('of 3,300 cookies Chromium drops those that were not used for 30 days', () => {
    const { set, jar } = browser();
    for (let count = 0; count <= 3300; count++) set(`http://h${count}.test/`, 'a=1', NOW);
    expect(jar.cookies(NOW)).toHaveLength(3301);
    set('http://new.test/', 'a=1', NOW + 31 * DAY_MS);
    expect(jar.cookies(NOW + 31 * DAY_MS)).toHaveLength(3000);
  });

  test('Firefox drops 30 cookies that are not Secure, and refuses room to one that is not Secure where all are', () => {
    const { set, jar } = browser('firefox');
    for (let count = 0; count < 180; count++) set(site, `a${count}=1${count < 40 ? '; Secure' : ''}`, NOW + count);
    const { gone } = set(site, 'b=1', NOW + 180);
    expect(gone.map(({ cookie }) => cookie.name)).toEqual(Array.from({ length: 30 }, (_, count) => `a${count + 40}`));
    const secure = browser('firefox');
    for (let count = 0; count < 180; count++) secure.set(site, `a${count}=1; Secure`, NOW + count);
    expect(secure.set(site, 'b=1', NOW + 180).gone.map(({ cookie }) => cookie.name)).toEqual(['b']);
    expect(jar.cookies(NOW + 180)).toHaveLength(151);
  });

  test('the specification keeps 50 cookies of a domain and 3,000 in all', () => {
    const { set, jar } = browser('specification');
    for (let count = 0; count < 51; count++) set(site, `a${count}=1`, NOW + count);
    expect(jar.cookies(NOW + 51)).toHaveLength(50);
    for (let count = 0; count < 3000; count++) set(`http://h${count}.test/`, 'a=1', NOW + 60);
    expect(jar.cookies(NOW + 60)).toHaveLength(3000);
  });
});

test('a jar is saved, read and copied', () => {
  const { set, jar, header } = browser();
  set(site, 'a=1; Max-Age=100; HttpOnly');
  set(site, 'b=1');
  const saved = saveJar(jar, NOW);
  const read = readSavedJar(JSON.parse(JSON.stringify(saved)), { browser: 'chromium' });
  expect(read?.cookies(NOW)).toEqual(jar.cookies(NOW));
  const copy = jar.copy();
  copy.clear();
  expect(header(site)).toBe('a=1; b=1');
  for (const nothing of [null, 1, [], {}, { ...saved, cookies: [{}] }, { version: 'tough-cookie@4' }]) {
    expect(readSavedJar(nothing, { browser: 'chromium' })).toBeNull();
  }
});

test('a URL without cookies has no context', () => {
  const { jar } = browser();
  for (const url of ['', 'localhost', 'about:blank', 'data:,x', 'file:///x', 'http://', 'http://a b/']) {
    expect(jar.contextOf({ url })).toBeNull();
  }
});

test('every difference of a browser from the specification has a source', () => {
  for (const name of BROWSERS.filter((browser) => browser !== 'specification')) {
    const [rules, specified] = [rulesOf(name), rulesOf('specification')];
    const keys = Object.keys(rules) as (keyof typeof rules)[];
    const different = keys.filter((rule) => rules[rule] !== specified[rule]);
    expect(DIFFERENCES[name].map(({ rule }) => rule).sort()).toEqual(different.sort());
    for (const { source } of DIFFERENCES[name]) expect(source.length).toBeGreaterThan(10);
  }
});
