import session from 'express-session';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromRow } from '../../../server/storage/sessions/express-session-row.ts';
import { readSession, SessionUnreadable } from '../../../server/storage/sessions/session-row.ts';

const row = (cookie: string) => ({ data_json: '{"Username":"Admin"}', cookie_json: cookie });

/** What express-session does with a session from its store. */
function made(cookie: string) {
  const request = { sessionID: 'a', sessionStore: new session.MemoryStore() };
  return new session.MemoryStore().createSession(request as never, fromRow(row(cookie)) as never);
}

test.each([
  '{"originalMaxAge":"x","expires":null,"path":"/"}',
  '{"originalMaxAge":{}}',
  '{"maxAge":true}',
  '{"originalMaxAge":1000,"serialize":7}',
  '{"originalMaxAge":1000,"__proto__":{}}',
  '[]',
  '7',
])('a cookie of which express-session cannot make its own is unreadable: %s', (cookie) => {
  expect(readSession(row(cookie))).toMatchObject({ data: { Username: 'Admin' }, unreadable: ['cookie'] });
  expect(() => fromRow(row(cookie))).toThrow(SessionUnreadable);
});

test('express-session makes its cookie of every cookie that can be read', () => {
  const name = fc.constantFrom(
    'originalMaxAge',
    'maxAge',
    'expires',
    'path',
    'data',
    'serialize',
    'toJSON',
    'secure',
    'x',
  );
  const value = fc.oneof(fc.constantFrom<unknown>(null, 0, -1, 1_000, 'x', '', true, [], {}), fc.jsonValue());
  fc.assert(
    fc.property(fc.dictionary(name, value), (members) => {
      const cookie = JSON.stringify(members);
      if (readSession(row(cookie)).unreadable.length > 0) return;
      const { cookie: own } = made(cookie);
      expect((own as { serialize?: unknown }).serialize).toBeTypeOf('function');
    }),
    { numRuns: 1_000 },
  );
});
