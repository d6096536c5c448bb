import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import session from 'express-session';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sign } from '../../server/cookie/express-signature.ts';
import { firstCookie } from '../../server/cookie/parse-cookie-header.ts';
import { claimedSid, readSessionCookie } from '../../server/cookie/read-session-cookie.ts';
import { anyHeader } from './cookie-arbitraries.ts';

const SECRETS = ['new secret', 'old secret'];
const NAME = 'sid';

test('distinguishes every fault of a session cookie', () => {
  const good = sign('abc', 'new secret');
  const readings = {
    absent: readSessionCookie(null, SECRETS),
    empty: readSessionCookie('', SECRETS),
    plain: readSessionCookie('abc', SECRETS),
    unsigned: readSessionCookie('s%3Aabc', SECRETS),
    'ends at the dot': readSessionCookie('s:abc.', SECRETS),
    'broken escape': readSessionCookie('s%3Aabc.%zz', SECRETS),
    'no sid': readSessionCookie(`s:${sign('', 'new secret')}`, SECRETS),
    'wrong secret': readSessionCookie(encodeURIComponent(`s:${sign('abc', 'other')}`), SECRETS),
    'no secrets': readSessionCookie(`s:${good}`, []),
    'new secret': readSessionCookie(encodeURIComponent(`s:${good}`), SECRETS),
    'old secret': readSessionCookie(`s:${sign('abc', 'old secret')}`, SECRETS),
    quoted: readSessionCookie(`"s:${good}"`, SECRETS),
    'quoted twice': readSessionCookie(`""s:${good}""`, SECRETS),
  };
  expect(readings).toEqual({
    absent: { kind: 'none' },
    empty: { kind: 'malformed', reason: 'no-prefix' },
    plain: { kind: 'malformed', reason: 'no-prefix' },
    unsigned: { kind: 'malformed', reason: 'no-signature' },
    'ends at the dot': { kind: 'malformed', reason: 'no-signature' },
    'broken escape': { kind: 'malformed', reason: 'bad-encoding' },
    'no sid': { kind: 'malformed', reason: 'empty-sid' },
    'wrong secret': { kind: 'bad-signature', sid: 'abc', secretsTried: 2 },
    'no secrets': { kind: 'bad-signature', sid: 'abc', secretsTried: 0 },
    'new secret': { kind: 'genuine', sid: 'abc', secretNumber: 1 },
    'old secret': { kind: 'genuine', sid: 'abc', secretNumber: 2 },
    quoted: { kind: 'genuine', sid: 'abc', secretNumber: 1 },
    'quoted twice': { kind: 'malformed', reason: 'no-prefix' },
  });
});

test('a sid signed with invalid escapes is genuine, as in express-session', () => {
  expect(readSessionCookie(`s:${sign('50%', 'new secret')}`, SECRETS)).toEqual({
    kind: 'genuine',
    sid: '50%',
    secretNumber: 1,
  });
});

test('shows the sid that a cookie claims, without any secret', () => {
  expect(claimedSid(encodeURIComponent(`s:${sign('abc', 'whatever')}`))).toBe('abc');
  expect([null, '', 'abc', 's:abc', 's:.mac'].map(claimedSid)).toEqual([null, null, null, null, null]);
});

/** The result of the real middleware: the sid that it requested from its store. Null if it requested none. */
function sidThatExpressSessionAsksFor(header: string): string | null {
  const asked: string[] = [];
  class RecordingStore extends session.Store {
    override get(sid: string, callback: (error: unknown, found?: session.SessionData | null) => void): void {
      asked.push(sid);
      callback(null, null);
    }
    override set(): void {}
    override destroy(): void {}
  }
  const store = new RecordingStore();
  const middleware = session({ store, secret: SECRETS, name: NAME, resave: false, saveUninitialized: false });
  const request = new IncomingMessage(new Socket());
  request.url = '/';
  request.headers.cookie = header;
  // The middleware has types for Express, but needs only the request and response of Node.
  Reflect.apply(middleware, undefined, [request, new ServerResponse(request), () => undefined]);
  expect(asked.length).toBeLessThanOrEqual(1);
  return asked[0] ?? null;
}

const sid = fc.oneof(
  fc.constantFrom('', 'abc', 'a.b', '__proto__', '50%', '%41'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const secret = fc.constantFrom(...SECRETS, ...SECRETS, 'other');
const mildEncoding = (text: string): string => text.replaceAll(';', '%3B').replaceAll(' ', '%20');
const dress = fc.constantFrom<(value: string) => string>(
  (value) => value,
  mildEncoding,
  encodeURIComponentLenient,
  encodeURIComponentLenient,
  encodeURIComponentLenient,
  (value) => `"${mildEncoding(value)}"`,
  (value) => `""${mildEncoding(value)}""`,
  (value) => ` \t${value}\t`,
  (value) => value.slice(2),
  (value) => value.slice(0, -1),
  (value) => `${value}=`,
  (value) => `${value}%`,
  (value) => value.replace('s:', 'S:'),
);
const cookieValue = fc.tuple(sid, secret, dress).map(([sid, secret, dress]) => dress(`s:${sign(sid, secret)}`));

/** encodeURIComponent, which refuses lone surrogates; those stay as they are. */
function encodeURIComponentLenient(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text : encodeURIComponent(text);
}

test('is genuine if and only if the real express-session queries its store for the same sid', () => {
  const name = fc.constantFrom(NAME, NAME, NAME, 'other', 'SID', ' sid', '');
  const value = fc.oneof({ weight: 4, arbitrary: cookieValue }, { weight: 1, arbitrary: anyHeader });
  const header = fc
    .array(fc.tuple(name, value), { minLength: 1, maxLength: 3 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('; '));
  let genuineCount = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: header }, { weight: 1, arbitrary: anyHeader }), (header) => {
      const reading = readSessionCookie(firstCookie(header, NAME), SECRETS);
      if (reading.kind === 'genuine') genuineCount++;
      expect(reading.kind === 'genuine' ? reading.sid : null).toBe(sidThatExpressSessionAsksFor(header));
    }),
    { numRuns: 1000 },
  );
  expect(genuineCount).toBeGreaterThan(100);
});
