/** Files that are opened by their path, as the shell and the command line do: the window never names a path. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RecordingState } from '../../server/contract/recording.ts';
import { MOST_OPEN_RECORDINGS } from '../../server/contract/recording-limits.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { where } from '../support/where.ts';

// Each file is read by a thread that has to start first.
vi.setConfig({ testTimeout: 60_000 });

const fixture = join(import.meta.dirname, '../import/fixtures/chrome.har');

async function setUp() {
  const { inspector, lines } = await inspectorForTest();
  const api = await apiClient(inspector);
  const reader = await LiveReader.connect(api);
  await eventually(() => expect(reader.messages.length).toBeGreaterThan(0));
  const files = () => reader.of('opened').at(-1)?.files ?? [];
  const stateOf = (id: string) => api.ask<RecordingState>('recordings.state', { id });
  const settled = async (id: string) => {
    await eventually(async () => expect((await stateOf(id)).state).not.toBe('reading'));
    return stateOf(id);
  };
  return { inspector, api, reader, files, stateOf, settled, lines };
}

test('every window gets the name of an opened file, which is read in place and not changed', async () => {
  const { inspector, api, reader, files, settled } = await setUp();
  const path = join(tempDir(), 'Übung 1.har');
  copyFileSync(fixture, path);
  expect(reader.of('opened')).toEqual([]);
  await inspector.openFile(path);
  await eventually(() => expect(files()).toEqual([{ id: expect.any(String), fileName: 'Übung 1.har' }]));
  const [{ id = '' } = {}] = files();
  expect(await settled(id)).toMatchObject({ state: 'open', about: { fileName: 'Übung 1.har', format: 'har' } });
  expect(readFileSync(path)).toEqual(readFileSync(fixture));
  expect(JSON.stringify(reader.messages)).not.toContain(path.slice(0, -'Übung 1.har'.length));

  const later = await LiveReader.connect(api);
  await eventually(() => expect(later.of('opened').at(-1)?.files).toEqual(files()));
  await api.tell('recordings.close', { id });
  await eventually(() => expect(files()).toEqual([]));
  expect(existsSync(path)).toBe(true);
});

describe('a file that cannot be opened says why', () => {
  test.each([
    ['not-found', (folder: string) => join(folder, 'missing.har')],
    ['not-found', (folder: string) => join(fixture, folder)],
    ['not-a-file', (folder: string) => folder],
    ['empty', (folder: string) => written(folder, '')],
    ['not-json', (folder: string) => written(folder, 'nothing of ours')],
  ])('%s', async (why, pathIn) => {
    const { inspector, files, settled, lines } = await setUp();
    const folder = join(tempDir(), 'folder');
    mkdirSync(folder);
    await inspector.openFile(pathIn(folder));
    await eventually(() => expect(files()).toHaveLength(1));
    expect(await settled(files()[0]?.id ?? '')).toMatchObject({ state: 'failed', failure: { why } });
    expect(lines).toEqual([]);
  });

  const need = { isMet: process.platform !== 'win32' && process.getuid?.() !== 0, reason: 'root may read every file' };
  where(need)('not-readable', async () => {
    const { inspector, files, settled } = await setUp();
    const path = written(tempDir(), '{}');
    chmodSync(path, 0);
    await inspector.openFile(path);
    await eventually(() => expect(files()).toHaveLength(1));
    expect(await settled(files()[0]?.id ?? '')).toMatchObject({ state: 'failed', failure: { why: 'not-readable' } });
  });
});

test('several files can be open; one file above the limit closes the first', async () => {
  const { inspector, files, stateOf, settled } = await setUp();
  const folder = tempDir();
  for (let n = 0; n < MOST_OPEN_RECORDINGS; n++) {
    const path = join(folder, `${n}.har`);
    copyFileSync(fixture, path);
    await inspector.openFile(path);
  }
  await eventually(() => expect(files()).toHaveLength(MOST_OPEN_RECORDINGS));
  const [first] = files();
  for (const { id } of files()) expect(await settled(id)).toMatchObject({ state: 'open' });
  await inspector.openFile(fixture);
  await eventually(() => expect(files().at(-1)?.fileName).toBe('chrome.har'));
  expect(files().map(({ fileName }) => fileName)).not.toContain(first?.fileName);
  await expect(stateOf(first?.id ?? '')).rejects.toThrow('404');
});

function written(folder: string, content: string): string {
  const path = join(folder, 'written.har');
  writeFileSync(path, content);
  return path;
}
