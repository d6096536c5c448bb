import { describe, expect, it, vi } from 'vitest';
import { createLayoutKeeper } from '../../renderer/data/layout-keeper.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import { settingsSchema } from '../../server/contract/settings.ts';
import { makeSnapshot } from './support/make-snapshot.ts';

type Layout = Readonly<Record<string, string>>;

/** A window whose inspector answers when the test says so. */
function setUp(kept: Layout = {}) {
  const store = createRecordStore({ schedule: { soon: (work) => work(), now: (work) => work() } });
  const showSettings = (layout: Layout) =>
    store.receive({ type: 'settings', settings: settingsSchema.parse({ layout }) });
  store.receive(makeSnapshot());
  showSettings(kept);
  const sent: Readonly<Record<string, string | null>>[] = [];
  const answers: ((isTold: boolean) => void)[] = [];
  let whenQuiet = () => {};
  const keeper = createLayoutKeeper({
    store,
    send(layout) {
      sent.push(layout);
      return new Promise((resolve) => answers.push(resolve));
    },
    whenQuiet(work) {
      whenQuiet = work;
    },
  });
  return {
    keeper,
    sent,
    showSettings,
    quiet: () => whenQuiet(),
    answer: async (isTold = true) => {
      answers.shift()?.(isTold);
      await Promise.resolve();
    },
  };
}

describe('the layout', () => {
  it('is the value in the settings, or none', () => {
    const { keeper } = setUp({ 'live-share': '0.4' });
    expect(keeper.read('live-share')).toBe('0.4');
    expect(keeper.read('details-tab')).toBeNull();
  });

  it('applies immediately, and is sent when it has not changed for a moment', () => {
    const { keeper, sent, quiet } = setUp();
    const listener = vi.fn();
    keeper.subscribe(listener);
    for (const width of ['1', '2', '3']) keeper.write('width', width);
    keeper.write('tab', 'story');
    expect(keeper.read('width')).toBe('3');
    expect(listener).toHaveBeenCalledTimes(4);
    expect(sent).toEqual([]);
    quiet();
    expect(sent).toEqual([{ width: '3', tab: 'story' }]);
    quiet();
    expect(sent).toHaveLength(1);
  });

  it('is sent immediately when the page is left', () => {
    const { keeper, sent } = setUp();
    keeper.write('width', '1');
    keeper.flush();
    expect(sent).toEqual([{ width: '1' }]);
  });

  it('does not jump back while the settings of before still arrive', async () => {
    const { keeper, showSettings, quiet, answer } = setUp({ width: '1' });
    keeper.write('width', '2');
    quiet();
    showSettings({ width: '1', tab: 'cookie' });
    expect(keeper.read('width')).toBe('2');
    expect(keeper.read('tab')).toBe('cookie');
    await answer();
    expect(keeper.read('width')).toBe('2');
    showSettings({ width: '2', tab: 'cookie' });
    expect(keeper.read('width')).toBe('2');
  });

  it('follows another window, once its own choice has arrived', async () => {
    const { keeper, showSettings, quiet, answer } = setUp();
    const listener = vi.fn();
    keeper.write('width', '2');
    quiet();
    await answer();
    showSettings({ width: '2' });
    keeper.subscribe(listener);
    showSettings({ width: '3' });
    expect(keeper.read('width')).toBe('3');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('follows another window also where that was faster than the answer', async () => {
    const { keeper, showSettings, quiet, answer } = setUp();
    keeper.write('width', '2');
    quiet();
    await answer();
    showSettings({ width: '3' });
    expect(keeper.read('width')).toBe('3');
  });

  it('keeps a newer choice while the first one is being sent', async () => {
    const { keeper, sent, showSettings, quiet, answer } = setUp();
    keeper.write('width', '2');
    quiet();
    keeper.write('width', '3');
    await answer();
    showSettings({ width: '2' });
    expect(keeper.read('width')).toBe('3');
    quiet();
    expect(sent).toEqual([{ width: '2' }, { width: '3' }]);
  });

  it('that could not be sent holds in this window, and goes with the next choice', async () => {
    const { keeper, sent, quiet, answer } = setUp();
    keeper.write('width', '2');
    quiet();
    await answer(false);
    expect(keeper.read('width')).toBe('2');
    keeper.write('tab', 'story');
    quiet();
    expect(sent.at(-1)).toEqual({ width: '2', tab: 'story' });
  });

  it('is reset as a whole, except for one-time notices', async () => {
    const { keeper, sent, showSettings, answer } = setUp({ 'live-share': '0.4', 'saved-filters': 'is:new' });
    keeper.write('details-tab', 'cookie');
    expect(keeper.chosenCount()).toBe(2);
    keeper.forget();
    expect(sent).toEqual([{ 'live-share': null, 'details-tab': null }]);
    await answer();
    showSettings({ 'saved-filters': 'is:new' });
    expect([keeper.chosenCount(), keeper.read('details-tab'), keeper.read('saved-filters')]).toEqual([
      0,
      null,
      'is:new',
    ]);
  });
});
