import { expect, test } from 'vitest';
import { secretsInPaths } from '../../../server/export/redaction/path-secrets.ts';
import { shown } from './shown.ts';

const TOKEN = 'canary00056f9c2b7e4d1a8f30';

test.each(
  (
    'reset reset-password password-reset password/reset confirm confirm-email confirmation invite invitations accept-invitation join verify ' +
    'verify-email verification magic magic-link unsubscribe activate activation share shared s/share token tokens unlock recover optout'
  ).split(' '),
)('a random segment after %s is a secret', (word) => {
  expect(shown(`/a/${word}/${TOKEN}/b?x=1`, secretsInPaths(`/a/${word}/${TOKEN}/b?x=1`))).toBe(
    `/a/${word}/‹token ${TOKEN}›/b?x=1`,
  );
});

test.each([
  ['/Reset/AbC123', '/Reset/‹token AbC123›'],
  ['/resetPassword/5f9d3c2b', '/resetPassword/‹token 5f9d3c2b›'],
  ['/reset/MQ/5xz-3f2a9b8c7d6e5f4a3b2c/', '/reset/MQ/‹token 5xz-3f2a9b8c7d6e5f4a3b2c›/'],
  ['/email/verify/12/5f9d3c2b1a', '/email/verify/12/‹token 5f9d3c2b1a›'],
  ['/invite-5f9d3c2b1a', '/invite-‹token 5f9d3c2b1a›'],
  ['/verify/123456', '/verify/‹token 123456›'],
  ['/share/550e8400-e29b-41d4-a716-446655440000', '/share/‹token 550e8400-e29b-41d4-a716-446655440000›'],
  [`see <https://h/reset/${TOKEN}>; rel=x`, `see <https://h/reset/‹token ${TOKEN}›>; rel=x`],
  [`https://h/#/reset/${TOKEN}`, `https://h/#/reset/‹token ${TOKEN}›`],
  [`/reset/${TOKEN};v=1`, `/reset/‹token ${TOKEN}›;v=1`],
  ['/sessions/abcDEF123ghiJKL456mno', '/sessions/‹token abcDEF123ghiJKL456mno›'],
  [`/reset/${TOKEN} and /invite/${TOKEN}`, `/reset/‹token ${TOKEN}› and /invite/‹token ${TOKEN}›`],
  [`/unsubscribe?u=1&h=${TOKEN}#x`, `/unsubscribe?u=1&h=‹token ${TOKEN}›#x`],
  [`/auth/magic-link/verify?t=${TOKEN}`, `/auth/magic-link/verify?t=‹token ${TOKEN}›`],
  [`/login?${TOKEN}`, `/login?‹token ${TOKEN}›`],
  ['/(S(lit3py55t21z5v55vlm25s55))/orders.aspx', '/(‹token S(lit3py55t21z5v55vlm25s55)›)/orders.aspx'],
  ['/sockjs/123/ab3cd9xy/websocket', '/sockjs/123/‹token ab3cd9xy›/websocket'],
])('%s', (text, expected) => {
  expect(shown(text, secretsInPaths(text))).toBe(expected);
});

test.each([
  '/reset-password',
  '/password/reset/new-password',
  '/share/photos/summer2026',
  '/invite/team-members',
  '/verify/email-address',
  '/verify/step/2',
  '/session/keys/cart',
  '/auth/login',
  '/sessions/12345',
  '/api/users/550e8400-e29b-41d4-a716-446655440000',
  `/files/${TOKEN}`,
  '/assets/reset.4f3c2b1a.css',
  '/orders/20261129',
  'a/b/c',
  '/login?next=%2Forders%2F20261129&lang=en',
  `/search?q=${TOKEN}`,
  '/login?returnUrl=https%3A%2F%2Fapp.test%2Forders%2F20261129',
  '/wiki/Session_(computer_science)',
  '',
])('leaves %s', (text) => {
  expect(secretsInPaths(text)).toEqual([]);
});

test('a word in one path has no effect on another path', () => {
  expect(secretsInPaths(`/reset and /x/${TOKEN}`)).toEqual([]);
});
