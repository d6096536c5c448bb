import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFilteredLog } from '../../renderer/data/filtered-log.ts';
import { watchPresses } from '../../renderer/data/press.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import type { SearchAnswer, SearchQuery } from '../../server/contract/search.ts';
import { makeRecord } from './support/make-record.ts';
import { makeSnapshot } from './support/make-snapshot.ts';
import { manualSchedule } from './support/manual-schedule.ts';

type Found = Extract<SearchAnswer, { ok: true }>;

/** The inspector at the other end: each question waits until the test answers it. */
function setUp() {
  const frames = manualSchedule();
  const target = new EventTarget();
  const press = watchPresses(target);
  const point = (type: string) => target.dispatchEvent(Object.assign(new Event(type), { pointerType: 'mouse' }));
  const store = createRecordStore({ schedule: frames.schedule });
  const asked: { query: SearchQuery; signal: AbortSignal; resolve: (answer: SearchAnswer | null) => void }[] = [];
  const filtered = createFilteredLog(
    (query, signal) => new Promise((resolve) => asked.push({ query, signal, resolve })),
    store,
    press,
  );
  const receive = (...messages: Parameters<typeof store.receive>[0][]) => {
    for (const message of messages) store.receive(message);
    frames.nextFrame();
  };
  receive(makeSnapshot());
  store.setConnection('live');
  const answer = async (ids: readonly number[], parts: Partial<Found> = {}) => {
    const next = asked.shift();
    if (next === undefined) throw new Error('Nothing was asked');
    next.resolve({
      ok: true,
      kind: 'page',
      entries: ids.map((id) => makeRecord({ id })),
      hasMore: false,
      cursor: '1.0',
      matched: ids.length,
      isComplete: true,
      notIndexed: 0,
      ...parts,
    });
    await vi.advanceTimersByTimeAsync(0);
  };
  const arrive = (id: number) => receive({ type: 'entries', entries: [makeRecord({ id })] });
  const shown = () => filtered.getState().log.entries.map(({ id }) => id);
  return { store, filtered, asked, answer, arrive, receive, shown, point };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a typed filter', () => {
  it('is run again when the entries have changed, and only then', async () => {
    const { filtered, asked, answer, shown } = setUp();
    filtered.again();
    expect(asked).toEqual([]);
    filtered.setText('is:tampered', true);
    await answer([]);
    await answer([], { kind: 'arrived' });
    filtered.again();
    await answer([2]);
    expect(shown()).toEqual([2]);
  });

  it('takes no table away while a row of it is being pressed', async () => {
    const { filtered, point } = setUp();
    filtered.setText('ad');
    await vi.advanceTimersByTimeAsync(100);
    point('pointerdown');
    await vi.advanceTimersByTimeAsync(100);
    expect(filtered.getState()).toMatchObject({ applied: '', phase: 'off' });
    point('pointerup');
    await vi.advanceTimersByTimeAsync(0);
    expect(filtered.getState()).toMatchObject({ applied: 'ad', phase: 'searching' });
  });

  it('is sent once when typing pauses', async () => {
    const { filtered, asked } = setUp();
    filtered.setText('a');
    filtered.setText('ad');
    expect(filtered.getState()).toMatchObject({ text: 'ad', applied: '', phase: 'off' });
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.map(({ query }) => query)).toEqual([{ filter: 'ad', limit: 200 }]);
    expect(filtered.getState()).toMatchObject({ applied: 'ad', phase: 'searching' });
  });

  it('is sent immediately on demand', () => {
    const { filtered, asked } = setUp();
    filtered.setText('admin', true);
    expect(asked).toHaveLength(1);
  });

  it('is applied as far as it can be parsed, and its errors are shown', () => {
    const { filtered, asked } = setUp();
    filtered.setText('admin method:', true);
    expect(asked[0]?.query.filter).toBe('admin');
    expect(filtered.getState().parsed.errors).toMatchObject([{ kind: 'missing-value', from: 6 }]);
    filtered.setText('admin  method:  ', true);
    expect(asked).toHaveLength(1);
  });

  it('is prepared without a change of the shown rows', async () => {
    const { filtered, asked, answer } = setUp();
    filtered.prepare();
    expect(asked.map(({ query }) => query)).toEqual([{ filter: '', limit: 1 }]);
    await answer([9]);
    expect(filtered.getState()).toMatchObject({ phase: 'off', matched: 0 });
  });

  it('cancels the previous search, whose result is ignored', async () => {
    const { filtered, asked, answer, shown } = setUp();
    filtered.setText('one', true);
    filtered.setText('two', true);
    expect(asked[0]?.signal.aborted).toBe(true);
    await answer([1]);
    expect(shown()).toEqual([]);
    await answer([2]);
    expect(shown()).toEqual([2]);
  });

  it('shows the whole log again when it is gone', async () => {
    const { filtered, answer } = setUp();
    filtered.setText('one', true);
    await answer([1]);
    filtered.setText('', true);
    expect(filtered.getState()).toMatchObject({ phase: 'off', applied: '', matched: 0 });
  });
});

