import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLiveSettings } from '../../server/base/live-settings.ts';
import { openSettingsFile } from '../../server/base/settings-file.ts';
import { settingsSchema } from '../../server/contract/settings.ts';
import { modeOf } from '../support/folder-bytes.ts';
import { tempDir } from '../support/temp-dir.ts';

const unexpected = (error: unknown) => {
  throw error;
};
const open = (path: string) => openSettingsFile(path, unexpected);
const newPath = () => join(tempDir(), 'settings.json');

describe("the user's choices", () => {
  test('is there again at the next start, at every depth', () => {
    const path = newPath();
    const settings = createLiveSettings({}, open(path));
    settings.change({ theme: 'dark', language: 'zh-CN', port: 8080, retention: { maxEntries: 500 } });
    settings.change({ serverSide: { cookie: { sameSite: 'strict' } }, layout: { 'live-share': '44' } });
    settings.change({ layout: { 'details-tab': 'cookie' } });

    const next = createLiveSettings({}, open(path)).current;
    expect(next).toEqual(settings.current);
    expect(next).toMatchObject({
      theme: 'dark',
      language: 'zh-CN',
      port: 8080,
      retention: { maxEntries: 500, maxBytes: 512 * 1024 * 1024 },
      layout: { 'live-share': '44', 'details-tab': 'cookie' },
    });
    expect(next.serverSide.cookie).toMatchObject({ sameSite: 'strict', httpOnly: true });
  });

  test('are in one file that only its owner can read, and that contains nothing else', () => {
    const path = newPath();
    createLiveSettings({}, open(path)).change({ theme: 'light' });
    expect(readdirSync(join(path, '..'))).toEqual(['settings.json']);
    expect(modeOf(path)).toBe('600');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ theme: 'light' });
  });

  test('do not include the settings of a single start', () => {
    const path = newPath();
    const settings = createLiveSettings({ engine: 'client-side' }, open(path));
    settings.change({ theme: 'dark' });
    expect(settings.current.engine).toBe('client-side');
    expect(createLiveSettings({}, open(path)).current).toMatchObject({ engine: 'server-side', theme: 'dark' });
    settings.change({ engine: 'client-side' });
    expect(createLiveSettings({}, open(path)).current.engine).toBe('client-side');
  });

  test('need no file as long as there are none', () => {
    const path = newPath();
    createLiveSettings({ engine: 'client-side' }, open(path)).change({});
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  test.each([
    ['cut off', '{"theme": "da'],
    ['empty', ''],
    ['no object', '[1, 2]'],
    ['no text at all', '\u0000\u0001\uFFFD'],
    ['null', 'null'],
    ['far too large', `{"layout": {"a": "${'x'.repeat(2_000_000)}"}}`],
  ])('is kept aside as it was, and everything begins with its default: %s', (_, text) => {
    const path = newPath();
    writeFileSync(path, text);
    const file = open(path);
    expect(createLiveSettings({}, file).current).toEqual(settingsSchema.parse({}));
    expect(file.trouble).toMatchObject({ dropped: [] });
    expect(readFileSync(file.trouble?.keptAside ?? '', 'utf8')).toBe(text);
    file.keep({ theme: 'dark' });
    expect(open(path)).toMatchObject({ kept: { theme: 'dark' }, trouble: null });
  });

  test('lose only the invalid settings', () => {
    const path = newPath();
    writeFileSync(path, JSON.stringify({ theme: 'dark', port: 70_000, retention: { maxBytes: 'much' } }));
    const file = open(path);
    expect(file.kept).toEqual({ theme: 'dark' });
    expect(file.trouble?.dropped).toEqual(['port', 'retention']);
    expect(file.trouble?.keptAside).toMatch(/settings\.json\.unreadable-/);
  });

  test('a folder in its place is moved aside too', () => {
    const path = newPath();
    mkdirSync(path);
    const file = open(path);
    expect(file.trouble?.keptAside).not.toBeNull();
    file.keep({ theme: 'dark' });
    expect(open(path).kept).toEqual({ theme: 'dark' });
  });

  test('keep the settings of a newer version in the file, which do not count as damage', () => {
    const path = newPath();
    writeFileSync(path, '{"theme": "dark", "sound": {"volume": 3}, "__proto__": {"a": 1}}');
    const file = open(path);
    expect(file.trouble).toBeNull();
    file.keep({ ...file.kept, port: 1 });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ theme: 'dark', sound: { volume: 3 }, port: 1 });
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  test('are always usable settings, whatever the file contains', () => {
    const path = newPath();
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        writeFileSync(path, text);
        expect(settingsSchema.safeParse(createLiveSettings({}, open(path)).current).success).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

test('apply to this run and are reported if they cannot be saved', () => {
  const path = newPath();
  mkdirSync(`${path}.new`);
  const failures: unknown[] = [];
  const settings = createLiveSettings(
    {},
    openSettingsFile(path, (error) => failures.push(error)),
  );
  expect(settings.change({ theme: 'dark' }).theme).toBe('dark');
  expect(failures).toHaveLength(1);
});
