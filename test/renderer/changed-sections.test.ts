import { describe, expect, it, test } from 'vitest';
import type { WorkspaceKind } from '../../renderer/data/use-watching.ts';
import { changedSections } from '../../renderer/views/settings/changed-sections.ts';
import { createLiveSettings } from '../../server/base/live-settings.ts';
import type { SettingsChange } from '../../server/contract/settings.ts';

const changed = (change: SettingsChange, kind: WorkspaceKind = 'tutorial') => [
  ...changedSections(createLiveSettings(change).current, kind),
];

describe('the sections of the Settings view that are marked as changed', () => {
  it('are none with the defaults', () => {
    expect(changed({})).toEqual([]);
  });

  it.each<[string, SettingsChange]>([
    ['engine', { engine: 'client-side' }],
    ['server-side', { serverSide: { rolling: true } }],
    ['server-side', { serverSide: { cookie: { secure: 'auto' } } }],
    ['client-side', { clientSide: { permanent: true } }],
    ['site', { recording: false }],
    ['site', { port: 5001 }],
    ['site', { idleLimitMs: 1000 }],
    ['retention', { retention: { maxEntries: 100 } }],
    ['retention', { sessionLimits: { maxCount: 100 } }],
    ['appearance', { contrast: 'more' }],
  ])('include %s after %j', (section, change) => {
    expect(changed(change)).toEqual([section]);
  });

  it('do not include a section for the layout', () => {
    expect(changed({ layout: { columns: 'a' } })).toEqual([]);
  });
});

test('over a watched app, a setting of the tutorial site marks no section', () => {
  expect(changed({ port: 8080 }, 'watched')).toEqual([]);
  expect(changed({ port: 8080, recording: false }, 'watched')).toEqual(['site']);
});
