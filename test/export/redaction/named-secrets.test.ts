import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretsInText, secretsInWholeValue } from '../../../server/export/redaction/named-secrets.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';
import { shown } from './shown.ts';

const inText = (text: string): string => shown(text, secretsInText(readingsOf(text)));

const NAMES =
  'token access_token refreshToken id_token csrf csrfmiddlewaretoken _xsrf password passwd pwd pw pass secret client_secret clientSecret apiKey ' +
  'api_key api-key otp pin totp code code_verifier code_challenge client_assertion state nonce sid PHPSESSID session_id ticket wresult wctx ' +
  'SAMLResponse SAMLRequest RelayState magic invite invitation reset refresh sas sig signature hmac at rt jwt assertion credential email ' +
  'g-recaptcha-response private_key AccountKey user[password] X-Amz-Signature X-Amz-Credential otp1 newPassword2';

describe.each(NAMES.split(' '))('a value under %s is replaced', (name) => {
  test.each([
    ['in a query', `/a?x=1&${name}=canary77&y=2`, `/a?x=1&${name}=‹parameter canary77›&y=2`],
    ['in a fragment', `/a#${name}=canary77`, `/a#${name}=‹parameter canary77›`],
    ['in a form', `${name}=canary77&y=2`, `${name}=‹parameter canary77›&y=2`],
    ['in JSON', `{"a":1,"${name}":"canary77"}`, `{"a":1,"${name}":"‹parameter canary77›"}`],
    ['as a number in JSON', `{"${name}": 123456, "n": 5}`, `{"${name}": ‹parameter 123456›, "n": 5}`],
    ['in JSON within JSON', `{\\"${name}\\":\\"canary77\\"}`, `{\\"${name}\\":\\"‹parameter canary77›\\"}`],
    ['in an object as Node prints it', `{ '${name}': 'canary77' }`, `{ '${name}': '‹parameter canary77›' }`],
    ['in quotation marks', `failed: ${name}="canary77 z", x="y"`, `failed: ${name}="‹parameter canary77 z›", x="y"`],
    ['as a cookie attribute', `a=b; ${name}=canary77; Path=/`, `a=b; ${name}=‹parameter canary77›; Path=/`],
    ['percent-encoded', `/a?n=x%26${name}%3Dcanary77`, `/a?n=x%26${name}%3D‹parameter canary77›`],
  ])('%s', (_, text, expected) => {
    expect(inText(text)).toBe(expected);
  });
});

test.each([
  [
    '/cb?n=https%253A%252F%252Fh%252Fx%253Ftoken%253DAAAA',
    '/cb?n=https%253A%252F%252Fh%252Fx%253Ftoken%253D‹parameter AAAA›',
  ],
  ['/p?%74oken=AAAA', '/p?%74oken=‹parameter AAAA›'],
  ['/p?a=b=token=AAAA', '/p?a=b=token=‹parameter AAAA›'],
  ["/p?password=it's-mine&x=1", "/p?password=‹parameter it's-mine›&x=1"],
  ['/p?sig=a%2Bb%3D', '/p?sig=‹parameter a+b=›'],
  ['/p;jsessionid=AAAA/next?x=1', '/p;jsessionid=‹parameter AAAA›/next?x=1'],
  ['Server=x;Password=a/b=;Database=y', 'Server=x;Password=‹parameter a/b=›;Database=y'],
  [
    '{"tokens":["aa","bb"],"credentials":{"user":"u1","n":7}}',
    '{"tokens":["‹parameter aa›","‹parameter bb›"],"credentials":{"user":"‹parameter u1›","n":‹parameter 7›}}',
  ],
  ['{"pass\\u0077ord":"AAAA"}', '{"pass\\u0077ord":"‹parameter AAAA›"}'],
  ['{"my password":"AAAA"}', '{"my password":"‹parameter AAAA›"}'],
  ['<a><password>AAAA</password></a>', '<a><password>‹parameter AAAA›</password></a>'],
  ['cart|i:3;password|s:7:"hunter2";', 'cart|i:3;password|s:7:"‹parameter hunter2›";'],
  ['a:1:{s:8:"password";s:7:"hunter2";}', 'a:1:{s:8:"password";s:7:"‹parameter hunter2›";}'],
  [':token=>"AAAA", :n=>1', ':token=>"‹parameter AAAA›", :n=>1'],
  ['    [password] => hunter2', '    [password] => ‹parameter hunter2›'],
  ['password: hunter2', 'password: ‹parameter hunter2›'],
  ['X-Api-Key: 5f9d3c2b1a', 'X-Api-Key: ‹parameter 5f9d3c2b1a›'],
  ['http://u:p%40ss@h/', 'http://‹parameter u:p@ss›@h/'],
  ['postgres://u:pw@h:5432/db', 'postgres://‹parameter u:pw›@h:5432/db'],
  ['x Bearer canary77 y', 'x Bearer ‹token canary77› y'],
  ['"Bearer canary77"', '"Bearer ‹token canary77›"'],
  ['bearer%20canary77', 'bearer%20‹token canary77›'],
  ['a=Bearer+canary77&b=1', 'a=Bearer+‹token canary77›&b=1'],
  ['Basic YWxpY2U6aHVudGVyMg==', 'Basic ‹token YWxpY2U6aHVudGVyMg==›'],
  ['Token 9944b09199c62bcf', 'Token ‹token 9944b09199c62bcf›'],
  ['{"authorization":"Bearer canary77"}', '{"authorization":"Bearer ‹parameter canary77›"}'],
  [
    'Cookie: theme=dark; connect.sid=s%3Aabc.def',
    'Cookie: theme=‹cookie dark›; connect.sid=s%3A‹sid abc›.‹signature def›',
  ],
  ['set-cookie: a=1; Path=/; HttpOnly', 'set-cookie: a=‹cookie 1›; Path=/; HttpOnly'],
  ['Referer: https://h/reset/5f9d3c2b1a?x=1', 'Referer: https://h/reset/‹token 5f9d3c2b1a›?x=1'],
  ['connect.sid=s%3Aabc.def', 'connect.sid=s%3A‹sid abc›.‹signature def›'],
])('%s', (text, expected) => {
  expect(inText(text)).toBe(expected);
});

