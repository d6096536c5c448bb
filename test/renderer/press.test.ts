import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAttempt } from '../../renderer/data/attempt.ts';
import { paced } from '../../renderer/data/paced-state.ts';
import { watchPresses } from '../../renderer/data/press.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import { makeRecord } from './support/make-record.ts';
import { manualSchedule } from './support/manual-schedule.ts';

/** A window as far as presses are concerned. A pointer event of Node is a plain event with a type of pointer. */
function setUp() {
  const target = new EventTarget();
  const press = watchPresses(target);
  const frames = manualSchedule();
  const store = createRecordStore({ schedule: frames.schedule, press, freshMs: 1_000_000 });
  const send = (type: string, pointerType = 'mouse') =>
    target.dispatchEvent(Object.assign(new Event(type), { pointerType }));
  const key = (type: string, name: string) =>
    target.dispatchEvent(Object.assign(new Event(type), { key: name, repeat: false }));
  const arrive = (id: number) => {
    store.receive({ type: 'entries', entries: [makeRecord({ id })] });
    frames.nextFrame();
  };
  const shown = () => store.getState().log.entries.map(({ id }) => id);
  return { target, press, store, send, key, arrive, shown };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the count of presses', () => {
  it('counts each button and key that goes down, and no repeat of a key that is held', () => {
    const { press, send, key, target } = setUp();
    send('pointerdown');
    send('pointerup');
    expect(press.count()).toBe(1);
    key('keydown', 'Enter');
    key('keydown', ' ');
    key('keyup', ' ');
    expect(press.count()).toBe(3);
    target.dispatchEvent(Object.assign(new Event('keydown'), { key: 'Enter', repeat: true }));
    expect(press.count()).toBe(3);
  });
});

describe('data that arrives while a pointer button is down', () => {
  it('waits for the space bar too, which presses a button when it comes up', () => {
    const { send, key, arrive, shown } = setUp();
    key('keydown', ' ');
    arrive(1);
    expect(shown()).toEqual([]);
    key('keyup', ' ');
    vi.advanceTimersByTime(0);
    expect(shown()).toEqual([1]);
    // Enter activates a button immediately, and a letter does not activate one.
    key('keydown', 'Enter');
    key('keydown', 'a');
    arrive(2);
    expect(shown()).toEqual([1, 2]);
    // A pointer is not released by a key.
    send('pointerdown');
    key('keyup', 'a');
    arrive(3);
    expect(shown()).toEqual([1, 2]);
  });

  it('is drawn when the button is up and its click is over', () => {
    const { send, arrive, shown } = setUp();
    arrive(1);
    send('pointerdown');
    arrive(2);
    expect(shown()).toEqual([1]);
    send('pointerup');
    // The click comes in the same task as the end of the press.
    expect(shown()).toEqual([1]);
    vi.advanceTimersByTime(0);
    expect(shown()).toEqual([1, 2]);
    arrive(3);
    expect(shown()).toEqual([1, 2, 3]);
  });

  it('is shown after the click of a finger, which comes later than that of a mouse', () => {
    const { send, arrive, shown } = setUp();
    send('pointerdown', 'touch');
    arrive(1);
    send('pointerup', 'touch');
    vi.advanceTimersByTime(10);
    expect(shown()).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(shown()).toEqual([1]);
  });

  it('is drawn in half a second where the button stays down, as in a drag, or is never seen to go up', () => {
    const { send, arrive, shown } = setUp();
    send('pointerdown');
    arrive(1);
    arrive(2);
    vi.advanceTimersByTime(500);
    expect(shown()).toEqual([1, 2]);
    arrive(3);
    expect(shown()).toEqual([1, 2, 3]);
  });

  it('is shown immediately when the press became a drag of the browser', () => {
    const { send, arrive, shown } = setUp();
    send('pointerdown');
    arrive(1);
    send('pointercancel');
    vi.advanceTimersByTime(0);
    expect(shown()).toEqual([1]);
  });

  it('waits also where it was to be shown at the pace of a flood', () => {
    const { press, store, send, arrive } = setUp();
    const slow = paced(store, 100, press);
    for (let id = 1; id <= 20; id++) arrive(id);
    const before = slow.getState();
    send('pointerdown');
    vi.advanceTimersByTime(200);
    expect(slow.getState()).toBe(before);
    send('pointerup');
    vi.advanceTimersByTime(0);
    expect(slow.getState()).toBe(store.getState());
  });

  it('waits also where it is the answer to a question, and a problem', async () => {
    const { press, store, send } = setUp();
    const attempt = createAttempt(store, press);
    send('pointerdown');
    let answered: string | null = 'not yet';
    const asked = attempt(async () => 'answer').then((answer) => {
      answered = answer;
    });
    const failed = attempt(() => Promise.reject(new Error('gone')));
    expect(await failed).toBeNull();
    await Promise.resolve();
    expect([answered, store.getState().problems]).toEqual(['not yet', []]);
    send('pointerup');
    vi.advanceTimersByTime(0);
    await asked;
    expect(answered).toBe('answer');
    expect(store.getState().problems).toMatchObject([{ kind: 'unanswered' }]);
  });
});
