import { expect, test } from 'vitest';
import { createFilteredLog } from '../../renderer/data/filtered-log.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import type { Inspector } from '../../renderer/data/use-inspector.ts';
import { createWatching } from '../../renderer/data/watching.ts';
import { makeSnapshot, type Snapshot } from './support/make-snapshot.ts';
import { manualSchedule } from './support/manual-schedule.ts';

function workspace() {
  const frames = manualSchedule();
  const store = createRecordStore({ schedule: frames.schedule });
  const filtered = createFilteredLog(async () => null, store);
  const receive = (snapshot: Snapshot) => {
    store.receive(snapshot);
    frames.nextFrame();
  };
  return { store, filtered, receive };
}

function setUp() {
  const site = workspace();
  const app = workspace();
  const watching = createWatching({
    store: site.store,
    filtered: site.filtered,
    inspect: () => ({ inspector: app as unknown as Inspector, end: () => {} }),
  });
  return { site, app, watching };
}

const watched = [{ id: 'a1' }] as unknown as Snapshot['watching'];

test('a filter that was typed before the first watched app is shown applies to the app', () => {
  const { site, app, watching } = setUp();
  site.receive(makeSnapshot({ watching: watched }));
  site.filtered.setText('is:error');
  expect(watching.getState().shown).toBeNull();
  app.receive(makeSnapshot({ watching: watched }));
  expect(watching.getState().shown?.id).toBe('a1');
  expect(app.filtered.getState()).toMatchObject({ text: 'is:error', applied: 'is:error' });
  expect(site.filtered.getState()).toMatchObject({ text: '', applied: '' });
});

test('an app that the user chooses later has a filter of its own', () => {
  const { site, app, watching } = setUp();
  site.receive(makeSnapshot({ watching: watched }));
  app.receive(makeSnapshot({ watching: watched }));
  watching.leave();
  site.filtered.setText('is:error', true);
  watching.show('a1');
  expect(app.filtered.getState().text).toBe('');
  expect(site.filtered.getState().text).toBe('is:error');
});
