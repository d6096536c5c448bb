import type { PublicCase } from './public-case.ts';

/*
 * The cookie tests of web-platform-tests (github.com/web-platform-tests/wpt, cookies/) that speak of Set-Cookie lines
 * and Cookie headers: the file, the lines of a response, what is expected, and the URLs where they are not the usual
 * ones. Left out are tests of pages, frames and scripts, and the line break inside a value, which is no header.
 */

const host = 'example.org';
const www = 'home.example.org';
const www1 = 'sibling.example.org';
const www2www = 'subdomain.home.example.org';
const page = `http://${www}/cookies/resources/cookie.py`;

interface Given {
  readonly set: string | readonly string[];
  readonly sent: string;
  readonly at?: string;
  readonly ask?: string;
  readonly differs?: string;
}

function of(file: string, given: readonly Given[]): PublicCase[] {
  return given.map(({ set, sent, at = page, ask = at, differs = null }, place) => ({
    name: `wpt cookies/${file} ${place + 1}`,
    steps: [{ url: at, set: typeof set === 'string' ? [set] : set }, { url: ask }],
    sent,
    differs,
  }));
}

const octets = (text: string) => Buffer.from(text).toString('latin1');

const expires = of('attributes/expires.html', [
  { set: 'test=1; Expires=Fri, 01 Jan 2038 00:00:00 GMT', sent: 'test=1' },
  { set: 'test=2; Expires=Fri 01 Jan 2038 00:00:00 GMT, baz=qux', sent: 'test=2' },
  {
    set: ['test=expired; Expires=Fri, 07 Aug 2007 08:04:19 GMT', 'test=4; Expires=Fri, 07 Aug 2037 08:04:19 GMT'],
    sent: 'test=4',
  },
  { set: 'test=5; expires=Thu, 10 Apr 1980 16:33:12 GMT', sent: '' },
]);

const maxAge = of('attributes/max-age.html', [
  { set: 'test=1; Max-Age=50,399', sent: 'test=1' },
  { set: 'test=2; max-age=10000', sent: 'test=2' },
  { set: 'test=3; max-age=0', sent: '' },
  { set: 'test=4; max-age=-1', sent: '' },
  { set: 'test=5; max-age=-20', sent: '' },
  { set: ['testA=6; max-age=60', 'testB=6; max-age=60'], sent: 'testA=6; testB=6' },
  { set: ['testA=7; max-age=60', 'testB=7; max-age=60', 'testA=differentvalue; max-age=0'], sent: 'testB=7' },
  {
    set: ['testA=8; max-age=60', 'testB=8; max-age=60', 'testA=differentvalue; max-age=0', 'testC=8; max-age=0'],
    sent: 'testB=8',
  },
  { set: ['test="9! = foo;bar";" parser; max-age=6', 'test9; max-age=2.63,'], sent: 'test="9! = foo; test9' },
  { set: ['test=10; max-age=0', 'test10; max-age=0'], sent: '' },
]);

