import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { PreparedExport } from '../../server/contract/export-results.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { LogStretch } from '../../server/contract/mark.ts';
import type { RecordedSessions } from '../../server/contract/recording.ts';
import { MOST_OPEN_RECORDINGS } from '../../server/contract/recording-limits.ts';
import type { SearchAnswer } from '../../server/contract/search.ts';
import { signFlask } from '../../server/cookie/flask/flask-cookie.ts';
import { exportedText } from '../export/exported-text.ts';
import { anEdit, aRequest } from '../export/log-entries.ts';
import { harOf } from '../import/reading.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { imported, openRecording } from '../support/recordings.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

// Each file is read by a thread that has to start first.
vi.setConfig({ testTimeout: 60_000 });

const entries: LogEntry[] = [
  aRequest({ id: 3, url: '/first', sidAfter: 'one', expectedCookies: [] }),
  aRequest({
    id: 5,
    url: '/second',
    sidBefore: 'one',
    sidAfter: 'two',
    arrivedAtMs: Date.UTC(2026, 10, 22, 20, 17),
    expectedCookies: [],
  }),
  anEdit({ id: 9, sid: 'two', atMs: Date.UTC(2026, 10, 22, 20, 18) }),
];
const file = exportedText(entries, 'ndjson', { raw: true });

async function setUp() {
  const running = await inspectorForTest();
  await new Visitor(running.siteUrl).get('/getsession?live=1');
  await eventually(async () => expect(await running.requests()).toHaveLength(1));
  return { running, api: await apiClient(running.inspector) };
}

test('a file is opened next to the live log, which continues', async () => {
  const { running, api } = await setUp();
  const { about, ask } = await openRecording(api, file, 'Übung 1.ndjson');
  expect(about).toMatchObject({ fileName: 'Übung 1.ndjson', format: 'ndjson', requestCount: 2, otherCount: 1 });
  expect(about).toMatchObject({ secrets: 'whole', tellsServer: true, skippedCount: 0, bytes: Buffer.byteLength(file) });
  const { entries: read } = await ask<{ entries: LogEntry[] }>('log.page', { limit: 10 });
  expect(read).toEqual(entries);
  expect((await running.requests()).map(({ url }) => url)).toEqual(['/getsession?live=1']);
});

test('secrets verify the whole of a HAR in memory, and no export has them', async () => {
  const { api } = await setUp();
  const cookie = (secret: string) => `session=${signFlask({ Username: 'Admin' }, [secret], 1_700_000_000)}`;
  const entryOf = (secret: string) => ({ request: { headers: [{ name: 'Cookie', value: cookie(secret) }] } });
  const { id, ask, tell } = await openRecording(api, harOf(entryOf('right'), entryOf('wrong')), 'a.har');
  const verdicts = async () => {
    const { entries: read } = await ask<{ entries: LogEntry[] }>('log.page', { limit: 10 });
    return read.map((entry) => (entry.kind === 'request' ? entry.verdict : null));
  };
  expect(await verdicts()).toEqual([{ kind: 'not-observed' }, { kind: 'not-observed' }]);
  await api.tell('recordings.verify', { id, secrets: ['other', 'right'] });
  expect(await verdicts()).toEqual([
    { kind: 'accepted', sid: null, secretNumber: 2 },
    { kind: 'bad-signature', sid: null, secretsTried: 2 },
  ]);
  const { result } = JSON.parse((await tell('log.search', { filter: 'id:1' })).body) as {
    result: { data: SearchAnswer & { ok: true } };
  };
  expect(result.data.entries).toMatchObject([{ evidence: { before: 'verified', isSecretProved: true } }]);
  const found = async (filter: string) => {
    const answer = JSON.parse((await tell('log.search', { filter })).body) as {
      result: { data: SearchAnswer & { ok: true } };
    };
    return answer.result.data.entries.map(({ id }) => id);
  };
  expect([await found('is:tampered'), await found('is:rejected'), await found('-is:tampered')]).toEqual([
    [2],
    [2],
    [1],
  ]);
  await api.tell('recordings.verify', { id, secrets: ['wrong'] });
  expect(await found('is:tampered')).toEqual([1]);
  const { body } = await tell('exports.prepare', { format: 'ndjson', raw: true });
  const { path } = (JSON.parse(body) as { result: { data: PreparedExport & { ok: true } } }).result.data;
  const exported = (await send(api.origin, path)).body;
  expect(exported).toContain('not-observed');
  expect(exported).not.toContain('right');
  await api.tell('recordings.verify', { id, secrets: [] });
  expect(await found('is:tampered')).toEqual([]);
  expect(await verdicts()).toEqual([{ kind: 'not-observed' }, { kind: 'not-observed' }]);
});

test('search, timeline, histories and session lists read a file like the live log', async () => {
  const { api } = await setUp();
  const { ask, tell } = await openRecording(api, file);
  const { result } = JSON.parse((await tell('log.search', { filter: 'path:second' })).body) as {
    result: { data: SearchAnswer & { ok: true } };
  };
  expect(result.data.entries.map(({ id }) => id)).toEqual([5]);
  const stretch = await ask<LogStretch & { kind: 'marks' }>('log.stretch', {
    fromMs: 0,
    toMs: Date.UTC(2027, 1, 1),
    parts: 10,
  });
  expect(stretch.marks.map(({ id }) => id)).toEqual([3, 5, 9]);
  const history = await ask<{ entries: LogEntry[] }>('sessions.history', { sid: 'one' });
  expect(history.entries.map(({ id }) => id)).toEqual([3, 5]);
  const { sessions, all } = await ask<RecordedSessions>('sessions.recorded');
  expect([all, sessions.map(({ sid, entryCount }) => [sid, entryCount])]).toEqual([
    2,
    [
      ['two', 2],
      ['one', 2],
    ],
  ]);
});

