import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from '../../renderer/data/paced-state.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import { makeRecord } from './support/make-record.ts';
import { manualSchedule } from './support/manual-schedule.ts';

function setUp() {
  const frames = manualSchedule();
  const store = createRecordStore({ schedule: frames.schedule, freshMs: 1_000_000 });
  const slow = paced(store, 100);
  const listener = vi.fn();
  slow.subscribe(listener);
  const arrive = (id: number) => {
    store.receive({ type: 'entries', entries: [makeRecord({ id })] });
    frames.nextFrame();
  };
  const shown = () => slow.getState().log.entries.map((entry) => entry.id);
  return { store, slow, listener, arrive, shown };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the paced state', () => {
  it('shows a change after a rest at once', () => {
    const { store, slow, listener, arrive } = setUp();
    arrive(1);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(slow.getState()).toBe(store.getState());
    vi.advanceTimersByTime(1_000);
    arrive(2);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(slow.getState()).toBe(store.getState());
  });

  it('makes one change of the many of a while', () => {
    const { listener, arrive, shown } = setUp();
    for (let id = 1; id <= 30; id++) {
      arrive(id);
      vi.advanceTimersByTime(10);
    }
    expect(listener).toHaveBeenCalledTimes(4);
    expect(shown()).toHaveLength(30);
  });

  it('never leaves out the last one', () => {
    const { listener, arrive, shown } = setUp();
    arrive(1);
    arrive(2);
    expect(shown()).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(shown()).toEqual([1, 2]);
    vi.advanceTimersByTime(1_000);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('is the same object until it is renewed', () => {
    const { slow, arrive } = setUp();
    arrive(1);
    const before = slow.getState();
    arrive(2);
    expect(slow.getState()).toBe(before);
  });
});