const invalid = of('attributes/invalid.html', [
  { set: 'test=1; lol; Path=/', sent: 'test=1' },
  { set: 'test=2; Path=/; lol', sent: 'test=2' },
  { set: "test=3; Path=/; 'lol'", sent: 'test=3' },
  { set: 'test=4; Path=/; "lol"', sent: 'test=4' },
  { set: 'test=5; Path=/; lol=', sent: 'test=5' },
  { set: 'test=6; lol="aaa;bbb"; Path=/', sent: 'test=6' },
  { set: 'test=7; Path=/; lol="aaa;bbb"', sent: 'test=7' },
  { set: 'test=8; "Secure"', sent: 'test=8' },
  { set: 'test=9; Secure qux', sent: 'test=9' },
  { set: 'test=10; b,az=qux', sent: 'test=10' },
  { set: 'test=11; baz=q,ux', sent: 'test=11' },
  { set: '  test  = 12  ;foo;;;   bar', sent: 'test=12' },
  { set: '  test=== 13  ;foo;;;   bar', sent: 'test=== 13' },
  { set: 'test=14; version=1;', sent: 'test=14' },
  { set: 'test=15; version=1000;', sent: 'test=15' },
  { set: "test=16; customvalue='1000 or more';", sent: 'test=16' },
  { set: "test=17; customvalue='1000 or more'", sent: 'test=17' },
  { set: 'test=18; foo=bar, a=b', sent: 'test=18' },
  { set: 'test=19;max-age=3600, c=d;path=/', sent: 'test=19' },
  { set: ['testA=20', '=', 'testb=20'], sent: 'testA=20; testb=20' },
  { set: ['test=21', ''], sent: 'test=21' },
  { set: ['test22', '='], sent: 'test22' },
  { set: ['testA23', '; testB23'], sent: 'testA23' },
  { set: ['test24', '   '], sent: 'test24' },
  { set: ['test25', '\t'], sent: 'test25' },
  { set: 'test=26; domain=.parser.test; ;; ;=; ,,, ===,abc,=; abracadabra! max-age=20;=;;', sent: '' },
]);

const domainPage = `http://${www}/cookies/attributes/resources/domain-child.sub.html`;
const domainAsk = (name: string) => `http://${name}/cookies/attributes/resources/path.html`;
const domain = of(
  'attributes/resources/domain-child.sub.html',
  (
    [
      [`test=1; domain=${www}`, 'test=1', www],
      [`test=2; domain=${www}`, '', www1],
      [`test=3; domain=.${www}`, 'test=3', www],
      [`test=4; domain=${www}`, 'test=4', www2www],
      [`test=5; domain=.${www}`, 'test=5', www2www],
      [`test=6; domain=.${www}`, '', www1],
      [`test=7; domain=${www1}`, '', www1],
      [`test=8; domain=.${host}`, 'test=8', www],
      [`test=9; domain=${host}`, 'test=9', www],
      [`test=10; domain=..${www}`, '', www],
      [`test=11; domain=www..${host}`, '', www],
      [`test=12; domain=  .${www}`, 'test=12', www],
      [`test=13; domain=  .  ${www}`, '', www],
      [`test=14; domain=${www}.`, '', www],
      [`test=15; domain=${www}..`, '', www],
      [`test=16; domain=${www} .`, '', www],
      ['test=17; domain=.org', '', www],
      ['test=18; domain=..org', '', www],
      ['test=18b; domain=..org.', '', www],
      [[`testA=19; domain=${www}`, `testB=19; domain=.${www}`], 'testA=19; testB=19', www],
      [[`testB=20; domain=.${www}`, `testA=20; domain=${www}`], 'testB=20; testA=20', www],
      [`test=21; domain="${www}"`, '', www],
      [[`testA=22; domain=${www}`, `testB=22; domain=.${host}`], 'testA=22; testB=22', www],
      [[`testB=23; domain=.${host}`, `testA=23; domain=${www}`], 'testB=23; testA=23', www],
      [`test=24; domain=.${host}; domain=${www}`, '', www1],
      [`test=25; domain=${www}; domain=.${host}`, 'test=25', www1],
      ['test=26; domain=home.eXaMpLe.org', 'test=26', www],
      [`test=27; domain="${www}:8000"`, '', www],
      [`test=28; domain=${www2www}`, '', www2www],
      ['test=29', '', www2www],
      ['test=30; domain=', 'test=30', www],
      [`test=31; domain=${www}`, 'test=31', 'home.eXaMpLe.org'],
      [`test=32; domain=${www}; domain=${www}zzz`, '', www],
      [`test=33; domain=${www}zzz; domain=${www}`, 'test=33', www],
      [`test=34; domain=${www}; domain=${www}zzz; domain=${www}`, 'test=34', www],
      [`test=35; domain=${www}zzz; domain=${www}; domain=${www}zzz`, '', www],
      [`test=36; domain=${www}; domain=${www}`, 'test=36', www],
      [`test=37; domain=${www}; domain=${host}`, 'test=37', www],
      [`test=38; domain=${host}; domain=${www}`, 'test=38', www],
      [`test=39; domain=.${www1}`, '', www1],
      [`test=40; domain=.${www2www}`, '', www2www],
      [`test=41; domain=${host}; domain=`, 'test=41', www],
      [`test=42; domain=${www1}; domain=`, '', www],
      [`test=43 domain=${www1}; domain=`, '', www2www],
      [[`test=not44; domain=${www}`, `test=44; domain=.${www}`], 'test=44', www],
      [[`test=not45; domain=.${www}`, `test=45; domain=${www}`], 'test=45', www],
    ] as const
  ).map(([set, sent, name]) => ({
    set,
    sent,
    at: domainPage,
    ask: domainAsk(name),
    ...(sent === '' && typeof set === 'string' && set.startsWith('test=42')
      ? { differs: 'RFC 6265bis §5.7 step 7: the last Domain counts, and an empty one means this host' }
      : {}),
  })),
);

