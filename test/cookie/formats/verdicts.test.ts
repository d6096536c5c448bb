import { describe, expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { NotValidReason } from '../../../server/contract/decoded-cookie.ts';
import type { Json } from '../../../server/contract/json.ts';
import { signFlask } from '../../../server/cookie/flask/flask-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';
import { decode, frameworkCookies, NOW } from './support.ts';

const SECRET = 'a secret for every format, with more than 64 characters so that Rack takes it too';
const KEY = 'base64:JRYMXfXXoPAmt3Q30rhxJUIf4ut7pMZOZIvF6WDCNiI=';
const DAY = 24 * 60 * 60;

/** A cookie of a format, ready to be pasted. */
function mint(format: CookieFormat, payload: Json, name = 'session', nowMs = NOW - 1000): string {
  const secret = format === 'laravel' ? KEY : SECRET;
  const made = signCookie(format, payload, secret, { name, nowMs });
  if (!made.ok) throw new Error(made.reason);
  return `${name}=${made.value}${made.companion === null ? '' : `; ${made.companion.name}=${made.companion.value}`}`;
}

const data = { user: 'ada', note: 'the quick brown fox' };
const minted: [CookieFormat, string][] = (
  [
    ['jwt', data],
    ['jwe', data],
    ['iron-session', data],
    ['express-session', 'Zx0mvF8kq1N5yJp3hR7tUwB2cE4aG6dI'],
    ['cookie-parser-signed', data],
    ['react-router', data],
    ['fastify-session', 'Zx0mvF8kq1N5yJp3hR7tUwB2cE4aG6dI'],
    ['better-auth', 'Zx0mvF8kq1N5yJp3hR7tUwB2cE4aG6dI'],
    ['better-auth-data', data],
    ['auth0-signed', data],
    ['signed-value', 'the quick brown fox'],
    ['laravel', data],
    ['rails-signed', data],
    ['rails-encrypted', data],
    ['rails-encrypted-cbc', data],
    ['rack', data],
    ['rack-encrypted', data],
    ['django', data],
    ['starlette', data],
    ['tornado', data],
    ['gorilla', data],
    ['phoenix', data],
    ['flask', data],
    ['flask-session-id', 'Zx0mvF8kq1N5yJp3hR7tUwB2cE4aG6dI9oLsKjQnVXY'],
    ['cookie-session', data],
  ] as const
).map(([format, payload]) => [format, mint(format, payload, format.startsWith('rack') ? 'rack.session' : 'session')]);

describe.each(minted)('%s', (format, cookie) => {
  const secret = format === 'laravel' ? KEY : SECRET;

  test('is valid with its secret, also behind others', () => {
    expect(decode(cookie, ['first', secret])).toMatchObject({ format, valid: true, reason: null, secretNumber: 2 });
  });

  test('does not blame the cookie for a wrong secret', () => {
    const wrong = format === 'laravel' ? 'base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' : `not ${SECRET}`;
    expect(decode(cookie, [wrong])).toMatchObject({
      format,
      valid: false,
      reason: 'bad-signature',
      secretNumber: null,
    });
  });

  test('is never valid with any one of its characters changed to another', () => {
    const start = cookie.indexOf('=') + 1;
    const wasWritten = decode(cookie, [secret]);
    for (let at = start; at < cookie.length; at++) {
      const forged = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
      const decoded = decode(forged, [secret]);
      // The last character of base64 has unused bits, so another character may be accepted if the content is the same.
      if (decoded.valid) expect(decoded.payload).toEqual(wasWritten.payload);
      else expect(decoded.reason).not.toBeNull();
    }
  });
});

describe('proves that a cookie was tampered with', () => {
  const cookies = minted.filter(([format]) => !['rails-encrypted', 'rack-encrypted', 'jwe'].includes(format));
  test.each(cookies)('%s: the signature was edited', (format, cookie) => {
    // These two have the MAC inside their base64.
    const forged =
      format === 'laravel' || format === 'better-auth-data'
        ? editedMacInJson(cookie)
        : cookie.replace(/(.)(.(?:~2|%3D)?)$/, (_, edited, rest) => `${edited === 'A' ? 'B' : 'A'}${rest}`);
    const secret = format === 'laravel' ? KEY : SECRET;
    const expected: { valid: boolean; reason: NotValidReason; where?: string } = {
      valid: false,
      reason: 'tampered',
      where: 'signature',
    };
    const isHex = ['rails-signed', 'rails-encrypted-cbc', 'rack', 'tornado'].includes(format);
    expect(
      decode(isHex ? cookie.replace(/.(?="?$)/, (last) => (last === '0' ? '1' : '0')) : forged, [secret]),
    ).toMatchObject(expected);
  });

  test('the packed payload of a Flask cookie is damaged', () => {
    const cookie = signFlask({ text: 'again and '.repeat(20) }, [SECRET], NOW / 1000);
    const forged = `${cookie.slice(0, 20)}AAAA${cookie.slice(24)}`;
    expect(decode(forged, [SECRET])).toMatchObject({
      format: 'flask',
      reason: 'tampered',
      where: 'payload',
      payload: null,
    });
    expect(decode(forged)).toMatchObject({ reason: 'malformed', where: 'payload' });
  });

  test('one character was changed, wherever it was, if that is looked for', () => {
    const cookie = signFlask({ user: 'ada' }, ['old', SECRET], NOW / 1000);
    const length = cookie.lastIndexOf('.');
    for (let offset = 0; offset < length; offset++) {
      const original = cookie[offset] ?? '';
      const found = original === 'A' ? 'B' : 'A';
      if (original === '.') continue;
      const forged = `${cookie.slice(0, offset)}${found}${cookie.slice(offset + 1)}`;
      const decoded = decode(forged, ['another', 'old'], { findsEdit: true, format: 'flask' });
      expect(decoded).toMatchObject({ valid: false, reason: 'tampered', signatureMatches: false });
      expect(decoded.edit).toMatchObject({ offset, found, expected: original });
    }
  });

  test('not, if more than that was changed or the secret is another one', () => {
    const cookie = signFlask({ user: 'ada' }, [SECRET], NOW / 1000);
    expect(decode(cookie, ['another'], { findsEdit: true })).toMatchObject({ reason: 'bad-signature', edit: null });
    const forged = `${Buffer.from('{"user":"eve"}').toString('base64url')}${cookie.slice(cookie.indexOf('.'))}`;
    expect(decode(forged, [SECRET], { findsEdit: true })).toMatchObject({ reason: 'bad-signature', edit: null });
  });

  test.each([
    ['express-session', 's%3A', 1],
    ['cookie-session', 'eyJ', 2],
    ['rails-encrypted', '', 5],
    ['jwt', '', 40],
    ['django', '', 4],
    ['iron-session', 'Fe26.2*1*', 30],
  ] as const)('a changed character is found in %s', (format, prefix, at) => {
    const [, cookie = ''] = minted.find(([candidate]) => candidate === format) ?? [];
    const start = cookie.indexOf('=') + 1;
    let raw = start + prefix.length + at;
    // A changed character of an escape such as %2B is another text, not another character.
    while (cookie.slice(raw - 2, raw + 1).includes('%')) raw++;
    const offset = raw - start;
    const forged = `${cookie.slice(0, raw)}${cookie[raw] === 'a' ? 'b' : 'a'}${cookie.slice(raw + 1)}`;
    expect(decode(forged, [SECRET], { findsEdit: true })).toMatchObject({
      format,
      reason: 'tampered',
      edit: { offset, expected: cookie[raw] },
    });
  });

  test('only with the right secret: with another one it stays open', () => {
    const [, cookie = ''] = minted.find(([format]) => format === 'flask') ?? [];
    expect(decode(cookie.slice(0, -1), ['another'])).toMatchObject({ reason: 'bad-signature' });
  });
});

describe('distinguishes an expired cookie from a forged one', () => {
  test('by the expiry inside it', () => {
    for (const cookie of frameworkCookies.filter(({ expired }) => expired)) {
      const decoded = decode(`${cookie.name}=${cookie.cookie}`, [cookie.secret ?? '']);
      expect(decoded).toMatchObject({
        valid: false,
        reason: 'expired',
        signatureMatches: true,
        payload: cookie.payload,
      });
      expect(decoded.expiresAtMs).toBeLessThan(NOW);
    }
  });

  test('by the age of its signature, where the caller sets a limit', () => {
    for (const format of ['flask', 'django'] as const) {
      const cookie = mint(format, data, 'session', NOW - 40 * DAY * 1000);
      expect(decode(cookie, [SECRET])).toMatchObject({ valid: true, notes: ['older-than-default-lifetime'] });
      const old = decode(cookie, [SECRET], { maxAgeSeconds: 31 * DAY });
      expect(old).toMatchObject({ valid: false, reason: 'expired', payload: data, expiresAtMs: NOW - 9 * DAY * 1000 });
      expect(decode(cookie, [SECRET], { maxAgeSeconds: 41 * DAY })).toMatchObject({ valid: true, notes: [] });
    }
  });

  test('and knows a signature from the future', () => {
    for (const format of ['flask', 'django'] as const) {
      expect(decode(mint(format, data, 'session', NOW + 60_000), [SECRET])).toMatchObject({
        valid: false,
        reason: 'not-yet-valid',
      });
    }
  });

  test('a JWT by exp and nbf, which may have fractions', () => {
    const at = (exp: Json, nbf: Json) => decode(mint('jwt', { exp, nbf }), [SECRET]);
    expect(at(NOW / 1000 + 0.5, NOW / 1000)).toMatchObject({ valid: true, expiresAtMs: NOW + 500, notBeforeMs: NOW });
    expect(at(NOW / 1000, 0)).toMatchObject({ valid: false, reason: 'expired' });
    expect(at(NOW / 1000 + 1, NOW / 1000 + 0.5)).toMatchObject({ valid: false, reason: 'not-yet-valid' });
    expect(at('tomorrow', null)).toMatchObject({ valid: true, notes: ['not-a-time'], expiresAtMs: null });
  });

  test('an iron seal has 60 seconds of grace', () => {
    const cookie = mint('iron-session', data);
    const { expiresAtMs } = decode(cookie, [SECRET]);
    const at = (nowMs: number) => decode(cookie, [SECRET], { nowMs }).reason;
    expect([at((expiresAtMs ?? 0) + 59_999), at((expiresAtMs ?? 0) + 60_000)]).toEqual([null, 'expired']);
  });
});

describe('a legacy timestamp of itsdangerous', () => {
  test('is read as counted from 2011', () => {
    const cookie = signFlask(data, [SECRET], Date.UTC(2017, 0, 1) / 1000 - 1293840000);
    expect(decode(cookie, [SECRET])).toMatchObject({ format: 'flask', valid: true, signedAtMs: Date.UTC(2017, 0, 1) });
    expect(decode(cookie, [SECRET]).notes).toContain('legacy-timestamp');
  });
});

describe('a cookie made for another name', () => {
  test.each(['laravel', 'rails-signed', 'rails-encrypted'] as const)('%s', (format) => {
    const cookie = mint(format, data, 'one');
    const secret = format === 'laravel' ? KEY : SECRET;
    expect(decode(cookie.replace('one=', 'two='), [secret])).toMatchObject({
      valid: false,
      reason: 'wrong-name',
      signatureMatches: true,
    });
    expect(decode(cookie.replace('one=', ''), [secret])).toMatchObject({ valid: true, notes: ['name-not-checked'] });
  });

  test('cookie-session signs the name, so a wrong name cannot be distinguished from a forgery', () => {
    const cookie = mint('cookie-session', data, 'one').replaceAll('one', 'two');
    expect(decode(cookie, [SECRET])).toMatchObject({ valid: false, reason: 'bad-signature' });
  });
});

describe('keys and algorithms of a JWT', () => {
  const rsa = frameworkCookies.find(({ alg }) => alg === 'RS256');
  const hs = mint('jwt', data);

  test('a public key is never the shared secret of an HMAC', () => {
    const header = Buffer.from('{"alg":"HS256"}').toString('base64url');
    const body = `${header}.${Buffer.from('{"admin":true}').toString('base64url')}`;
    const forged = signCookie('jwt', { admin: true }, 'x', { nowMs: NOW, like: null });
    expect(forged.ok).toBe(true);
    const { createHmac } = process.getBuiltinModule('node:crypto');
    const token = `${body}.${createHmac('sha256', rsa?.secret ?? '')
      .update(body)
      .digest('base64url')}`;
    expect(decode(token, [rsa?.secret ?? ''])).toMatchObject({ valid: false, reason: 'algorithm-mismatch' });
  });

  test('a shared secret does not verify a token signed with a key pair', () => {
    expect(decode(rsa?.cookie ?? '', ['secret'])).toMatchObject({
      valid: false,
      reason: 'algorithm-mismatch',
      payload: { sub: '1234' },
    });
  });

  test.each(['none', 'None', 'NONE'])('alg %s is named', (alg) => {
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
    expect(decode(`${header}.${hs.split('.')[1]}.`, [SECRET])).toMatchObject({
      valid: false,
      reason: 'algorithm-none',
    });
  });

  test('an unknown extension is refused', () => {
    const like = decode(hs, [SECRET]);
    const header = Buffer.from('{"alg":"HS256","crit":["x"],"x":1}').toString('base64url');
    const text = `${header}.${like.rawValue.split('.')[1]}.`;
    const again = signCookie('jwt', data, SECRET, {
      nowMs: NOW,
      like: { name: null, rawValue: text, text, others: new Map() },
    });
    expect(decode(again.ok ? again.value : '', [SECRET])).toMatchObject({ valid: false, reason: 'unknown-extension' });
  });
});

test('a secret that cannot be a key is distinguished from one that does not match', () => {
  const short = ['too short'];
  for (const [format, cookie] of minted.filter(([format]) =>
    ['iron-session', 'laravel', 'rack-encrypted'].includes(format),
  )) {
    expect(decode(cookie, short), format).toMatchObject({ valid: false, reason: 'secret-unusable' });
  }
});

test('bytes can be given as secrets', () => {
  const bytes = Buffer.from('ff00fe01', 'hex');
  const cookie = signFlask(data, [bytes], NOW / 1000);
  expect(decode(cookie, ['hex:ff00fe01'])).toMatchObject({ valid: true, secretNumber: 1 });
  expect(decode(cookie, ['base64:/wD+AQ=='])).toMatchObject({ valid: true });
  expect(decode(signFlask(data, ['hex:ff00fe01'], NOW / 1000), ['hex:ff00fe01'])).toMatchObject({ valid: true });
});

describe('the list of weak secrets', () => {
  const weak = signFlask(data, ['keyboard cat'], NOW / 1000);

  test('is only tried on request, and never makes a cookie valid', () => {
    expect(decode(weak)).toMatchObject({ reason: 'no-secret', weakSecret: null });
    expect(decode(weak, [], { checksWeakSecrets: true })).toMatchObject({
      valid: null,
      reason: 'no-secret',
      weakSecret: 'keyboard cat',
    });
  });

  test('proves that another secret is the wrong one', () => {
    const decoded = decode(weak, ['mine'], { checksWeakSecrets: true });
    expect(decoded).toMatchObject({ valid: false, reason: 'wrong-secret', weakSecret: 'keyboard cat' });
  });

  test('warns of a secret that fits', () => {
    const decoded = decode(weak, ['keyboard cat'], { checksWeakSecrets: true });
    expect(decoded).toMatchObject({ valid: true, weakSecret: 'keyboard cat' });
  });
});

/** Changes one digit of the MAC inside. */
function editedMacInJson(cookie: string): string {
  const json = Buffer.from(decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)), 'base64').toString();
  const edited = json.replace(/"(mac|signature)":"(.)/, (_, key, digit) => `"${key}":"${digit === '0' ? '1' : '0'}`);
  return `session=${Buffer.from(edited).toString('base64url')}`;
}
