import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atNextFrame } from '../../renderer/data/frame-scheduler.ts';
import { NO_PRESS } from '../../renderer/data/press.ts';

/** Frames as a browser gives them: each 16 ms, or none while the window is hidden. */
function setUp({ isHidden = false } = {}) {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => (isHidden ? 0 : setTimeout(run, 16)));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => clearTimeout(frame));
  let presses = 0;
  const schedule = atNextFrame({ ...NO_PRESS, count: () => presses });
  const done: string[] = [];
  const press = () => {
    presses++;
  };
  const work = (name: string) => schedule.soon(() => void done.push(name));
  const workNow = (name: string) => schedule.now(() => void done.push(name));
  return { done, press, work, workNow };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('work for the next frame', () => {
  it('runs once and immediately after a pause, but not within the call', () => {
    const { done, work } = setUp();
    work('first');
    expect(done).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(done).toEqual(['first']);
    vi.advanceTimersByTime(1_000);
    work('second');
    vi.advanceTimersByTime(0);
    expect(done).toEqual(['first', 'second']);
    vi.advanceTimersByTime(1_000);
    expect(done).toEqual(['first', 'second']);
  });

  it('waits for the frame while other work has just run', () => {
    const { done, work } = setUp();
    work('first');
    vi.advanceTimersByTime(0);
    for (const name of ['second', 'third', 'fourth']) {
      work(name);
      vi.advanceTimersByTime(15);
      expect(done).not.toContain(name);
      vi.advanceTimersByTime(1);
      expect(done).toContain(name);
    }
  });

  it('runs once immediately after each press', () => {
    const { done, press, work } = setUp();
    work('first');
    vi.advanceTimersByTime(0);
    press();
    work('second');
    vi.advanceTimersByTime(0);
    expect(done).toEqual(['first', 'second']);
    work('third');
    vi.advanceTimersByTime(15);
    expect(done).toEqual(['first', 'second']);
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('runs after 500 ms at the latest in a hidden window', () => {
    const { done, work } = setUp({ isHidden: true });
    work('first');
    vi.advanceTimersByTime(0);
    work('second');
    vi.advanceTimersByTime(499);
    expect(done).toEqual(['first']);
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['first', 'second']);
  });

  it('runs in the frame after the one that draws what ran now', () => {
    const { done, press, work, workNow } = setUp();
    press();
    workNow('answer');
    expect(done).toEqual(['answer']);
    work('record');
    work('session');
    vi.advanceTimersByTime(31);
    expect(done).toEqual(['answer']);
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['answer', 'record', 'session']);
    work('status');
    vi.advanceTimersByTime(16);
    expect(done).toEqual(['answer', 'record', 'session', 'status']);
  });

  it('waits for that frame although it was scheduled before', () => {
    const { done, work, workNow } = setUp();
    work('session');
    workNow('answer');
    vi.advanceTimersByTime(16);
    expect(done).toEqual(['answer']);
    vi.advanceTimersByTime(48);
    expect(done).toEqual(['answer', 'session']);
  });

  it('runs after 500 ms at the latest when a hidden window draws nothing', () => {
    const { done, work, workNow } = setUp({ isHidden: true });
    workNow('answer');
    work('record');
    vi.advanceTimersByTime(500);
    expect(done).toEqual(['answer', 'record']);
    vi.advanceTimersByTime(1_000);
    workNow('next answer');
    vi.advanceTimersByTime(600);
    work('next record');
    vi.advanceTimersByTime(0);
    expect(done).toEqual(['answer', 'record', 'next answer', 'next record']);
  });
});
