import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { serve } from '../support/command.ts';
import { CountingClient } from '../support/crash-cycles.ts';
import { middlePageOf, rotInUse, usedFolder } from '../support/damaged-database.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Each thread with a separate connection: its first read, and the cause of that read. */
const threads: readonly (readonly [string, table: string, read: (api: ApiClient) => Promise<unknown>])[] = [
  ['search', 'log', (api) => api.mutate('log.search', { filter: 'page', limit: 10 })],
  ['session list', 'sessions', (api) => api.query('sessions.page', { sort: 'keys' })],
  ['export', 'log', exportAll],
];

async function exportAll(api: ApiClient): Promise<void> {
  const { path } = await api.tell<{ path: string }>('exports.prepare', { format: 'ndjson', raw: true });
  await api.send(path).catch(() => {});
}

test.each(threads)('72: damage that the %s thread meets ends all writing, as any other', async (_, table, read) => {
  const dataDir = join(tempDir(), 'data');
  const path = await usedFolder(dataDir);
  const page = middlePageOf(path, table);
  const { inspector, siteUrl, lines } = await inspectorForTest({ dataDir });
  const api = await apiClient(inspector);
  rotInUse(path, page);
  await read(api);
  await eventually(() =>
    expect(lines).toContainEqual(
      expect.stringMatching(/^The database is damaged \(database disk image is malformed\)\. Nothing is written/),
    ),
  );
  const visit = await send(siteUrl, '/setsession');
  expect([visit.status, visit.setCookies]).not.toEqual([200, [expect.anything()]]);
});

test.each([
  ['the database is removed', (dataDir: string) => rmSync(dataDirAt(dataDir).database)],
  ['the folder is moved away', (dataDir: string) => renameSync(dataDir, `${dataDir}-moved`)],
])('7: when %s under load, SIGTERM still ends it', async (_, lose) => {
  const dataDir = join(tempDir(), 'data');
  const running = await serve(dataDir);
  const clients = Array.from({ length: 6 }, (_, n) => new CountingClient(`client${n}`));
  lose(dataDir);
  const counting = Promise.allSettled(clients.map((client) => client.countUp(running.ready.site)));
  onTestFinished(() => void running.process.kill('SIGKILL'));
  await eventually(() => expect(running.stderr()).not.toBe(''));
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: 0, signal: null });
  await counting;
});
