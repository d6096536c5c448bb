import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  secretsInCookieHeader,
  secretsInCookieValue,
  secretsInDomain,
  secretsInSetCookie,
} from '../../../server/export/redaction/cookie-secrets.ts';
import { anyHeader } from '../../cookie/cookie-arbitraries.ts';
import { shown } from './shown.ts';

const expires = 'Expires=Wed, 21 Oct 2037 07:28:00 GMT';

test.each([
  [
    'a=1; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=5',
    'a=‹cookie 1›; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=5',
  ],
  [
    `theme=dark; Path=/\nsid=s%3Aabc.def; ${expires}`,
    `theme=‹cookie dark›; Path=/\nsid=s%3A‹sid abc›.‹signature def›; ${expires}`,
  ],
  [
    `a=1; ${expires}; Path=/, sid=s%3Aabc.def; Path=/`,
    `a=‹cookie 1›; ${expires}; Path=/, sid=s%3A‹sid abc›.‹signature def›; Path=/`,
  ],
  ['a=1,b=2', 'a=‹cookie 1›,b=‹cookie 2›'],
  // Joined as no program should do it.
  ['a=1; b=2; Path=/', 'a=‹cookie 1›; b=‹cookie 2›; Path=/'],
  ['a=1; Path=/, user[id]=22; Secure', 'a=‹cookie 1›; Path=‹cookie /, user[id]=22›; Secure'],
  ['a=1; Expires=abc=def', 'a=‹cookie 1›; Expires=‹cookie abc=def›'],
  ['a=1; constructor=2; __proto__=3', 'a=‹cookie 1›; constructor=‹cookie 2›; __proto__=‹cookie 3›'],
  ['a=1; Path=/reset/5f9d3c2b1a', 'a=‹cookie 1›; Path=/reset/‹token 5f9d3c2b1a›'],
  ['nameless', '‹cookie nameless›'],
  ['a=', 'a='],
])('Set-Cookie: %j', (header, expected) => {
  expect(shown(header, secretsInSetCookie(header))).toBe(expected);
});

test.each([
  // What an attribute can hold stays.
  ['Path=/app/v1', ''],
  ['Domain=example.test', ''],
  ['Domain=[::1]', ''],
  ['Expires=Wed, 21 Oct 2037 07:28:00 GMT', ''],
  ['Expires="Wed, 21-Oct-37 07:28:00 GMT"', ''],
  ['Max-Age=0', ''],
  ['Max-Age=-1', ''],
  ['max-age="60"', ''],
  ['SAMESITE=none', ''],
  ['Priority=High', ''],
  ['HttpOnly=true', ''],
  ['Secure', ''],
  ['Partitioned', ''],
  ['Version=1', ''],
  // Anything else may be the value of a cookie, or a secret.
  ['Path=/reset/canary5f9d3c2b1a', 'canary5f9d3c2b1a'],
  ['Path=/s/3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c', '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c'],
  ['Path=/a,b=canary77', 'canary77'],
  ['Domain=canary77', 'canary77'],
  ['Domain=3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c.ngrok.app', '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c'],
  ['Expires=canarycanary77', 'canarycanary77'],
  ['Max-Age=canary77', 'canary77'],
  ['SameSite=canary77', 'canary77'],
  ['Priority=canary77', 'canary77'],
  ['HttpOnly=canary77', 'canary77'],
  ['Secure=canary77', 'canary77'],
  ['Partitioned=canary77', 'canary77'],
  ['Version=canary77', 'canary77'],
  ['Comment=canary77', 'canary77'],
  ['canary77', 'canary77'],
  ['X-Unknown=canary77', 'canary77'],
])('of the attribute %s only what is no attribute is a secret', (attribute, secret) => {
  for (const header of [`a=1; ${attribute}`, `a=1;${attribute};HttpOnly`, `a=1; Secure; ${attribute.toLowerCase()}`]) {
    const [, ...found] = secretsInSetCookie(header);
    const left = shown(header, found).replace(/‹[^›]*›/g, '');
    if (secret === '') expect({ header, found }).toEqual({ header, found: [] });
    else expect(left.toLowerCase()).not.toContain(secret.toLowerCase());
  }
});

