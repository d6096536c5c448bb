import { expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

const minute = 60_000;

function touched() {
  const clock = new ManualClock();
  const onDisk = storeOnDisk({ clock, idleLimitMs: () => minute });
  const { database } = onDisk;
  const lastUsed = database.prepare<[string], number>('SELECT last_used_at_ms FROM sessions WHERE sid = ?').pluck();
  return { clock, sessions: promised(onDisk.store), lastUsed: (sid: string) => lastUsed.get(sid), ...onDisk };
}

test('touches of one session in one turn are one statement, and each gets its result', async () => {
  const { clock, store, sessions, lastUsed } = touched();
  await sessions.set('a', aSession({}));
  const statements: unknown[] = [];
  const done = (resolve: () => void) => (_error: unknown, timing: unknown) => {
    statements.push(timing);
    resolve();
  };
  const first = new Promise<void>((resolve) => store.touch('a', aSession({}) as never, done(resolve)));
  clock.advance(5);
  const second = new Promise<void>((resolve) => store.touch('a', aSession({}) as never, done(resolve)));
  await Promise.all([first, second]);
  expect(statements).toHaveLength(2);
  expect(statements[1]).toBe(statements[0]);
  expect(lastUsed('a')).toBe(clock.now());
});

test('a touch after the end of its session does not join one from before it', async () => {
  const { sessions, lastUsed } = touched();
  await sessions.set('a', aSession({}));
  await Promise.all([sessions.touch('a', aSession({})), sessions.destroy('a'), sessions.touch('a', aSession({}))]);
  expect(lastUsed('a')).toBeUndefined();
});

test('a touch between a destroy and a save in one turn stays between them', async () => {
  const { clock, sessions, store, changes } = touched();
  await sessions.set('a', aSession({ round: 1 }));
  changes.length = 0;
  const all = [sessions.touch('a', aSession({})), sessions.destroy('a'), sessions.touch('a', aSession({}))];
  clock.advance(1);
  all.push(sessions.set('a', aSession({ round: 2 })), sessions.touch('a', aSession({})));
  await Promise.all(all);
  expect(changes.map(({ type }) => type)).toEqual(['touched', 'destroyed', 'saved', 'touched']);
  expect(await promised(store).get('a')).toMatchObject({ round: 2 });
});

test('touches of two sessions are two statements', async () => {
  const { sessions, changes } = touched();
  await Promise.all([sessions.set('a', aSession({})), sessions.set('b', aSession({}))]);
  changes.length = 0;
  await Promise.all([sessions.touch('a', aSession({})), sessions.touch('b', aSession({}))]);
  expect(changes).toEqual([
    { type: 'touched', sid: 'a' },
    { type: 'touched', sid: 'b' },
  ]);
});
