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

const HEX = '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c';
const BASE32 = 'MZXW6YTBOI2GK5DPOJ4TSMRTGQ';
const LOWER = 'k3v9x2m7q1w8e5r4t6y0u3i9';

test.each(
  [HEX, HEX.toUpperCase(), `${HEX}5f4a3b2c`, BASE32, LOWER].flatMap((token) =>
    [
      ['/s/', ''],
      ['/download/', '.pdf'],
      ['/dl/', '.tar.gz'],
      ['/download/', '.png'],
      ['/recordings/', '.mp4'],
      ['/share/', ''],
      ['/api/', '/'],
      ['/api/v1/', '/items?page=2'],
      ['/', ''],
      ['/einladung/', '/annehmen'],
      ['/documents/', '.docx'],
      ['/billing/invoice-', '.pdf'],
      ['/p/My_Notes_', ''],
      ['/feeds/', '.xml'],
      ['https://app.test/p/', '#top'],
      ['/static/download/', '.css'],
    ].map(([before = '', after = '']) => [`${before}${token}${after}`, before, token, after] as const),
  ),
)('the long token in %s is a secret', (path, before, token, after) => {
  expect(shown(path, secretsInPaths(path))).toBe(`${before}‹token ${token}›${after}`);
});

test.each([
  ...[HEX, LOWER].flatMap((hash) => [
    `/static/main.${hash}.js`,
    `/photo-${hash}.jpg`,
    `/assets/fonts-${hash}`,
    `/static/${hash}.js`,
    `/${hash}.css`,
    `/${hash}/app.js`.replace(hash, `assets/${hash}`),
    `/images/${hash}`,
    `/img/${hash}.jpg`,
    `/video/720p/${hash}.ts`,
    `/_next/static/${hash}/page`,
    `/npm/left-pad/${hash}`,
  ]),
  `/repo/commit/${HEX}5f4a3b2c`,
  `/repo/blob/${HEX}5f4a3b2c/README.md`,
  `/objects/${HEX}`,
  `/avatar/${HEX}`,
  // Ids of rows, and what people name.
  '/orders/507f1f77bcf86cd799439011',
  '/posts/cjld2cjxh0000qzrmn831i7rn',
  '/posts/01ARZ3NDEKTSV4RRFFQ69G5FAV',
  '/api/users/550e8400-e29b-41d4-a716-446655440000',
  '/blog/2026-11-29-how-we-moved-to-postgresql-15',
  '/articles/internationalization2026overview',
  '/12345678901234567890123456789012',
  '/aaaaaaaaaaaaaaaa1111111111111111',
  '/scaled/5472x1117x0x1679x2000x408/gate.jpg',
  '/packages/00/e5/f12a80907d0884e6dff9c16d0c0114d81b8cd07dc3ae54c5e962cc83037e/tqdm-4.66.1.whl',
])('the hash or the id in %s stays', (path) => {
  expect(secretsInPaths(path)).toEqual([]);
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
  `/static/${TOKEN}`,
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
  expect(secretsInPaths('/reset and /x/5f9d3c2b')).toEqual([]);
});