const pairOf = (name: number, value: number) => `${'t'.repeat(name)}=${'1'.repeat(value)}`;
const size = of('size/name-and-value.html', [
  { set: pairOf(2048, 2048), sent: pairOf(2048, 2048) },
  { set: pairOf(4097, 1), sent: '' },
  { set: pairOf(4096, 0), sent: pairOf(4096, 0) },
  { set: pairOf(4097, 0), sent: '' },
  { set: pairOf(1, 4095), sent: pairOf(1, 4095) },
  { set: pairOf(1, 4096), sent: '' },
  { set: pairOf(4096, 1), sent: '' },
  { set: pairOf(0, 4096), sent: '1'.repeat(4096) },
  { set: pairOf(0, 4097), sent: '' },
  { set: '1'.repeat(4097), sent: '' },
]);

const sizePage = `http://${www}/cookies/size/attributes.html`;
const long = 'a'.repeat(1024);
const attributeSize = of(
  'size/attributes.www.sub.html',
  [
    { set: `test=1; path=/cookies/size; path=/cookies/siz${'e'.repeat(1024)}`, sent: 'test=1' },
    { set: `test=2; path=/cookies/siz${'e'.repeat(1024)}; path=/cookies/size`, sent: 'test=2' },
    { set: `test=3; domain=${host}; domain=${long}.com`, sent: 'test=3' },
    { set: `test=4; domain=${long}.com; domain=${host}`, sent: 'test=4' },
  ].map((given) => ({ ...given, at: sizePage })),
);

const value = of('value/value.html', [
  { set: 'test=1, baz=qux', sent: 'test=1, baz=qux' },
  { set: 'test="2, baz=qux"', sent: 'test="2, baz=qux"' },
  { set: 'test="3zz;pp" ; ;', sent: 'test="3zz' },
  { set: 'test="4zz ;', sent: 'test="4zz' },
  { set: 'test="5zzz "   "ppp"  ;', sent: 'test="5zzz "   "ppp"' },
  { set: 'test=6A"B ;', sent: 'test=6A"B' },
  { set: 'test7', sent: 'test7' },
  { set: '"test8"HHH"', sent: '"test8"HHH"' },
  { set: 'test="9', sent: 'test="9' },
  { set: '=test10', sent: 'test10' },
  { set: `test=11${'a'.repeat(4089)}`, sent: `test=11${'a'.repeat(4089)}` },
  { set: `test=12${'a'.repeat(4091)}`, sent: '' },
  { set: 'test="14 "   ;', sent: 'test="14 "' },
  { set: 'test=15    ;', sent: 'test=15' },
  { set: 'test=  16', sent: 'test=16' },
  { set: 'test="17"', sent: 'test="17"' },
  { set: 'test="  18 "', sent: 'test="  18 "' },
  { set: 'test="19;wow"', sent: 'test="19' },
  { set: 'test="20=20"', sent: 'test="20=20"' },
  { set: 'test\t=\t21\t \t;\tttt', sent: 'test=21' },
  { set: ['testA=22', 'test22=', 'testB=22'], sent: 'testA=22; test22=; testB=22' },
  { set: 'test=%32%33', sent: 'test=%32%33' },
]);