test('a file is read-only, and has no actors', async () => {
  const { running, api } = await setUp();
  const { ask, tell } = await openRecording(api, file);
  for (const [path, input] of [
    ['log.clear', undefined],
    ['actors.act', { actorId: 'alice', action: { type: 'list' } }],
    ['sessions.destroy', { sid: 'two' }],
    ['sessions.set', { sid: 'two', key: 'k', value: 1 }],
  ] as const) {
    const { status, body } = await tell(path, input);
    expect([status, body], path).toEqual([409, expect.stringContaining('read-only')]);
  }
  expect((await ask<{ entries: LogEntry[] }>('log.page', { limit: 10 })).entries).toEqual(entries);
  expect(await running.requests()).toHaveLength(1);
});

test('an export of a file equals the file', async () => {
  const { api } = await setUp();
  const { tell } = await openRecording(api, file);
  const { body } = await tell('exports.prepare', { format: 'ndjson', raw: true });
  const { path } = (JSON.parse(body) as { result: { data: PreparedExport & { ok: true } } }).result.data;
  const text = (await send(api.origin, path)).body;
  expect(text.split('\n').slice(1)).toEqual(file.split('\n').slice(1));
});

test('an export of a sanitised file says that it is sanitised, whatever the options are', async () => {
  const { api } = await setUp();
  const { tell } = await openRecording(api, exportedText(entries, 'ndjson'));
  const { body } = await tell('exports.prepare', { format: 'ndjson', raw: true });
  const { path, fileName } = (JSON.parse(body) as { result: { data: PreparedExport & { ok: true } } }).result.data;
  expect(fileName).not.toContain('with-secrets');
  expect(JSON.parse((await send(api.origin, path)).body.split('\n')[0] ?? '')).toMatchObject({ redacted: true });
});

test('closed, it is gone with all its files, and says so', async () => {
  const { running, api } = await setUp();
  const { id } = await openRecording(api, file);
  const folder = join(running.dataDir, 'recordings');
  expect(readdirSync(folder)).toEqual([id]);
  expect(readdirSync(join(folder, id))).toEqual(['recording.db']);
  await api.tell('recordings.close', { id });
  expect(readdirSync(folder)).toEqual([]);
  expect((await api.query('recordings.state', { id })).status).toBe(404);
  expect((await api.send(`/workspaces/${id}/trpc/log.page`)).status).toBe(404);
  await api.tell('recordings.close', { id });
});

test('when too many files are open, the first opened file is closed', async () => {
  const { api } = await setUp();
  const ids: string[] = [];
  for (let n = 0; n <= MOST_OPEN_RECORDINGS; n++) ids.push((await openRecording(api, file)).id);
  const statuses = await Promise.all(ids.map(async (id) => (await api.query('recordings.state', { id })).status));
  expect(statuses).toEqual([404, ...Array<number>(MOST_OPEN_RECORDINGS).fill(200)]);
});

test('no data is left after the inspector has closed, or after a start that follows a crash', async () => {
  const { running, api } = await setUp();
  await openRecording(api, file);
  await running.inspector.close();
  const folder = join(running.dataDir, 'recordings');
  expect(existsSync(folder)).toBe(false);
  mkdirSync(join(folder, 'of-a-crash'), { recursive: true });
  writeFileSync(join(folder, 'of-a-crash', 'upload'), file);
  await inspectorForTest({ dataDir: running.dataDir });
  expect(existsSync(folder)).toBe(false);
});

test('a file that cannot be opened is reported with the reason and the place, and leaves no data', async () => {
  const { running, api } = await setUp();
  const { state } = await imported(api, '{"log":{"entries":[\n{"a":1}\n{"b":2}]}}');
  expect(state).toEqual({
    state: 'failed',
    failure: { why: 'not-json', line: 3, detail: '“{” where JSON does not allow it' },
  });
  expect(readdirSync(join(running.dataDir, 'recordings'))).toEqual([]);
  expect(await running.requests()).toHaveLength(1);
});

test('a file can only be opened with the token, and only as an upload', async () => {
  const { api } = await setUp();
  const type = { 'Content-Type': 'application/octet-stream' };
  expect((await send(api.origin, '/recordings', { method: 'POST', headers: type, body: file })).status).toBe(401);
  const { status } = await api.send('/recordings', {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: file,
  });
  expect(status).toBe(415);
  const { id } = await openRecording(api, file);
  expect((await send(api.origin, `/workspaces/${id}/trpc/log.page`)).status).toBe(401);
});

test('several uploads at the same time do not mix', async () => {
  const { api } = await setUp();
  const urls = ['/a', '/b'];
  const opened = await Promise.all(
    urls.map((url) => openRecording(api, exportedText([aRequest({ url })], 'ndjson', { raw: true }))),
  );
  for (const [index, { ask }] of opened.entries()) {
    const { entries } = await ask<{ entries: LogEntry[] }>('log.page', { limit: 10 });
    expect(entries).toMatchObject([{ url: urls[index] }]);
  }
});
