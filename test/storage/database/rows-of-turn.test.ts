import { expect, test } from 'vitest';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

test('requests of one session in one turn share the read of its row, and each gets a separate object', async () => {
  const { store } = storeOnDisk();
  await promised(store).set('a', aSession({ list: [1] }));
  const timings: unknown[] = [];
  const found: { list: number[] }[] = [];
  for (let visit = 0; visit < 3; visit++) {
    store.get('a', (_error, session, timing) => {
      timings.push(timing);
      found.push(session as unknown as { list: number[] });
    });
  }
  expect(new Set(timings).size).toBe(1);
  found[0]?.list.push(2);
  expect(found.map(({ list }) => list)).toEqual([[1, 2], [1], [1]]);
});

test('after each batch of writes the row is read again, also in the callback of a write', async () => {
  const { store } = storeOnDisk();
  const sessions = promised(store);
  await sessions.set('a', aSession({ round: 1 }));
  expect(await sessions.get('a')).toMatchObject({ round: 1 });
  const seen = await new Promise((resolve) => {
    store.set('a', aSession({ round: 2 }) as never, () => store.get('a', (_error, session) => resolve(session)));
    store.get('a', () => {});
  });
  expect(seen).toMatchObject({ round: 2 });
  await sessions.destroy('a');
  expect(await sessions.get('a')).toBeNull();
});

test('a session that expires within the turn is expired for the next call', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const { store } = storeOnDisk({ clock: { now: () => nowMs, monotonicMs: () => 0 } });
  const sessions = promised(store);
  await sessions.set('a', aSession({}, { expires: new Date(nowMs + 1_000) }));
  const first = sessions.get('a');
  nowMs += 1_000;
  const second = sessions.get('a');
  expect(await first).not.toBeNull();
  expect(await second).toBeNull();
});

test('many sessions in a turn are all found', async () => {
  const { store } = storeOnDisk();
  const sessions = promised(store);
  const sids = Array.from({ length: 200 }, (_, n) => `s${n}`);
  await Promise.all(sids.map((sid) => sessions.set(sid, aSession({ sid }))));
  const found = await Promise.all([...sids, ...sids].map((sid) => sessions.get(sid)));
  expect(found.map((session) => (session as unknown as { sid: string }).sid)).toEqual([...sids, ...sids]);
});