const charset = of(
  'encoding/charset.html',
  [
    ['test=1春节回家路·春运完全手册', 'test=1春节回家路·春运完全手册'],
    ['тест=2', 'тест=2'],
    ['test="3春节回家路·春运完全手册"', 'test="3春节回家路·春运完全手册"'],
    ['春节回=4家路·春运完全手册', '春节回=4家路·春运完全手册'],
    ['"春节回=5家路·春运完全手册"', '"春节回=5家路·春运完全手册"'],
    ['春节回=6家路·春运; 完全手册', '春节回=6家路·春运'],
  ].map(([set = '', sent = '']) => ({ set: octets(set), sent: octets(sent) })),
);

const bytes = of('bytes.window.js', [
  { set: 'cookiesarebananas=\u00fftest\u00ff', sent: 'cookiesarebananas=\u00fftest\u00ff' },
]);

const echo = `http://${www}/cookies/path/echo-cookie.html`;
const pathMatch = of(
  'path/match.html',
  [
    ['/', true],
    ['match.html', true],
    ['cookies', true],
    ['/cookies', true],
    ['/cookies/', true],
    ['/cookies/path/echo-cookie.html', true],
    ['/cook', false],
    ['/w/', false],
  ].map(([path, isSent]) => ({ set: `test=1; path=${path}`, sent: isSent ? 'test=1' : '', at: echo })),
);

const resources = '/cookies/path/resources';
const boundaries = of(
  'path/match-segment-boundaries.https.window.js',
  [
    [`${resources}/echo.py`, true],
    [resources, true],
    [`${resources}/`, true],
    [`${resources}/echo`, false],
    [`${resources}/echo.py/`, false],
    [`${resources}/echo.py/sub`, false],
  ].map(([path, isSent]) => ({
    set: `test=1; Path=${path}`,
    sent: isSent ? 'test=1' : '',
    ask: `http://${www}${resources}/echo.py`,
  })),
);

const probe = '/cookies/path/resources/probe';
const percentEncoded = of(
  'path/match-percent-encoded.https.window.js',
  [
    ['zz a', 'zz%20a', false],
    ['zz%20a', 'zz%20a', true],
    ['zz\u00b8', 'zz%B8', false],
    ['zz\u00b8', 'zz%C2%B8', false],
    ['zz\u00e4\u00b8\u00ad', 'zz%E4%B8%AD', false],
    ['zz\u00e4\u00b8\u00ad', 'zz%C3%A4%C2%B8%C2%AD', false],
    ['zz%C2%B8', 'zz%C2%B8', true],
  ].map(([segment, asked, isSent]) => ({
    set: `test=1; Path=${probe}/${segment}`,
    sent: isSent ? 'test=1' : '',
    ask: `http://${www}${probe}/${asked}/probe.html`,
  })),
);

const nonAscii = of(
  'path/non-ascii-path-attribute.https.window.js',
  [
    { set: `later=1; Path=${resources}/nomatch; Path=${resources}`, sent: 'later=1' },
    { set: `losing=1; Path=${resources}/zz\u00e4\u00b8\u00ad; Path=${resources}`, sent: 'losing=1' },
    { set: `winning=1; Path=${resources}; Path=${resources}/zz\u00e4\u00b8\u00ad`, sent: '' },
    { set: `appended=1; Path=${resources}\u00e4\u00b8\u00ad`, sent: '' },
    { set: `lone=1; Path=${resources}/zz\u00b8`, sent: '' },
  ].map((given) => ({ ...given, ask: `http://${www}${resources}/echo.py` })),
);