test('base64 and hex are read too', () => {
  for (const encoding of ['base64', 'base64url', 'hex'] as const) {
    const text = Buffer.from('{"user":"u","token":"canary77"}').toString(encoding);
    expect(Buffer.from(inText(`x=${text}`).replace(/‹.*›/, ''), encoding).toString()).not.toContain('canary');
    expect(inText(`x=${text}`)).toContain('‹parameter canary77›');
  }
});

test.each([
  '/getsession?page=2&sort=desc&limit=50',
  '/api/users/42/orders/2026-11-29',
  '/api/items/550e8400-e29b-41d4-a716-446655440000',
  'https://social.test/@alice/1',
  'Bearer realm="api", error="invalid_token", error_description="The access token expired"',
  'Bearer authorization_uri="https://login.test/", client="x"',
  'Basic authentication required',
  'Bearer token missing',
  'Invalid token: expected string',
  'TypeError: secret: must be a string',
  'Token expired at 2026-11-29T10:00:00Z',
  'session not found',
  'Not Found',
  'Cannot GET /nowhere',
  'Cannot read properties of undefined (reading "name")',
  'connect ECONNREFUSED 127.0.0.1:5432',
  'token_type=Bearer&expires_in=3600',
  'status_code=404&country_code=DE&primary_key=id&error_code=invalid',
  'has_password=true&token_count=7&is_authenticated=1',
  'reset=1&refresh=true&at=10&state=0',
  '{"user":"alice","cart":{"items":[{"sku":"lamp-26","count":1}]},"loggedIn":true}',
  '{"session":{"user":"alice","views":3},"auth":{"provider":"github"}}',
  '{"cookie":{"originalMaxAge":60000,"path":"/","sameSite":"lax"}}',
  'text/html; charset=utf-8',
  'max-age=31536000; includeSubDomains',
  "default-src 'none'; style-src 'sha256-HvreJEEdIZgVv4Dn+syydM6Ou9cxhPnsNzjqfUtSn9A='; img-src data:",
  'publickey-credentials-get=(), otp-credentials=()',
  'timeout=5, max=1000',
  'W/"5f9d3c2b1a"',
  '"Not A Brand";v="8", "Chromium";v="142"',
  'Cookie, Accept-Encoding',
  'Invalid cookie: the value is not signed',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  '',
])('%s stays as it is', (text) => {
  expect(inText(text)).toBe(text);
});

test('the scheme before a credential stays, and the password of Basic is known too', () => {
  expect(shown('Bearer abc', secretsInWholeValue('Bearer abc', 'header'))).toBe('Bearer ‹header abc›');
  expect(shown('hunter2 abc', secretsInWholeValue('hunter2 abc', 'header'))).toBe('‹header hunter2 abc›');
  const basic = `Basic ${Buffer.from('alice:hunter2hunter2').toString('base64')}`;
  expect(secretsInWholeValue(basic, 'header').map(({ secret }) => secret)).toContain('hunter2hunter2');
});

test('never throws, and every range is one of the text', () => {
  const unit = fc.constantFrom(
    ...[
      'token',
      'password',
      '=',
      ':',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '\\',
      '%22',
      '%3D',
      ' ',
      ',',
      ';',
      '&',
      '<',
      '>',
      '/',
      'reset',
      '@',
      '//',
    ],
    ...['Bearer ', 'Cookie: ', 's:3:"', '|', '=>', 'a7', '5f9d3c2b', '\n', '\ud800'],
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      for (const { start, end } of secretsInText(readingsOf(text))) {
        expect(start >= 0 && start <= end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
});
