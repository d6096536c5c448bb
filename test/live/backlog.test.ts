import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { Backlog } from '../../server/live/backlog.ts';

const entry = (id: number): LogEntry => ({ kind: 'gap', id, fromMs: 0, toMs: 0 });
const idsOf = (entries: readonly LogEntry[]) => entries.map(({ id }) => id);

function newBacklog() {
  let overflows = 0;
  const backlog = new Backlog(() => {
    overflows++;
  });
  return { backlog, overflows: () => overflows };
}

describe('pending changes are merged', () => {
  test('entries in their order, a session once, a mark once', async () => {
    const { backlog } = newBacklog();
    for (const id of [1, 2, 3]) backlog.entry(entry(id), 10);
    for (const sid of ['a', 'b', 'a']) backlog.session(sid);
    for (const mark of ['settings', 'actors', 'settings'] as const) backlog.mark(mark);
    expect(await backlog.waitForWork()).toBe(true);
    const { entries, sids, marks, isLogCleared } = backlog.take();
    expect([idsOf(entries), [...sids], [...marks], isLogCleared]).toEqual([
      [1, 2, 3],
      ['a', 'b'],
      ['settings', 'actors'],
      false,
    ]);
  });

  test('and taken once', () => {
    const { backlog } = newBacklog();
    backlog.entry(entry(1), 10);
    backlog.session('a');
    backlog.mark('actors');
    backlog.logCleared();
    backlog.take();
    const { entries, sids, marks, isLogCleared } = backlog.take();
    expect([entries, sids.size, marks.size, isLogCleared]).toEqual([[], 0, 0, false]);
  });

  test('in messages of 500 entries', () => {
    const { backlog } = newBacklog();
    for (let id = 0; id < 1_200; id++) backlog.entry(entry(id), 10);
    expect([1, 2, 3, 4].map(() => backlog.take().entries.length)).toEqual([500, 500, 200, 0]);
  });

  test('in messages of 4 MiB, but always of one entry', () => {
    const { backlog } = newBacklog();
    const mebibyte = 1024 * 1024;
    for (const [id, characters] of [1, 2, 2, 9, 1].entries()) backlog.entry(entry(id), characters * mebibyte);
    expect([1, 2, 3, 4].map(() => idsOf(backlog.take().entries))).toEqual([[0, 1], [2], [3], [4]]);
  });

  test('without entries that were cleared from the log meanwhile', () => {
    const { backlog } = newBacklog();
    backlog.entry(entry(1), 10);
    backlog.logCleared();
    backlog.entry(entry(2), 10);
    const { entries, isLogCleared } = backlog.take();
    expect([idsOf(entries), isLogCleared]).toEqual([[2], true]);
  });

  test('and omitted if a snapshot contains them', () => {
    const { backlog } = newBacklog();
    for (let id = 0; id < 1_200; id++) backlog.entry(entry(id), 10);
    backlog.mark('snapshot');
    expect(backlog.take().marks.has('snapshot')).toBe(true);
    expect(backlog.take().entries).toEqual([]);
  });
});