const hostPrefix = of('rfc6265bis/prefix/__host.http.non-secure.html', [
  ...['', `domain=${www}`, 'MaxAge=10', 'HttpOnly'].flatMap((extra) => [
    { set: `__Host-prefixtest=1; Path=/;${extra}`, sent: '' },
    { set: `__Host-prefixtest=1; Secure; Path=/;${extra}`, sent: '' },
  ]),
  { set: '__Host-prefixtest=1; Secure; Path=/cookies/rfc6265bis/resources/list.py', sent: '' },
]);

const hostPrefixPath = of(
  'prefix/__host.explicit-path.https.window.js',
  [
    { set: 'defaultpath=1', sent: 'defaultpath=1' },
    { set: '__Host-withpath=1; Secure; Path=/', sent: '__Host-withpath=1' },
    { set: '__Host-otherpath=1; Secure; Path=/cookies', sent: '' },
    { set: '__Host-nopath=1; Secure', sent: '' },
    { set: '__Host-emptypath=1; Secure; Path=', sent: '' },
    { set: '__Host-barepath=1; Secure; Path', sent: '' },
    // This machine is as secure as https.
  ].map((given) => ({ ...given, at: 'http://localhost/' })),
);

const orderingAsk = `http://${www}/cookies/attributes/resources/path/one.html`;
const ordering = of(
  'ordering/resources/ordering-child.sub.html',
  [
    {
      set: [
        'testA=1',
        'testB=1; path=/cookies',
        'testC=1; path=/',
        'testD=1; path=/cooking',
        `testE=1; domain=.${host}; path=/`,
        `testF=1; domain=.${host}; path=/cookies/attributes`,
      ],
      sent: 'testF=1; testB=1; testC=1; testE=1',
    },
    {
      set: [
        'testA=2',
        'testB=2; path=/cookies/attributes/resources',
        'testC=2; path=/',
        'testD=2; path=/cooking',
        `testE=2; domain=.${host}`,
        `testF=2; domain=.${host}; path=/cookies/attributes`,
        `testG=2; domain=.${host}; path=/cookies/attributes/resources/path`,
        'testH=2; path=/cookies',
      ],
      sent: 'testG=2; testB=2; testF=2; testH=2; testC=2',
    },
    {
      set: [
        'testA=3; path=/cookies/attributes/resources/path',
        'testB=3; path=/cookies/attributes/resources/path/one.html',
        'testC=3; path=/cookies/attributes',
      ],
      sent: 'testB=3; testA=3; testC=3',
    },
    {
      set: ['testZ=4; path=/cookies', 'testB=4; path=/cookies/attributes/resources/path', 'testA=4; path=/cookies'],
      sent: 'testB=4; testZ=4; testA=4',
    },
  ].map((given) => ({ ...given, ask: orderingAsk })),
);

const overwrite = of(
  'value/value-overwrite.https.window.js',
  [
    ...[
      'Path=/',
      'Path=/; Secure',
      'Path=/; HttpOnly',
      'Path=/; SameSite=Strict',
      'Path=/; SameSite=Lax',
      'Path=/; SameSite=None; Secure',
      'Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT',
      'Path=/; Secure; HttpOnly; SameSite=Strict; Expires=Fri, 01 Jan 2100 00:00:00 GMT',
      'Path=/; Max-Age=1000',
    ].map((given) => ({ set: [`test=1; ${given}`, `test=2; ${given}`], sent: 'test=2' })),
    { set: ['test=1; Path=/', 'test=; Path=/'], sent: 'test=' },
    { set: ['test=; Path=/', 'test=1; Path=/'], sent: 'test=1' },
  ].map((given) => ({ ...given, at: 'http://localhost/' })),
);

export const wptCases: readonly PublicCase[] = [
  ...expires,
  ...maxAge,
  ...invalid,
  ...domain,
  ...size,
  ...attributeSize,
  ...value,
  ...charset,
  ...bytes,
  ...pathMatch,
  ...boundaries,
  ...percentEncoded,
  ...nonAscii,
  ...hostPrefix,
  ...hostPrefixPath,
  ...ordering,
  ...overwrite,
];