test.each([
  ['a=1; sid="s%3Aabc.def"; b', 'a=‹cookie 1›; sid="s%3A‹sid abc›.‹signature def›"; ‹cookie b›'],
  ['a=x\nsid=s%3Aabc.def', 'a=‹cookie x›\nsid=s%3A‹sid abc›.‹signature def›'],
  ['a=x, sid=s%3Aabc.def; b=y', 'a=‹cookie x›, sid=s%3A‹sid abc›.‹signature def›; b=‹cookie y›'],
  ['a=x,y', 'a=‹cookie x,y›'],
  ['', ''],
])('Cookie: %j', (header, expected) => {
  expect(shown(header, secretsInCookieHeader(header))).toBe(expected);
});

test('of a quoted value its own text is known too', () => {
  expect(secretsInCookieValue('"a\\054b\\"c"').map(({ secret }) => secret)).toEqual(['a\\054b\\"c', 'a,b"c']);
});

test.each([
  'a=x; Path=/\\nb=canary77; Path=/',
  'a=x; Path=/\\r\\nb=canary77; Path=/',
  'a=x; Path=/\\\\nb=canary77',
  'a=x\\nb=canary77',
  'a=x; Path=/\\nSet-Cookie: b=canary77; Path=/',
  'a=x; Path=/\\n set-cookie:b=canary77',
  'a=x; Path=/\0b=canary77; Path=/',
  'a=x\0b=canary77',
  'a=x; Path=/\\u0000b=canary77',
  'a=x; Path=/\\x00b=canary77',
  'a=x; Path=/%0Ab=canary77',
  'a=x; Path=/%00b=canary77',
  'a=x; HttpOnly;b=canary77; HttpOnly',
  'a=x; HttpOnly; Set-Cookie: b=canary77',
  'a=x; HttpOnly b=canary77',
  'a=x; SameSite=Lax b=canary77',
  'a=x; Path=/|b=canary77',
  'a=x; Path=/\u2028b=canary77',
  'a=x; Path=/\x1eb=canary77',
  'a=x; Path=/<br>b=canary77',
  'a=x; Path=/&b=canary77',
  'a=x; Path=/↵b=canary77',
  'a=x; Path=/\tb=canary77',
  'a=x; Max-Age=5\\nb=s%3Acanary77.abcdef; Path=/',
])('the value of a cookie that is joined to another one is known by itself: %j', (header) => {
  const ranges = secretsInSetCookie(header);
  expect(shown(header, ranges).replace(/‹[^›]*›/g, '')).not.toContain('canary');
  expect(ranges.map(({ secret }) => secret)).toContain('canary77');
});

test('no value of a cookie is left, whatever the header is', () => {
  const value = fc.stringMatching(/^canary[a-z0-9]{6,12}$/);
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', ', ', ',', '; ', '\r\n'),
      anyHeader,
      (values, joint, rest) => {
        const header = `${values.map((each, at) => `n${at}=${each}; Path=/`).join(joint)}; ${rest}`;
        const left = shown(header, secretsInSetCookie(header)).replace(/‹[^›]*›/g, '');
        expect(values.filter((each) => left.includes(each))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['app.example.test', 'app.example.test'],
  ['localhost', 'localhost'],
  ['preview-12.eu-central-1.example', 'preview-12.eu-central-1.example'],
  ['akia7wb7fm7rtfmi6rot', '‹cookie akia7wb7fm7rtfmi6rot›'],
  [
    'sg.l1d9j7m5nblsz3fk6gdxv0.r6dilke8sx2lusgrdzxngolagmm4kl6r6u',
    'sg.‹host l1d9j7m5nblsz3fk6gdxv0›.‹host r6dilke8sx2lusgrdzxngolagmm4kl6r6u›',
  ],
])('the Domain %j, in lower case, is written as %j', (domain, expected) => {
  expect(shown(domain, secretsInDomain(domain))).toBe(expected);
});
