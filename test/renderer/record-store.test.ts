import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import { makeActor } from './support/make-actor.ts';
import { makeAnonymous, makeRecord, mallory, sidA, sidB } from './support/make-record.ts';
import { makeSession, makeSnapshot } from './support/make-snapshot.ts';
import { manualSchedule } from './support/manual-schedule.ts';

function setUp(bounds = { entries: 100, sessions: 10 }) {
  const frames = manualSchedule();
  const store = createRecordStore({ schedule: frames.schedule, bounds, freshMs: 250 });
  const ids = () => store.getState().log.entries.map((entry) => entry.id);
  const arrive = (...ids: number[]) => {
    store.receive({ type: 'entries', entries: ids.map((id) => makeRecord({ id })) });
    frames.nextFrame();
  };
  return { store, frames, ids, arrive };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the record store', () => {
  it('applies everything that arrives within a frame as one change', () => {
    const { store, frames } = setUp();
    store.receive(makeSnapshot());
    const listener = vi.fn();
    store.subscribe(listener);
    for (let id = 1; id <= 50; id++) store.receive({ type: 'entries', entries: [makeRecord({ id })] });
    expect(frames.waiting()).toBe(1);
    expect(listener).not.toHaveBeenCalled();
    frames.nextFrame();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.getState().log.entries).toHaveLength(50);
  });

  it('applies the first snapshot immediately, because a hidden window has no frames', () => {
    const { store, frames } = setUp();
    store.receive(makeSnapshot({ entries: [makeRecord({ id: 1 })] }));
    expect(frames.waiting()).toBe(0);
    expect(store.getState().site).not.toBeNull();
    expect(store.getState().log.entries).toHaveLength(1);
    store.receive(makeSnapshot({ entries: [makeRecord({ id: 2 })] }));
    expect(frames.waiting()).toBe(1);
    expect(store.getState().log.entries.map(({ id }) => id)).toEqual([1]);
  });

  it('shows the answer of a simulated browser before the rest of its message', () => {
    const { store, frames, ids } = setUp();
    store.receive(makeSnapshot());
    const actors = [makeActor({ lastAnswer: { status: 200, text: 'Admin', ok: true } })];
    store.receive({ type: 'entries', entries: [makeRecord({ id: 1 })] });
    store.receive({ type: 'actors', actors });
    expect(store.getState().actors).toEqual(actors);
    expect(ids()).toEqual([]);
    frames.nextFrame();
    expect(store.getState().actors).toEqual(actors);
    expect(ids()).toEqual([1]);
  });

  it('keeps an answer that arrives after a snapshot which waits for its frame', () => {
    const { store, frames } = setUp();
    store.receive(makeSnapshot());
    const actors = [makeActor({ lastAnswer: { status: 200, text: 'Admin', ok: true } })];
    store.receive(makeSnapshot());
    store.receive({ type: 'actors', actors });
    frames.nextFrame();
    expect(store.getState().actors).toEqual(actors);
  });

  it('gives the same state object until something changes, and never changes one it gave', () => {
    const { store, frames, arrive } = setUp();
    store.receive(makeSnapshot({ entries: [makeRecord({ id: 1 })] }));
    frames.nextFrame();
    const before = store.getState();
    expect(store.getState()).toBe(before);
    arrive(2);
    expect(before.log.entries.map((entry) => entry.id)).toEqual([1]);
    expect(store.getState()).not.toBe(before);
    expect(store.getState().actors).toBe(before.actors);
  });

  it('keeps entries in order of arrival at the site, whatever order they are received in', () => {
    const { ids, arrive } = setUp();
    arrive(3, 1);
    arrive(2);
    arrive(5, 4);
    expect(ids()).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes the same message twice without a trace', () => {
    const { store, arrive } = setUp();
    arrive(1, 2);
    const before = store.getState();
    arrive(2, 1);
    expect(store.getState().log.entries.map((entry) => entry.id)).toEqual([1, 2]);
    expect(store.getState().arrivedCount).toBe(before.arrivedCount);
  });

  it('replaces everything by the snapshot after a reconnect', () => {
    const { store, frames, ids, arrive } = setUp();
    store.receive(makeSnapshot({ entries: [makeRecord({ id: 1 })], sessions: [makeSession('gone', 1)] }));
    arrive(2);
    store.receive(
      makeSnapshot({ entries: [makeRecord({ id: 7 })], hasEarlier: true, sessions: [makeSession('here', 1)] }),
    );
    frames.nextFrame();
    expect(ids()).toEqual([7]);
    expect(store.getState().log.hasEarlier).toBe(true);
    expect(store.getState().sessions.map((session) => session.sid)).toEqual(['here']);
  });

  it('drops the oldest entries beyond its bound while the newest are followed', () => {
    const { store, ids, arrive } = setUp({ entries: 3, sessions: 10 });
    arrive(1, 2, 3, 4, 5);
    expect(ids()).toEqual([3, 4, 5]);
    expect(store.getState().log.hasEarlier).toBe(true);
  });

  it('keeps the visible entries when it is full, counts new ones, and returns to the end without a gap', () => {
    const { store, ids, arrive } = setUp({ entries: 3, sessions: 10 });
    arrive(1, 2, 3);
    store.setFollowing(false);
    arrive(4);
    arrive(5);
    expect(ids()).toEqual([1, 2, 3]);
    expect(store.getState()).toMatchObject({ arrivedCount: 5, log: { hasLater: true } });
    // The page was read before 6 arrived.
    arrive(6);
    store.returnToNewest([makeRecord({ id: 4 }), makeRecord({ id: 5 })], true);
    expect(ids()).toEqual([4, 5, 6]);
    expect(store.getState().log).toMatchObject({ hasEarlier: true, hasLater: false });
  });

  it('starts over after entries that came too fast, and counts them', () => {
    const { store, frames, ids, arrive } = setUp();
    arrive(1, 2);
    store.receive({ type: 'entries', entries: [makeRecord({ id: 9 })], skipped: 6 });
    frames.nextFrame();
    expect(ids()).toEqual([9]);
    expect(store.getState()).toMatchObject({ arrivedCount: 9, notDrawnCount: 6 });
    expect(store.getState().log).toMatchObject({ hasEarlier: true, hasLater: false });
    store.addEarlier([makeRecord({ id: 7 }), makeRecord({ id: 8 })], true);
    arrive(10);
    expect(ids()).toEqual([7, 8, 9, 10]);
  });

  it('keeps the visible entries when entries come too fast', () => {
    const { store, frames, ids, arrive } = setUp();
    arrive(1, 2);
    store.setFollowing(false);
    store.receive({ type: 'entries', entries: [makeRecord({ id: 9 })], skipped: 6 });
    frames.nextFrame();
    expect(ids()).toEqual([1, 2]);
    expect(store.getState()).toMatchObject({ arrivedCount: 9, notDrawnCount: 6, log: { hasLater: true } });
    store.returnToNewest([makeRecord({ id: 8 }), makeRecord({ id: 9 })], true);
    expect(ids()).toEqual([8, 9]);
  });

  it('returns to the newest without a gap where entries were left out after that page was read', () => {
    const { store, frames, ids, arrive } = setUp();
    arrive(1, 2);
    store.setFollowing(false);
    store.receive({ type: 'entries', entries: [makeRecord({ id: 9 })], skipped: 6 });
    store.receive({ type: 'entries', entries: [makeRecord({ id: 10 })] });
    frames.nextFrame();
    store.returnToNewest([makeRecord({ id: 2 }), makeRecord({ id: 3 })], true);
    expect(ids()).toEqual([9, 10]);
    expect(store.getState().log).toMatchObject({ hasEarlier: true, hasLater: false });
  });

  it('loads the part of the log that a link names, and misses no entries meanwhile', () => {
    const { store, ids, arrive } = setUp();
    arrive(90, 91);
    store.leaveForPast([makeRecord({ id: 4 }), makeRecord({ id: 5 })], true);
    arrive(92);
    expect(ids()).toEqual([4, 5]);
    expect(store.getState().log).toMatchObject({ hasEarlier: true, hasLater: true });
    store.returnToNewest([makeRecord({ id: 90 }), makeRecord({ id: 91 })], true);
    expect(ids()).toEqual([90, 91, 92]);
  });

  it('puts an earlier page in front, and lets the newest end give way when full', () => {
    const { store, ids, arrive } = setUp({ entries: 4, sessions: 10 });
    arrive(10, 11, 12);
    store.setLoadingEarlier(true);
    store.addEarlier([makeRecord({ id: 8 }), makeRecord({ id: 9 })], true);
    expect(ids()).toEqual([8, 9, 10, 11]);
    expect(store.getState()).toMatchObject({ isLoadingEarlier: false, log: { hasEarlier: true, hasLater: true } });
  });

  it('marks new entries as fresh for a moment, and none under high load', () => {
    const { store, arrive } = setUp();
    arrive(1);
    expect([...store.getState().freshIds]).toEqual([1]);
    vi.advanceTimersByTime(251);
    expect(store.getState().freshIds.size).toBe(0);
    arrive(...Array.from({ length: 30 }, (_, n) => n + 2));
    expect(store.getState().freshIds.size).toBe(0);
  });

  it('empties the window when the log is cleared', () => {
    const { store, frames, arrive } = setUp();
    arrive(1, 2);
    store.receive({ type: 'log-cleared' });
    frames.nextFrame();
    expect(store.getState().log).toEqual({ entries: [], hasEarlier: false, hasLater: false });
  });

  it('knows to whom a session was issued, and not who borrowed it', () => {
    const { store, frames } = setUp();
    const made = makeAnonymous({ id: 1, sidAfter: sidA, sessionAfter: { Username: 'Admin' } });
    store.receive({ type: 'entries', entries: [made, makeRecord({ id: 2, actor: mallory })] });
    frames.nextFrame();
    expect(store.getState().owners.get(sidA)?.name).toBe('Alice');
    expect(store.getState().owners.get(sidB)).toBeUndefined();
  });

  it('keeps sessions used last first, takes removals, and stays within its bound', () => {
    const { store, frames } = setUp({ entries: 10, sessions: 2 });
    const sids = () => store.getState().sessions.map((session) => session.sid);
    store.receive({ type: 'sessions', changed: [makeSession('a', 1), makeSession('b', 2)], removed: [] });
    store.receive({ type: 'sessions', changed: [makeSession('a', 3), makeSession('c', 1)], removed: [] });
    frames.nextFrame();
    expect(sids()).toEqual(['a', 'b']);
    store.receive({ type: 'sessions', changed: [], removed: ['a', 'never-there'] });
    frames.nextFrame();
    expect(sids()).toEqual(['b']);
  });

  it('shows a problem once however often it happens, and only the latest few', () => {
    const { store } = setUp();
    store.report({ kind: 'unanswered' });
    store.report({ kind: 'unanswered' });
    expect(store.getState().problems).toHaveLength(1);
    for (let n = 0; n < 9; n++) store.report({ kind: 'command-failed', detail: `problem ${n}` });
    expect(store.getState().problems).toHaveLength(5);
    const [first] = store.getState().problems;
    store.dismiss(first?.id ?? 0);
    expect(store.getState().problems).toHaveLength(4);
  });
});
