import { expect, test } from 'vitest';
import { sweepExpired } from '../../../server/storage/sessions/sweep.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

const minute = 60_000;

async function storeWithExpired(count: number) {
  const clock = new ManualClock();
  const opened = storeOnDisk({ clock });
  const sessions = promised(opened.store);
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      sessions.set(`old-${n}`, aSession({}, { expires: new Date(clock.now() + minute) })),
    ),
  );
  await sessions.set('live', aSession({}, { expires: new Date(clock.now() + minute + 1) }));
  clock.advance(minute);
  return { clock, sessions, ...opened };
}

test('removes every expired session, reports each once, and keeps the live sessions', async () => {
  const { clock, database, queue, sessions } = await storeWithExpired(450);
  const told: string[] = [];
  await sweepExpired(database, queue, clock.now(), (sids) => told.push(...sids));
  expect([...told].sort()).toEqual(Array.from({ length: 450 }, (_, n) => `old-${n}`).sort());
  expect(Object.keys(await sessions.all())).toEqual(['live']);
  expect(database.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(1);
});

test('removes a chunk a turn: a request gets its turn in between', async () => {
  const { clock, database, queue, store } = await storeWithExpired(1_000);
  const story: string[] = [];
  const swept = sweepExpired(database, queue, clock.now(), (sids) => story.push(`${sids.length} swept`));
  const request = (turn: number): void => {
    store.set(`new-${turn}`, aSession() as never, () => {
      story.push('saved');
      if (turn < 3) request(turn + 1);
    });
  };
  request(1);
  await swept;
  expect(story.filter((line) => line !== 'saved')).toEqual(Array.from({ length: 5 }, () => '200 swept'));
  expect(story.indexOf('saved')).toBeLessThan(story.lastIndexOf('200 swept'));
});

test('without expired sessions there is no report', async () => {
  const { clock, database, queue } = await storeWithExpired(0);
  const told: string[][] = [];
  await sweepExpired(database, queue, clock.now(), (sids) => told.push(sids));
  expect(told).toEqual([]);
});

test('a sweep that fails says so', async () => {
  const { clock, database, queue } = await storeWithExpired(1);
  database.exec("CREATE TRIGGER refuse BEFORE DELETE ON sessions BEGIN SELECT RAISE(ABORT, 'no room'); END");
  await expect(sweepExpired(database, queue, clock.now(), () => {})).rejects.toThrow('no room');
});