describe('the result', () => {
  it('is shown with its number', async () => {
    const { filtered, answer, shown } = setUp();
    filtered.setText('one', true);
    await answer([3, 7], { matched: 12, hasMore: true, isComplete: false, notIndexed: 5 });
    expect(shown()).toEqual([3, 7]);
    expect(filtered.getState()).toMatchObject({ matched: 12, isComplete: false, notIndexed: 5 });
  });

  it('is requested again as long as it is incomplete and there is space for more', async () => {
    const { filtered, asked, answer, shown } = setUp();
    filtered.setText('rare', true);
    await answer([9], { isComplete: false, hasMore: true });
    expect(filtered.getState().phase).toBe('searching');
    await vi.advanceTimersByTimeAsync(300);
    expect(asked[0]?.query).toEqual({ filter: 'rare', limit: 200 });
    await answer([4, 9]);
    expect([shown(), filtered.getState().phase]).toEqual([[4, 9], 'found']);
  });

  it('is extended when the reader scrolls up', async () => {
    const { filtered, asked, answer, shown } = setUp();
    filtered.setText('one', true);
    await answer([30, 40], { hasMore: true });
    asked.length = 0;
    void filtered.loadEarlier();
    void filtered.loadEarlier();
    expect(asked.map(({ query }) => query.before)).toEqual([30]);
    await answer([10, 20]);
    expect(shown()).toEqual([10, 20, 30, 40]);
    await filtered.loadEarlier();
    expect(asked).toEqual([]);
  });

  it('can be refused: a regex that takes too long', async () => {
    const { filtered, asked } = setUp();
    filtered.setText('/(a+)+$/', true);
    asked.shift()?.resolve({ ok: false, errors: [{ kind: 'slow-regex', from: 0, to: 8 }] });
    await vi.advanceTimersByTimeAsync(0);
    expect(filtered.getState()).toMatchObject({ phase: 'found', applied: '/(a+)+$/', matched: 0 });
    expect(filtered.getState().refusals).toHaveLength(1);
  });

  it('stays if the inspector could not be reached', async () => {
    const { filtered, asked, answer, arrive, shown } = setUp();
    filtered.setText('one', true);
    await answer([1]);
    await answer([], { kind: 'arrived' });
    arrive(50);
    await vi.advanceTimersByTimeAsync(300);
    asked.shift()?.resolve(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toEqual([1]);
    arrive(51);
    await vi.advanceTimersByTimeAsync(300);
    await answer([51], { kind: 'arrived' });
    expect(shown()).toEqual([1, 51]);
  });
});

describe('new matches', () => {
  async function found() {
    const parts = setUp();
    parts.filtered.setText('one', true);
    await parts.answer([1, 2], { cursor: '1.0' });
    await parts.answer([], { kind: 'arrived', cursor: '1.0', matched: 2 });
    return parts;
  }

  it('are requested a few times a second, however many arrive', async () => {
    const { asked, answer, arrive, shown, filtered } = await found();
    for (let id = 100; id < 150; id++) arrive(id);
    await vi.advanceTimersByTimeAsync(300);
    expect(asked.map(({ query }) => query)).toEqual([{ filter: 'one', limit: 200, since: '1.0' }]);
    await answer([120], { kind: 'arrived', cursor: '1.1', matched: 3 });
    expect(shown()).toEqual([1, 2, 120]);
    expect(filtered.getState()).toMatchObject({ matched: 3, arrivedCount: 1 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toEqual([]);
  });

  it('is put in its place when it comes late', async () => {
    const { answer, arrive, shown } = await found();
    arrive(100);
    await vi.advanceTimersByTimeAsync(300);
    await answer([100], { kind: 'arrived' });
    arrive(99);
    await vi.advanceTimersByTimeAsync(300);
    await answer([99], { kind: 'arrived' });
    expect(shown()).toEqual([1, 2, 99, 100]);
  });

  it('are requested until there are no more', async () => {
    const { asked, answer, arrive } = await found();
    arrive(100);
    await vi.advanceTimersByTimeAsync(300);
    await answer([100], { kind: 'arrived', cursor: '1.200', hasMore: true });
    await vi.advanceTimersByTimeAsync(300);
    expect(asked[0]?.query.since).toBe('1.200');
  });

  it('leaves no hole when the inspector has forgotten the search', async () => {
    const { answer, arrive, shown } = await found();
    arrive(100);
    await vi.advanceTimersByTimeAsync(300);
    await answer([1, 2, 100], { kind: 'page', cursor: '2.0' });
    expect(shown()).toEqual([1, 2, 100]);
  });

  it('start over after the log was cleared, and after a lost connection', async () => {
    const { store, asked, answer, receive, shown } = await found();
    receive({ type: 'log-cleared' });
    expect(asked).toHaveLength(1);
    await answer([]);
    expect(shown()).toEqual([]);
    asked.length = 0;
    store.setConnection('lost');
    store.setConnection('live');
    expect(asked.map(({ query }) => query)).toEqual([{ filter: 'one', limit: 200 }]);
  });
});
