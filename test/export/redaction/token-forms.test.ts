import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sign } from '../../../server/cookie/express-signature.ts';
import { signFlask } from '../../../server/cookie/flask/flask-cookie.ts';
import { secretsByForm } from '../../../server/export/redaction/token-forms.ts';
import { shown } from './shown.ts';

const mixed = (length: number): string =>
  randomBytes(length * 2)
    .toString('base64')
    .replace(/[+/=]/g, '')
    .replace(/^\D*/, '7')
    .slice(0, length)
    .padEnd(length, 'q9');
const hex = (length: number): string => randomBytes(length).toString('hex').slice(0, length);
const uuid = (): string => randomUUID();
/** Of both cases and digits in turn, as most random texts of this length are. */
const dense = (length: number): string => 'aK7'.repeat(8) + mixed(length - 24);
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

// Put together here, so that no scanner of secrets takes this file for a leak.
const TOKENS: readonly [string, () => string][] = [
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((mark): [string, () => string] => [mark, () => mark + mixed(36)]),
  ['github_pat_', () => `github_pat_${mixed(22)}_${mixed(59)}`],
  ['glpat-', () => `glpat-${mixed(20)}`],
  ['gldt-', () => `gldt-${mixed(20)}`],
  ['sk_live_', () => `sk_live_${mixed(24)}`],
  ['rk_live_', () => `rk_live_${mixed(24)}`],
  ['sk_test_', () => `sk_test_${mixed(24)}`],
  ['whsec_', () => `whsec_${randomBytes(24).toString('base64')}`],
  ['AKIA', () => `AKIA${hex(16).toUpperCase()}`],
  ['ASIA', () => `ASIA${hex(16).toUpperCase()}`],
  ['an AWS secret key', () => ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/')],
  ['xoxb-', () => `xoxb-123456789012-1234567890123-${mixed(24)}`],
  ['xoxp-', () => `xoxp-123456789012-${mixed(24)}`],
  ['xapp-', () => `xapp-1-A0123456789-1234567890123-${hex(64)}`],
  ['AIza', () => `AIza${mixed(35)}`],
  ['ya29.', () => `ya29.a0${mixed(60)}`],
  ['GOCSPX-', () => `GOCSPX-${mixed(28)}`],
  ['a refresh token of Google', () => `1//0${mixed(40)}`],
  ['npm_', () => `npm_${mixed(36)}`],
  ['SG.', () => `SG.${mixed(22)}.${mixed(43)}`],
  ['a key of Twilio', () => `SK${hex(32)}`],
  ['sk-', () => `sk-${mixed(48)}`],
  ['sk-proj-', () => `sk-proj-${mixed(64)}`],
  ['sk-ant-', () => `sk-ant-api03-${mixed(93)}AA`],
  ['hf_', () => `hf_${mixed(34)}`],
  ['shpat_', () => `shpat_${hex(32)}`],
  ['dop_v1_', () => `dop_v1_${hex(64)}`],
  ['a bot of Telegram', () => `123456789:AA${mixed(33)}`],
  ['an Azure client secret', () => `${mixed(3)}8Q~${mixed(34)}`],
  ['a JSON Web Token', () => `${base64({ alg: 'HS256' })}.${base64({ sub: '1' })}.${mixed(43)}`],
  ['a JSON Web Token without a signature', () => `${base64({ alg: 'none' })}.${base64({ sub: '1' })}.`],
  [
    'an encrypted JSON Web Token',
    () => `${base64({ alg: 'dir', enc: 'A256GCM' })}..${mixed(16)}.${mixed(40)}.${mixed(22)}`,
  ],
  ['a cookie of Flask', () => signFlask({ user: 'x' }, ['secret'], 1_795_999_654)],
  [
    'a seal of iron-session',
    () => `Fe26.2*1*${hex(64)}*${mixed(22)}*${mixed(64)}*1795999654449*${hex(64)}*${mixed(43)}~2`,
  ],
  ['a hash of bcrypt', () => `$2b$10$${mixed(53)}`],
  ['a hash of Argon2', () => `$argon2id$v=19$m=65536,t=3,p=4$${mixed(22)}$${mixed(43)}`],
  ['a hash of SHA-512 crypt', () => `$6$rounds=5000$${mixed(16)}$${mixed(86)}`],
  ['a PASETO', () => `v4.local.${mixed(60)}`],
  ['a macaroon', () => `MDAx${mixed(80)}`],
  ['a document of Google', () => `2PACX-${mixed(60)}`],
  ['a short bot of Telegram', () => `123456:${mixed(35)}`],
  ['a bot of Discord', () => `MTk4NjIyNDgzNDcxOTI1MjQ4.${mixed(6)}.${mixed(27)}`],
  ['an account of Discord', () => `mfa.${mixed(84)}`],
  ['a key of Mailgun', () => `key-${hex(32)}`],
  ['a newer key of Mailgun', () => `${hex(32)}-${hex(8)}-${hex(8)}`],
  ['a key of Mailchimp', () => `${hex(32)}-us12`],
  ['PyPI', () => `pypi-AgEIcHlwaS5vcmc${mixed(70)}`],
  ['Square', () => `sq0csp-${mixed(43)}`],
  ['Airtable', () => `pat${mixed(14)}.${hex(64)}`],
  ['HubSpot', () => `pat-na1-${uuid()}`],
  ['Dropbox', () => `sl.${mixed(130)}`],
  ['Tailscale', () => `tskey-auth-${mixed(12)}-${mixed(32)}`],
  ['Terraform', () => `${mixed(14)}.atlasv1.${mixed(67)}`],
  ['Mapbox', () => `sk.${base64({ u: 'someone', a: mixed(25) })}.${mixed(22)}`],
  ['an older key of Grafana', () => base64({ k: mixed(32), n: 'name', id: 1 })],
  ['Dynatrace', () => `dt0c01.${hex(24).toUpperCase()}.${hex(64).toUpperCase()}`],
  ['CircleCI', () => `CCIPAT_${mixed(22)}_${hex(40)}`],
  ['Buildkite', () => `bkua_${hex(40)}`],
  ['Shippo', () => `shippo_live_${hex(40)}`],
  ['Plaid', () => `access-production-${uuid()}`],
  ['LaunchDarkly', () => `sdk-${uuid()}`],
  ['Flutterwave', () => `FLWSECK_TEST-${hex(32)}-X`],
  ['Razorpay', () => `rzp_live_${mixed(14)}`],
  ['Braintree', () => `access_token$production$${hex(16)}$${hex(32)}`],
  ['Contentful', () => `CFPAT-${mixed(43)}`],
  ['Typeform', () => `tfp_${mixed(44)}_${mixed(14)}`],
  ['Firebase messages', () => `AAAA${mixed(7)}:APA91b${mixed(134)}`],
  ['LangSmith', () => `lsv2_pt_${hex(32)}_${hex(10)}`],
  ['ElevenLabs', () => `sk_${hex(48)}`],
  ['Neon', () => `napi_${hex(64)}`],
  ["Cloudflare's origins", () => `v1.0-${hex(24)}-${hex(146)}`],
  ['NuGet', () => `oy2${hex(43)}`],
  ['a token without a prefix', () => `${dense(40)}`],
  ['a token with a prefix that nobody has listed', () => `acme_${dense(36)}`],
  ['a signed cookie of Rails', () => `${base64({ id: 1 })}--${hex(40)}`],
];

test.each(TOKENS)('finds %s, alone and within a text, and no other text', (_, make) => {
  for (let round = 0; round < 20; round++) {
    const token = make();
    for (const [before, after] of [
      ['', ''],
      ['the token is ', ', and that is all'],
      ['"', '"'],
      ['/u/', '/repos'],
      ['?q=', '&page=2'],
      ['prefix_', ' '],
    ] as const) {
      // Base64 has slashes, so a path around it belongs to it.
      if (before === '/u/' && /whsec|wJalr|^1\/\/|--|^MDA|^\$|^eyJr/.test(token)) continue;
      if (before === 'prefix_' && /^[wem.]|^\d|Q~|--|^aK7|^acme|^AAAA|^sk\.|^N?MTk4/i.test(token)) continue;
      expect(shown(`${before}${token}${after}`, secretsByForm(`${before}${token}${after}`))).toBe(
        `${before}‹token ${token}›${after}`,
      );
    }
  }
});

test('the sid and the signature of an express-session cookie are separate secrets', () => {
  const cookie = `s:${sign('k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE', 'secret')}`;
  const [sid, signature] = [cookie.slice(2, 34), cookie.slice(35)];
  for (const text of [cookie, encodeURIComponent(cookie)]) {
    const places = secretsByForm(`x ${text} y`).map(({ kind, secret }) => [kind, secret]);
    expect(places).toContainEqual(['sid', sid]);
    expect(places).toContainEqual(['signature', signature]);
  }
});

test('of a private key all between its first and its last line is one, also where the end is missing', () => {
  const key = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');
  const end = ['-----END RSA PRIVATE', 'KEY-----'].join(' ');
  expect(shown(`x ${key}\nMIIE\nabc=\n${end} y`, secretsByForm(`x ${key}\nMIIE\nabc=\n${end} y`))).toBe(
    `x ${key}‹token \nMIIE\nabc=\n›${end} y`,
  );
  expect(shown(`${key}\\nMIIE`, secretsByForm(`${key}\\nMIIE`))).toBe(`${key}‹token \\nMIIE›`);
});

test('the address of a webhook keeps its host', () => {
  const url = `https://hooks.slack.com/services/T0000/B0000/${'x'.repeat(24)}`;
  expect(shown(url, secretsByForm(url))).toBe(`https://hooks.slack.com/services/‹token T0000/B0000/${'x'.repeat(24)}›`);
});

test.each([
  'npm_config_registry',
  'npm_package_dependencies_react_router',
  'sk-fading-circle-spinner',
  'key-value-store-settings',
  '550e8400-e29b-41d4-a716-446655440000',
  '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
  'sha256-HvreJEEdIZgVv4Dn+syydM6Ou9cxhPnsNzjqfUtSn9A=',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'keyboard-shortcuts.eyebrow.eye-catching',
  'api/v2/UserAccounts/GetById12345/details',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'index-4f3c2b1a.js',
  'index-Bk7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0Ga.js',
  'UserAccountsControllerGetById12345DetailsViewModel',
  '1732900000:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
  's:short.x',
])('leaves %s', (text) => {
  expect(secretsByForm(text)).toEqual([]);
});

test('never throws, and every range is one of the text', () => {
  const unit = fc.constantFrom(
    'ghp_',
    'eyJ',
    '.',
    'A',
    '7',
    '-',
    '--',
    's:',
    '%3A',
    'Fe26.2*',
    '-----BEGIN PRIVATE KEY-----',
    ' ',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      for (const { start, end } of secretsByForm(text))
        expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
