import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { ExportState, ExportTicket } from '../../server/contract/export-results.ts';
import { NO_PROGRESS } from '../../server/export/stored-log.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

interface Setting {
  readonly running: RunningInspector;
  readonly api: ApiClient;
  readonly clock: ManualClock;
  /** Follows a link: no token. */
  follow(path: string, method?: string): ReturnType<typeof send>;
  prepare(input?: object): Promise<ExportTicket>;
}

/** An inspector with one request in its log. */
async function setUp(): Promise<Setting> {
  const clock = new ManualClock();
  const running = await inspectorForTest({ clock });
  const api = await apiClient(running.inspector);
  await new Visitor(running.siteUrl).get('/setsession?visit=1');
  await eventually(async () => expect(await running.requests()).toHaveLength(1));
  return {
    running,
    api,
    clock,
    follow: (path, method = 'GET') => send(api.origin, path, { method }),
    prepare: (input = { format: 'ndjson' }) => api.tell<ExportTicket>('exports.prepare', input),
  };
}

test('a prepared download is a file with a name, followed without the token', async () => {
  const { follow, prepare } = await setUp();
  const { path, fileName } = await prepare();
  expect(fileName).toMatch(/^[\w.-]+\.ndjson$/);
  const { status, headers, body } = await follow(path);
  expect([status, headers['content-disposition'], headers['cache-control']]).toEqual([
    200,
    `attachment; filename="${fileName}"`,
    'no-store',
  ]);
  expect(body).toContain('/setsession?visit=1');
});

test.each(['ndjson', 'csv', 'har'])('as %s, it holds the log', async (format) => {
  const { follow, prepare } = await setUp();
  const { path, fileName } = await prepare({ format });
  expect(fileName.endsWith(`.${format}`)).toBe(true);
  expect((await follow(path)).body).toContain('/setsession?visit=1');
});

test('secrets are left out unless the user includes them; the file name then says so', async () => {
  const { running, follow, prepare } = await setUp();
  const [record] = await running.requests();
  const sid = record?.sidAfter ?? 'no sid';
  const safe = await prepare();
  expect((await follow(safe.path)).body).not.toContain(sid);
  const raw = await prepare({ format: 'ndjson', raw: true });
  expect((await follow(raw.path)).body).toContain(sid);
  expect(raw.fileName).toContain('with-secrets');
  expect(safe.fileName).not.toContain('with-secrets');
});

test('a link works once', async () => {
  const { follow, prepare } = await setUp();
  const { path } = await prepare();
  expect((await follow(path)).status).toBe(200);
  expect((await follow(path)).status).toBe(404);
});

test('a link works for a minute', async () => {
  const { follow, prepare, clock } = await setUp();
  const [early, late] = [await prepare(), await prepare()];
  clock.advance(59_999);
  expect((await follow(early.path)).status).toBe(200);
  clock.advance(1);
  expect((await follow(late.path)).status).toBe(404);
});

test('HEAD, and a request with another method, do not use up the link', async () => {
  const { follow, prepare } = await setUp();
  const { path } = await prepare();
  expect((await follow(path, 'HEAD')).status).toBe(200);
  for (const method of ['OPTIONS', 'POST', 'DELETE']) expect((await follow(path, method)).status).toBe(405);
  expect((await follow(path)).status).toBe(200);
});

test('links cannot be guessed: each holds 256 random bits', async () => {
  const { prepare } = await setUp();
  const tickets = [await prepare(), await prepare()].map(({ path }) => path.slice('/download/'.length));
  for (const ticket of tickets) expect(Buffer.from(ticket, 'base64url').length).toBe(32);
  expect(tickets[0]).not.toBe(tickets[1]);
});

test.each(['unknown', '', '__proto__', 'constructor', '../trpc/log.page', '%00', 'x'.repeat(5_000)])(
  'the link %.20j is a 404',
  async (ticket) => {
    const { follow } = await setUp();
    expect((await follow(`/download/${ticket}`)).status).toBeOneOf([401, 404]);
  },
);

