import { expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { type StoreOnDisk, type StoreOnDiskOptions, storeOnDisk } from '../../support/sqlite-store.ts';

const minute = 60_000;

function storeWithClock(options: StoreOnDiskOptions = {}) {
  const clock = new ManualClock();
  const onDisk = storeOnDisk({ clock, ...options });
  return { clock, sessions: promised(onDisk.store), rows: () => rowsOf(onDisk), ...onDisk };
}

function rowsOf({ database }: StoreOnDisk): string[] {
  return database.prepare<[], string>('SELECT sid FROM sessions ORDER BY sid').pluck().all();
}

function expiringAt(ms: number): object {
  return { expires: new Date(ms) };
}

test('an acknowledged save is there after closing and opening again', async () => {
  const first = storeOnDisk();
  const saved = aSession({ name: 'Admin' }, { maxAge: minute, sameSite: 'lax' });
  await promised(first.store).set('a', saved);
  first.close();
  const found = await promised(storeOnDisk({ path: first.path }).store).get('a');
  expect(found).toEqual(JSON.parse(JSON.stringify(saved)));
});

test('S6: reading an expired session removes its row', async () => {
  const { clock, sessions, rows, queue } = storeWithClock();
  await sessions.set('a', aSession({}, expiringAt(clock.now() + minute)));
  clock.advance(minute);
  expect(await sessions.get('a')).toBeNull();
  queue.drain();
  expect(rows()).toEqual([]);
});

test('an expired session that is being saved again is not removed', async () => {
  const { clock, sessions, queue } = storeWithClock();
  await sessions.set('a', aSession({}, expiringAt(clock.now() + minute)));
  clock.advance(minute);
  const saved = sessions.set('a', aSession({ round: 2 }, expiringAt(clock.now() + minute)));
  expect(await sessions.get('a')).toBeNull();
  await saved;
  queue.drain();
  expect(await sessions.get('a')).toMatchObject({ round: 2 });
});

test('says since when a session has been expired, as long as its row is there', async () => {
  const { clock, store, sessions, queue } = storeWithClock();
  const expiry = clock.now() + minute;
  await sessions.set('a', aSession({}, expiringAt(expiry)));
  expect([store.expiredSince('a'), store.expiredSince('nobody'), store.expiredSince('\ud800')]).toEqual([
    null,
    null,
    null,
  ]);
  clock.advance(minute);
  expect(store.expiredSince('a')).toBe(expiry);
  await sessions.get('a');
  queue.drain();
  expect(store.expiredSince('a')).toBeNull();
});

test('S11: a browser-session cookie lives for the idle limit, counted from its last save or touch', async () => {
  const { clock, sessions } = storeWithClock({ idleLimitMs: () => minute });
  await sessions.set('a', aSession({}, { expires: null }));
  clock.advance(minute - 1);
  await sessions.touch('a', aSession({}, { expires: null }));
  clock.advance(minute - 1);
  expect(await sessions.get('a')).not.toBeNull();
  clock.advance(1);
  expect(await sessions.get('a')).toBeNull();
});

test('S11: the present idle limit applies, and never shortens a cookie that has an expiry', async () => {
  let idleLimitMs = minute;
  const { clock, sessions } = storeWithClock({ idleLimitMs: () => idleLimitMs });
  await sessions.set('own expiry', aSession({}, expiringAt(clock.now() + 10 * minute)));
  await sessions.set('earlier', aSession({}, { expires: null }));
  idleLimitMs = 5 * minute;
  await sessions.set('later', aSession({}, { expires: null }));
  clock.advance(4 * minute);
  expect(Object.keys(await sessions.all()).sort()).toEqual(['later', 'own expiry']);
});

test('a session keeps its time of creation through saves and touches, and gets a new one after it had expired', async () => {
  const { clock, sessions, database } = storeWithClock({ idleLimitMs: () => minute });
  const times = () =>
    database.prepare("SELECT created_at_ms AS created, last_used_at_ms AS used FROM sessions WHERE sid = 'a'").get();
  const start = clock.now();
  await sessions.set('a', aSession());
  clock.advance(10);
  await sessions.set('a', aSession());
  expect(times()).toEqual({ created: start, used: start + 10 });
  clock.advance(10);
  await sessions.touch('a', aSession());
  expect(times()).toEqual({ created: start, used: start + 20 });
  clock.advance(minute);
  await sessions.set('a', aSession());
  expect(times()).toEqual({ created: clock.now(), used: clock.now() });
});

test('publishes each change after its commit, and publishes no call without a change', async () => {
  const { clock, sessions, changes, queue } = storeWithClock();
  await sessions.set('a', aSession({}, expiringAt(clock.now() + minute)));
  await sessions.touch('a', aSession({}, expiringAt(clock.now() + minute)));
  await sessions.touch('nobody', aSession());
  await sessions.destroy('nobody');
  await sessions.set('b', aSession());
  await sessions.destroy('b');
  clock.advance(minute);
  await sessions.get('a');
  await sessions.get('a');
  queue.drain();
  await sessions.set('c', aSession());
  await sessions.clear();
  expect(changes).toEqual([
    { type: 'saved', sid: 'a' },
    { type: 'touched', sid: 'a' },
    { type: 'saved', sid: 'b' },
    { type: 'destroyed', sid: 'b' },
    { type: 'expired', sid: 'a' },
    { type: 'saved', sid: 'c' },
    { type: 'cleared' },
  ]);
});

test('a sid with a lone surrogate is refused, and never matches another sid', async () => {
  const { sessions } = storeWithClock();
  const lone = ['\ud800', '\ud801', 'a\udfff'];
  await sessions.set('\ufffd', aSession({ mine: 'replacement character' }, { maxAge: minute }));
  for (const sid of lone) {
    await expect(sessions.set(sid, aSession())).rejects.toThrow('well-formed Unicode');
    expect(await sessions.get(sid)).toBeNull();
    await sessions.touch(sid, aSession({}, { maxAge: -1 }));
    await sessions.destroy(sid);
  }
  expect(await sessions.get('\ufffd')).toMatchObject({ mine: 'replacement character' });
});

test('S10: the row has separate columns for data and cookie, so a touch writes no data', async () => {
  const { sessions, database } = storeWithClock();
  await sessions.set('a', aSession({ name: 'Admin' }));
  const row = database.prepare('SELECT data_json, cookie_json, cookie_expires FROM sessions').get();
  expect(row).toEqual({
    data_json: '{"name":"Admin"}',
    cookie_json: '{"originalMaxAge":null,"expires":null,"httpOnly":true,"path":"/"}',
    cookie_expires: 0,
  });
});
