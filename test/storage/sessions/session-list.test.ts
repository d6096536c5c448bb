import { expect, test } from 'vitest';
import { createSessionList } from '../../../server/storage/sessions/session-list.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

const minute = 60_000;

async function listOfThree() {
  const clock = new ManualClock();
  const { store, database } = storeOnDisk({ clock, idleLimitMs: () => 10 * minute });
  const sessions = promised(store);
  const start = clock.now();
  await sessions.set('first', aSession({ n: 1, ['__proto__']: 'data' }));
  clock.advance(1);
  await sessions.set('second', aSession({ n: 2 }, { expires: new Date(start + minute) }));
  clock.advance(1);
  await sessions.set('third', aSession({ name: '日本' }));
  return {
    clock,
    sessions,
    start,
    database,
    list: createSessionList(database),
  };
}

test('lists the last used sessions, newest first, up to the requested number', async () => {
  const { clock, sessions, list } = await listOfThree();
  clock.advance(1);
  await sessions.touch('first', aSession());
  expect(list.recent(clock.now(), 10).map(({ sid }) => sid)).toEqual(['first', 'third', 'second']);
  expect(list.recent(clock.now(), 2).map(({ sid }) => sid)).toEqual(['first', 'third']);
});

test('shows a session with its times and its size', async () => {
  const { start, list } = await listOfThree();
  expect(list.find('second', start)).toEqual({
    sid: 'second',
    data: { n: 2 },
    createdAtMs: start + 1,
    lastUsedAtMs: start + 1,
    expiresAtMs: start + minute,
    cookieExpires: true,
    cookie: {
      originalMaxAgeMs: expect.any(Number),
      expiresAtMs: start + minute,
      httpOnly: true,
      secure: false,
      sameSite: null,
      path: '/',
    },
    bytes: expect.any(Number),
  });
  const third = list.find('third', start);
  expect([third?.expiresAtMs, third?.cookieExpires]).toEqual([start + 2 + 10 * minute, false]);
  const cookieBytes = Buffer.byteLength('{"originalMaxAge":null,"expires":null,"httpOnly":true,"path":"/"}');
  expect(third?.bytes).toBe(Buffer.byteLength('{"name":"日本"}') + cookieBytes);
});

test('leaves out expired sessions, and distinguishes stored from live sessions', async () => {
  const { start, list } = await listOfThree();
  expect(list.count(start + minute - 1)).toBe(3);
  expect(list.count(start + minute)).toBe(2);
  expect(list.recent(start + minute, 10).map(({ sid }) => sid)).toEqual(['third', 'first']);
  expect([list.find('second', start + minute), list.has('second'), list.has('nobody')]).toEqual([null, true, false]);
});

test('reading changes nothing, not even an expired session', async () => {
  const { start, list, database } = await listOfThree();
  const before = database.prepare('SELECT * FROM sessions').all();
  const version = database.prepare<[], number>('SELECT total_changes()').pluck().get();
  list.recent(start + minute, 10);
  list.find('second', start + minute);
  list.count(start + minute);
  list.has('second');
  expect(database.prepare('SELECT * FROM sessions').all()).toEqual(before);
  expect(database.prepare('SELECT total_changes()').pluck().get()).toBe(version);
});
