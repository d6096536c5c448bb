import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storageForTest } from '../../support/storage.ts';

const MiB = 1024 * 1024;
const minute = 60_000;
const large = 'x'.repeat(60_000);

/** A store whose clock advances by a millisecond with each saved session. */
function limited(sessionLimits: { maxCount?: number; maxBytes?: number }) {
  const clock = new ManualClock();
  const opened = storageForTest({ clock });
  opened.settings.change({ sessionLimits });
  const { storage } = opened;
  const sessions = promised(storage.sessionStore);
  const save = async (sid: string, data: Record<string, unknown> = {}, expires: Date | null = null) => {
    clock.advance(1);
    await sessions.set(sid, aSession(data, expires === null ? {} : { expires }));
  };
  const sids = () => storage.sessions.recent(clock.now(), 1_000).map(({ sid }) => sid);
  return { ...opened, clock, sessions, save, sids };
}

const named = (count: number, name = 'sid') => Array.from({ length: count }, (_, n) => `${name}-${n}`);

test('above the limit of their number the least recently used sessions are removed and reported, with a notice', async () => {
  const { storage, save, sessions, sids, notices, changes, clock } = limited({ maxCount: 100 });
  for (const sid of named(100)) await save(sid);
  expect(sids()).toHaveLength(100);
  clock.advance(1);
  await sessions.touch('sid-0', aSession());
  await save('new');
  await eventually(() => expect(storage.totals().sessions).toBe(100));
  expect(sids()).toEqual(['new', 'sid-0', ...named(100).slice(2).reverse()]);
  expect(changes).toContainEqual({ type: 'removed', sid: 'sid-1' });
  await eventually(() => expect(notices).toEqual([{ code: 'sessions-removed', limit: 'count', max: 100, removed: 1 }]));
});

test('above the limit of bytes too, for any number of new sessions', async () => {
  const { storage, save, notices } = limited({ maxBytes: MiB });
  await Promise.all(named(100).map((sid) => save(sid, { large })));
  await eventually(() => expect(storage.totals().sessionBytes).toBeLessThanOrEqual(MiB));
  expect(storage.totals().sessions).toBeGreaterThan(12);
  const notice = expect.objectContaining({ code: 'sessions-removed', limit: 'bytes', max: MiB });
  await eventually(() => expect(notices).toContainEqual(notice));
});

test('expired sessions are removed first, and are not reported as removed', async () => {
  const { storage, save, sids, notices, changes, clock } = limited({ maxCount: 100 });
  const soon = new Date(clock.now() + minute);
  for (const sid of named(50)) await save(sid);
  for (const sid of named(50, 'short')) await save(sid, {}, soon);
  clock.advance(minute);
  await save('new');
  await eventually(() => expect(storage.totals().sessions).toBe(51));
  expect(sids()).toHaveLength(51);
  expect(changes).toContainEqual({ type: 'expired', sid: 'short-49' });
  expect(notices).toEqual([]);
});

test('sessions of the simulated browsers stay, and the last saved session stays at any size', async () => {
  const { storage, save, sids } = limited({ maxCount: 100, maxBytes: MiB });
  storage.keepSessionsOf(() => ['sid-3']);
  storage.keepSessionsOf(() => ['sid-5']);
  for (const sid of named(20)) await save(sid, { large });
  await save('huge', { text: 'x'.repeat(2 * MiB) });
  await eventually(() => expect(sids()).toEqual(['huge', 'sid-5', 'sid-3']));
});

test('removals that go on are reported once a minute, with their number', async () => {
  const { storage, save, notices, clock } = limited({ maxCount: 100 });
  for (const sid of named(140)) await save(sid);
  await eventually(() => expect(storage.totals().sessions).toBe(100));
  await eventually(() => expect(notices).toHaveLength(1));
  clock.advance(minute);
  await save('next');
  await eventually(() => expect(notices).toHaveLength(2));
  const removed = notices.reduce((sum, notice) => sum + ('removed' in notice ? notice.removed : 0), 0);
  expect(removed).toBe(41);
});

test('a lower limit applies immediately, and no session below it is removed', async () => {
  const { storage, save, settings, notices } = limited({});
  for (const sid of named(900)) await save(sid);
  settings.change({ sessionLimits: { maxCount: 300 } });
  await eventually(() =>
    expect(notices).toEqual([{ code: 'sessions-removed', limit: 'count', max: 300, removed: 600 }]),
  );
  expect(storage.totals().sessions).toBe(300);
});
