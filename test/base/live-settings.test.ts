import { expect, test } from 'vitest';
import { createLiveSettings } from '../../server/base/live-settings.ts';

test('starts with the defaults and the settings of this start', () => {
  const settings = createLiveSettings({ recording: false });
  expect(settings.current).toMatchObject({
    recording: false,
    engine: 'server-side',
    idleLimitMs: 24 * 60 * 60 * 1000,
    retention: { maxEntries: 1_000_000, maxBytes: 512 * 1024 * 1024, maxAgeMs: 30 * 24 * 60 * 60 * 1000 },
  });
});

test('every subscriber gets a change with the resulting settings', () => {
  const settings = createLiveSettings();
  const told: boolean[] = [];
  settings.subscribe((now) => told.push(now.recording));
  settings.subscribe((now) => told.push(now.recording));
  expect(settings.change({ recording: false }).recording).toBe(false);
  expect([settings.current.recording, ...told]).toEqual([false, false, false]);
});

test('a change without an effect is not reported; an undefined setting stays', () => {
  const settings = createLiveSettings();
  let told = 0;
  settings.subscribe(() => told++);
  settings.change({ recording: true });
  settings.change({ recording: undefined });
  settings.change({});
  expect([told, settings.current.recording]).toEqual([0, true]);
});

test('an ended subscription gets no more changes', () => {
  const settings = createLiveSettings();
  let told = 0;
  const end = settings.subscribe(() => told++);
  end();
  settings.change({ recording: false });
  expect(told).toBe(0);
});

test('an invalid setting is refused, and the others stay', () => {
  expect(() => createLiveSettings({ idleLimitMs: 0 })).toThrow();
  const settings = createLiveSettings();
  expect(() => settings.change({ recording: 'yes' as never })).toThrow();
  expect(settings.current.recording).toBe(true);
});

test('a removed name of the layout is removed here and from the stored settings', () => {
  const kept: unknown[] = [];
  const settings = createLiveSettings(
    {},
    { kept: { layout: { width: '1', tab: null } }, keep: (all) => kept.push(all) },
  );
  expect(settings.current.layout).toEqual({ width: '1' });
  settings.change({ layout: { tab: 'story' } });
  settings.change({ layout: { width: null } });
  expect(settings.current.layout).toEqual({ tab: 'story' });
  expect(kept.at(-1)).toEqual({ layout: { tab: 'story' } });
});