test('reports the progress of a download', async () => {
  const { api, follow, prepare } = await setUp();
  const { id, path } = await prepare();
  expect(await api.ask<ExportState>('exports.progress', { id })).toEqual({
    state: 'waiting',
    ...NO_PROGRESS,
  });
  await follow(path);
  await eventually(async () =>
    expect(await api.ask<ExportState>('exports.progress', { id })).toEqual({
      ...NO_PROGRESS,
      state: 'finished',
      done: 1,
      total: 1,
    }),
  );
});

test('a download that was cancelled before its start has no link any more', async () => {
  const { api, follow, prepare } = await setUp();
  const { id, path } = await prepare();
  await api.tell('exports.cancel', { id });
  expect((await follow(path)).status).toBe(404);
  expect(await api.ask<ExportState>('exports.progress', { id })).toMatchObject({ state: 'cancelled' });
});

test('a cancelled download breaks off and releases the database', async () => {
  const { running, api, prepare } = await setUp();
  fillLog(running.dataDir, 20_000);
  const { id, path } = await prepare();
  const response = await running.inspector.handle(new Request(`app://inspector${path}`));
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await api.tell('exports.cancel', { id });
  const { state, done, total } = await api.ask<ExportState>('exports.progress', { id });
  expect([state, done > 0, done < total]).toEqual(['cancelled', true, true]);
  await expect(reader.read()).rejects.toThrow('The answer broke off.');
  expect(running.lines).toEqual([]);
  await running.inspector.close();
  expect(readdirSync(running.dataDir).filter((name) => name.startsWith('inspector.db'))).toEqual(['inspector.db']);
});

test('an export under way does not keep the inspector from closing, and leaves no file behind', async () => {
  const { running, prepare } = await setUp();
  fillLog(running.dataDir, 20_000);
  const { path } = await prepare();
  const response = await running.inspector.handle(new Request(`app://inspector${path}`));
  await (response.body as ReadableStream<Uint8Array>).getReader().read();
  await running.inspector.close();
  expect(readdirSync(running.dataDir).filter((name) => name.startsWith('inspector.db'))).toEqual(['inspector.db']);
});

test('an unknown download cannot be queried or cancelled', async () => {
  const { api } = await setUp();
  await expect(api.ask('exports.progress', { id: 'unknown' })).rejects.toThrow(/not known/);
  await expect(api.tell('exports.cancel', { id: 'unknown' })).rejects.toThrow(/not known/);
});

/** The same entry many times, each with a different id. */
function fillLog(dataDir: string, length: number): void {
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  database
    .prepare(
      `INSERT INTO log (id, kind, at_ms, sid, old_sid, entry_json)
       WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
       SELECT 1000 + n, kind, at_ms, sid, old_sid, entry_json FROM n, (SELECT * FROM log LIMIT 1)`,
    )
    .run(length);
  database.close();
}

test('a download that fails breaks off; the reason stays on the terminal', async () => {
  const { running, api, prepare } = await setUp();
  const { path } = await prepare();
  const database = new Sqlite(join(running.dataDir, 'inspector.db'));
  database.exec('DROP TABLE log');
  database.close();
  await expect(send(api.origin, path)).rejects.toThrow(/hang up|aborted|reset/i);
  // On a busy machine, the search has reported the missing table by now too.
  const told = running.lines.filter((line) => line.includes('export'));
  expect(told).toEqual(['an export failed: no such table: log']);
});

test('on the desktop, a download that fails is a failed stream', async () => {
  const { running, prepare } = await setUp();
  const { path } = await prepare();
  const database = new Sqlite(join(running.dataDir, 'inspector.db'));
  database.exec('DROP TABLE log');
  database.close();
  const response = await running.inspector.handle(new Request(`app://inspector${path}`));
  await expect(response.text()).rejects.toThrow('The answer broke off.');
});
