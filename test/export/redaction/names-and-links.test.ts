/** Secrets under names in other languages, tokens that only their letters tell, and links that anyone may open. */
import { expect, test } from 'vitest';
import { isCaseRandom } from '../../../server/export/redaction/token-density.ts';
import { withoutSecrets } from './shown.ts';

const HEX = '0123456789abcdef0123456789abcdef';
const PASSWORD = 'Tzab3%21abcdef';

test.each(
  'contraseña wachtwoord 密码 口令 パスワード пароль hasło lösenord kennwort senha clave card seed Policy hdnts cf-turnstile-response'.split(
    ' ',
  ),
)('the value of the parameter %s is replaced whole, also if the name is percent-encoded', (name) => {
  const once = encodeURIComponent(name);
  for (const written of [name, once, encodeURIComponent(once)]) {
    expect(withoutSecrets(`/a?x=1&${written}=${PASSWORD}&y=2`)).toBe(`/a?x=1&${written}=…&y=2`);
    expect(withoutSecrets(`/a#${written}=${PASSWORD}`)).toBe(`/a#${written}=…`);
  }
});

test.each(['TwIr1lLYEKMulrDUqN5QMYFmlEIoJxGX', 'PCbYagkHmg0nhEWfEgYxaYKwiZhKp9yV'])(
  'the random token %s is replaced in a path and under any name, with few digits too',
  (token) => {
    expect(withoutSecrets(`/i/${token}`)).toBe('/i/…');
    expect(withoutSecrets(`/a?u=${token}&x=1`)).toBe('/a?u=…&x=1');
    expect(withoutSecrets(token)).toBe('…');
  },
);

test.each([
  'getUserProfileSettingsById',
  'warnOnUseFormStateInDev',
  'InternalServerErrorInMyNewModule',
  'ThisTitleHasManyShortWordsOfTextInIt',
  'Access-Control-Allow-Credentials',
  'NODE_EXTRA_CA_CERTS_FOR_LOCAL_TESTS',
])('%s is a name and not a random token', (name) => {
  expect(isCaseRandom(name)).toBe(false);
});

test.each([
  ['/a;zenid=abcdefgh?x=1', '/a;zenid=…?x=1'],
  ['/a;xs=abcdefgh/b', '/a;xs=…/b'],
  ['/a;MOODLE=abcdefgh?x=1', '/a;MOODLE=…?x=1'],
  [`/a;SSESS${HEX}=abcdefgh?x=1`, `/a;SSESS${HEX}=…?x=1`],
  [`/bot${HEX}/sendMessage`, '/bot…/sendMessage'],
  [`/s/${HEX}`, '/s/…'],
  [`/i/${HEX}?x=1`, '/i/…?x=1'],
  [`/d/${HEX}`, '/d/…'],
  [`/l/${HEX}`, '/l/…'],
  [`/einladung/${HEX}`, '/einladung/…'],
])('of %s the secret is replaced', (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});

test.each([
  `/assets/app.${HEX}.js`,
  `/commit/${HEX}`,
  '/_next/static/qE6x5tPuwbhwG2CydYM1R/_buildManifest.js',
  'W/"1a-qE6x5tPuwbhwG2CydYM1RbrXksE"',
  'text/html;charset=utf-8',
])('%s stays', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});