describe('sessions and status', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('are sent immediately after a pause, then at most ten times a second, and never omitted', async () => {
    const { backlog } = newBacklog();
    backlog.session('a');
    expect(backlog.take()).toMatchObject({ sids: new Set(['a']), isStatusDue: true });
    backlog.session('b');
    backlog.entry(entry(1), 10);
    expect(backlog.take()).toMatchObject({ entries: [entry(1)], sids: new Set(), isStatusDue: false });
    const waiting = backlog.waitForWork();
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toBe(true);
    expect(backlog.take()).toMatchObject({ entries: [], sids: new Set(['b']), isStatusDue: true });
    expect(backlog.take()).toMatchObject({ sids: new Set(), isStatusDue: false });
  });

  test('wait a moment for the answer or the record of their request, and are sent with it', async () => {
    const { backlog } = newBacklog();
    backlog.session('a');
    const waiting = backlog.waitForWork().then(() => backlog.take());
    await vi.advanceTimersByTimeAsync(3);
    backlog.mark('actors');
    expect(await waiting).toMatchObject({ marks: new Set(['actors']), sids: new Set(['a']), isStatusDue: true });
  });

  test('are sent without a record if none follows', async () => {
    const { backlog } = newBacklog();
    backlog.session('a');
    const waiting = backlog.waitForWork();
    await vi.advanceTimersByTimeAsync(20);
    expect(await waiting).toBe(true);
    expect(backlog.take()).toMatchObject({ marks: new Set(), sids: new Set(['a']), isStatusDue: true });
  });

  test('are waited for no longer when the stream ends', async () => {
    const { backlog } = newBacklog();
    backlog.status();
    backlog.take();
    backlog.status();
    const waiting = backlog.waitForWork();
    backlog.close();
    expect(await waiting).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('of too many entries', () => {
  test('the newest entries are kept in order, and the others are counted', () => {
    const { backlog } = newBacklog();
    for (let id = 0; id < 100; id++) backlog.entry(entry(id), 10);
    backlog.keepNewest(3);
    const { entries, skipped } = backlog.take();
    expect([idsOf(entries), skipped]).toEqual([[97, 98, 99], 97]);
    expect(backlog.take().skipped).toBe(0);
  });

  test('no entries are skipped if there is space', () => {
    const { backlog } = newBacklog();
    for (let id = 0; id < 3; id++) backlog.entry(entry(id), 10);
    backlog.keepNewest(3);
    const { entries, skipped } = backlog.take();
    expect([idsOf(entries), skipped]).toEqual([[0, 1, 2], 0]);
  });

  test('those that are left out make room', () => {
    const { backlog, overflows } = newBacklog();
    for (let index = 0; index < 1_000; index++) {
      backlog.entry(entry(index), 1024 * 1024);
      backlog.keepNewest(1);
    }
    expect(overflows()).toBe(0);
  });
});

describe('waiting', () => {
  test.each<[string, (backlog: Backlog) => void]>([
    ['an entry', (backlog) => backlog.entry(entry(1), 10)],
    ['a session', (backlog) => backlog.session('a')],
    ['a mark', (backlog) => backlog.mark('actors')],
    ['another status', (backlog) => backlog.status()],
    ['a cleared log', (backlog) => backlog.logCleared()],
  ])('ends with %s', async (_name, happen) => {
    const { backlog } = newBacklog();
    const waiting = backlog.waitForWork();
    happen(backlog);
    expect(await waiting).toBe(true);
  });

  test('ends with the stream', async () => {
    const { backlog } = newBacklog();
    const waiting = backlog.waitForWork();
    backlog.close();
    expect(await waiting).toBe(false);
    expect(await backlog.waitForWork()).toBe(false);
  });
});

describe('the pause between two messages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function paused(happen: (backlog: Backlog) => void): Promise<{ isOver: () => boolean }> {
    const { backlog } = newBacklog();
    let isOver = false;
    void backlog.pause(8).then(() => {
      isOver = true;
    });
    happen(backlog);
    await vi.advanceTimersByTimeAsync(0);
    return { isOver: () => isOver };
  }

  test.each<[string, (backlog: Backlog) => void]>([
    ['an actor has an answer', (backlog) => backlog.mark('actors')],
    ['the stream ends', (backlog) => backlog.close()],
  ])('ends early when %s', async (_name, happen) => {
    const { isOver } = await paused(happen);
    expect(isOver()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each<[string, (backlog: Backlog) => void]>([
    ['entries', (backlog) => backlog.entry(entry(1), 10)],
    ['sessions', (backlog) => backlog.session('a')],
    ['other marks', (backlog) => backlog.mark('lab')],
  ])('does not end early for %s', async (_name, happen) => {
    const { isOver } = await paused(happen);
    await vi.advanceTimersByTimeAsync(7);
    expect(isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver()).toBe(true);
  });
});

describe('a reader that takes nothing is dropped once, and its backlog is freed', () => {
  test.each<[string, (backlog: Backlog, index: number) => void, number]>([
    ['10,000 entries', (backlog, index) => backlog.entry(entry(index), 10), 10_000],
    ['10,000 sessions', (backlog, index) => backlog.session(`sid ${index}`), 10_000],
    ['64 MiB', (backlog, index) => backlog.entry(entry(index), 1024 * 1024), 64],
  ])('beyond %s', async (_name, happen, limit) => {
    const { backlog, overflows } = newBacklog();
    for (let index = 0; index < limit; index++) happen(backlog, index);
    expect(overflows()).toBe(0);
    for (let index = limit; index < limit + 100; index++) happen(backlog, index);
    expect(overflows()).toBe(1);
    expect(await backlog.waitForWork()).toBe(false);
    expect([backlog.take().entries, backlog.take().sids.size]).toEqual([[], 0]);
  });

  test('taking entries makes space', () => {
    const { backlog, overflows } = newBacklog();
    for (let index = 0; index < 1_000; index++) {
      backlog.entry(entry(index), 1024 * 1024);
      backlog.take();
    }
    expect(overflows()).toBe(0);
  });
});
