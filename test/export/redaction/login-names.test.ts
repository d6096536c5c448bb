import { expect, test } from 'vitest';
import { secretsInText } from '../../../server/export/redaction/named-secrets.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';
import { shown } from './shown.ts';

const inText = (text: string): string => shown(text, secretsInText(readingsOf(text)));

test.each([
  // With the name of a user beside it, before or after.
  ['/rest/ping?u=bob&p=TzACO!qv&v=1.16', '/rest/ping?u=bob&p=‹parameter TzACO!qv›&v=1.16'],
  ['/rest/ping?p=hunter&u=bob', '/rest/ping?p=‹parameter hunter›&u=bob'],
  ['u=bob&p=hunter', 'u=bob&p=‹parameter hunter›'],
  ['login=bob&P=hunter', 'login=bob&P=‹parameter hunter›'],
  ['account=bob&p1=hunter&p2=hunter', 'account=bob&p1=‹parameter hunter›&p2=‹parameter hunter›'],
  ['user_name=bob;p=hunter', 'user_name=bob;p=‹parameter hunter›'],
  ['{"u":"bob","p":"hunter"}', '{"u":"bob","p":"‹parameter hunter›"}'],
  ['{ "login": "bob", "p" : "hunter two" }', '{ "login": "bob", "p" : "‹parameter hunter two›" }'],
  ["{ user: 'bob', p: 'hunter' }", "{ user: 'bob', p: '‹parameter hunter›' }"],
  // In the address of a login.
  ['/login?p=hunter', '/login?p=‹parameter hunter›'],
  ['https://x.example/users/sign_in.php?x=1&p=hunter', 'https://x.example/users/sign_in.php?x=1&p=‹parameter hunter›'],
  ['/api/authenticate?p=hunter', '/api/authenticate?p=‹parameter hunter›'],
])('the password of a login has one letter: %j', (text, expected) => {
  expect(inText(text)).toBe(expected);
});

test.each([
  // A page, a price, a product, and the number of one beside a user.
  '/list?p=2',
  '/list?p=hunter',
  '/?p=about-us&lang=de',
  '/posts?user=bob&p=2',
  '/posts?user=bob&p=120',
  '{"p":"hunter","n":5}',
  '/menu?p=dialog',
  '/blog/login-page-design?p=hunter',
  '/logins?p=hunter',
  'menu=x&up=hunter&u=',
])('elsewhere it is none: %j', (text) => {
  expect(inText(text)).toBe(text);
});

test('a text that repeats the name takes no quadratic time', () => {
  const pairs = '&p=a'.repeat(50_000);
  expect(secretsInText(readingsOf(`u=bob${pairs}`))).toHaveLength(50_000);
  expect(secretsInText(readingsOf(`x=bob${pairs}`))).toEqual([]);
});
