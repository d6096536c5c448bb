import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { keepAlive, send } from '../support/http.ts';
import { LiveReader } from '../support/live-reader.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';

const MiB = 1024 * 1024;
const large = JSON.stringify('x'.repeat(60_000));

async function startOn(dataDir: string) {
  const running = await inspectorForTest({ dataDir });
  return { running, api: await apiClient(running.inspector) };
}

/** A visitor without a cookie stores a session of 60 KB. */
function storeLargeSession(running: RunningInspector, agent = keepAlive()) {
  const headers = { 'Content-Type': 'application/json' };
  return send(running.siteUrl, '/session/keys/a', { method: 'POST', headers, body: large, agent });
}

async function visit(running: RunningInspector, count: number): Promise<void> {
  const agent = keepAlive();
  for (let n = 0; n < count; n++) await send(running.siteUrl, '/getsession', { agent });
  agent.destroy();
}

/** The status as a window receives it. */
async function statusOf(api: Awaited<ReturnType<typeof apiClient>>) {
  const reader = await LiveReader.connect(api);
  try {
    return await eventually(() => reader.snapshot.status);
  } finally {
    reader.close();
  }
}

test('sessions of anonymous visitors of any size do not shorten the log', async () => {
  const dataDir = join(tempDir(), 'data');
  const { running, api } = await startOn(dataDir);
  await api.tell('settings.change', { retention: { maxBytes: MiB } });
  await visit(running, 300);
  await api.tell('settings.change', { recording: false });
  const agent = keepAlive();
  for (let n = 0; n < 40; n++) expect((await storeLargeSession(running, agent)).status).toBe(200);
  agent.destroy();
  await api.tell('settings.change', { recording: true });
  await visit(running, 300);

  const urls = (await running.requests()).map(({ url }) => url);
  expect(urls).toHaveLength(600);
  const status = await statusOf(api);
  expect(status).toMatchObject({ requestCount: 600, sessionCount: 40, maxLogBytes: MiB });
  expect(status.logBytes).toBeLessThan(MiB);
  expect(status.sessionBytes).toBeGreaterThan(40 * 60_000);

  await running.inspector.close();
  const again = await startOn(dataDir);
  expect(await statusOf(again.api)).toMatchObject({ logBytes: status.logBytes, sessionBytes: status.sessionBytes });
  await again.api.tell('log.clear');
  expect(await statusOf(again.api)).toMatchObject({ logBytes: 0, sessionBytes: status.sessionBytes });
});

test('a limit that removes more than the oldest few entries says so in the log', async () => {
  const { running, api } = await startOn(join(tempDir(), 'data'));
  await visit(running, 400);
  await api.tell('settings.change', { retention: { maxEntries: 100 } });
  await eventually(async () => {
    const notices = (await running.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice] : []));
    expect(notices).toContainEqual({ code: 'log-shortened', limit: 'entries', max: 100, removed: 300 });
  });
});

test('large entries that push many small ones out, a few at a time, say so in the log', async () => {
  const { running, api } = await startOn(join(tempDir(), 'data'));
  await api.tell('settings.change', { retention: { maxBytes: MiB } });
  await visit(running, 500);
  const agent = keepAlive();
  for (let n = 0; n < 7; n++) expect((await storeLargeSession(running, agent)).status).toBe(200);
  agent.destroy();
  await eventually(async () => {
    const notices = (await running.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice] : []));
    expect(notices).toContainEqual({
      code: 'log-shortened',
      limit: 'bytes',
      max: MiB,
      removed: expect.any(Number),
    });
  });
});

test('a log at its limit with entries of equal size has no notice of being shortened', async () => {
  const { running, api } = await startOn(join(tempDir(), 'data'));
  await api.tell('settings.change', { retention: { maxBytes: MiB } });
  await visit(running, 2_000);
  expect((await running.log()).filter(({ kind }) => kind === 'notice')).toEqual([]);
  expect((await running.requests()).length).toBeLessThan(2_000);
});

test('anonymous visitors take neither the disk nor the session of a simulated browser, and the window says so', async () => {
  const dataDir = join(tempDir(), 'data');
  const { running, api } = await startOn(dataDir);
  await api.tell('settings.change', { recording: false, sessionLimits: { maxCount: 100, maxBytes: 2 * MiB } });
  const alice = await api.tell<{ sid: string }>('actors.act', {
    actorId: 'alice',
    action: { type: 'set', key: 'Username', value: 'Admin' },
  });
  const agent = keepAlive();
  for (let n = 0; n < 120; n++) expect((await storeLargeSession(running, agent)).status).toBe(200);
  agent.destroy();
  await eventually(async () => {
    const { sessionBytes, sessionCount, maxSessionBytes } = await statusOf(api);
    expect(sessionBytes).toBeLessThanOrEqual(maxSessionBytes);
    expect(sessionCount).toBeLessThanOrEqual(100);
  });
  expect(await api.ask('sessions.find', { sid: alice.sid })).toMatchObject({ data: { Username: 'Admin' } });
  const notices = (await running.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice.code] : []));
  expect(notices).toContain('sessions-removed');

  await running.inspector.close();
  const { inspector } = await inspectorForTest({ dataDir });
  expect(inspector.settings.current.sessionLimits).toEqual({ maxCount: 100, maxBytes: 2 * MiB });
});
