import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from '../../renderer/data/paced-state.ts';
import { NO_PRESS } from '../../renderer/data/press.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import { makeRecord } from './support/make-record.ts';
import { manualSchedule } from './support/manual-schedule.ts';

function setUp() {
  const frames = manualSchedule();
  const store = createRecordStore({ schedule: frames.schedule, freshMs: 1_000_000 });
  let presses = 0;
  const slow = paced(store, 100, { ...NO_PRESS, count: () => presses });
  const listener = vi.fn();
  slow.subscribe(listener);
  const arrive = (id: number) => {
    store.receive({ type: 'entries', entries: [makeRecord({ id })] });
    frames.nextFrame();
  };
  const shown = () => slow.getState().log.entries.map((entry) => entry.id);
  const press = () => {
    presses++;
  };
  return { store, slow, listener, arrive, shown, press };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the paced state', () => {
  it('shows a change after a pause immediately', () => {
    const { store, slow, listener, arrive } = setUp();
    arrive(1);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(slow.getState()).toBe(store.getState());
    vi.advanceTimersByTime(1_000);
    arrive(2);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(slow.getState()).toBe(store.getState());
  });

  it('shows all changes of one press immediately', () => {
    const { store, slow, listener, arrive } = setUp();
    for (let id = 1; id <= 5; id++) {
      arrive(id);
      expect(slow.getState()).toBe(store.getState());
      vi.advanceTimersByTime(8);
    }
    expect(listener).toHaveBeenCalledTimes(5);
  });

  it('shows the changes of quick presses immediately, however many there are', () => {
    const { store, slow, arrive } = setUp();
    for (let press = 0; press < 20; press++) {
      for (let id = 1; id <= 3; id++) {
        arrive(press * 3 + id);
        expect(slow.getState()).toBe(store.getState());
      }
      vi.advanceTimersByTime(60);
    }
  });

  it('shows the five changes of each press immediately, however quickly presses follow each other', () => {
    const { store, slow, arrive, press } = setUp();
    let id = 1;
    for (let pressed = 0; pressed < 20; pressed++) {
      press();
      for (let change = 0; change < 5; change++) {
        arrive(id++);
        expect(slow.getState()).toBe(store.getState());
      }
      vi.advanceTimersByTime(30);
    }
  });

  it('shows the changes of a press immediately while others arrive all the time', () => {
    const { store, slow, arrive, press } = setUp();
    let id = 1;
    for (; id <= 55; id++) {
      arrive(id);
      vi.advanceTimersByTime(10);
    }
    expect(slow.getState()).not.toBe(store.getState());
    press();
    arrive(id);
    expect(slow.getState()).toBe(store.getState());
  });

  it('makes one change a stretch of changes that arrive all the time', () => {
    const { listener, arrive, shown } = setUp();
    for (let id = 1; id <= 100; id++) {
      arrive(id);
      vi.advanceTimersByTime(10);
    }
    // Six at once in the first stretch of 100 ms, then one at the end of each of the ten stretches.
    expect(listener).toHaveBeenCalledTimes(16);
    expect(shown()).toHaveLength(100);
  });

  it('shows changes immediately again when the load is over', () => {
    const { store, slow, arrive } = setUp();
    for (let id = 1; id <= 30; id++) {
      arrive(id);
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(300);
    arrive(31);
    arrive(32);
    expect(slow.getState()).toBe(store.getState());
  });

  it('never leaves out the last change', () => {
    const { arrive, shown } = setUp();
    for (let id = 1; id <= 7; id++) arrive(id);
    expect(shown()).toEqual([1, 2, 3, 4, 5, 6]);
    vi.advanceTimersByTime(100);
    expect(shown()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is the same object until it is renewed', () => {
    const { slow, arrive } = setUp();
    for (let id = 1; id <= 6; id++) arrive(id);
    const before = slow.getState();
    arrive(7);
    expect(slow.getState()).toBe(before);
  });
});
