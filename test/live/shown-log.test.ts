/** One interface for every log that the table can show, tried on the live log and on an opened file. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConnection, type GuardedFetch } from '../../renderer/data/connection.ts';
import { createInspector } from '../../renderer/data/create-inspector.ts';
import { startLiveFeed } from '../../renderer/data/live-feed.ts';
import { NO_PRESS } from '../../renderer/data/press.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import type { ShownLog } from '../../renderer/data/shown-log.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { openRecording } from '../support/recordings.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

/** The data layer of the window over the procedures at this path, without a page. */
function inspect({ inspector }: RunningInspector, path: string) {
  const fetchHere: GuardedFetch = (input, init) => inspector.handle(new Request(String(input), init));
  const client = createConnection(fetchHere, `app://inspector${path}`);
  const store = createRecordStore({ schedule: { soon: setImmediate, now: (work) => work() } });
  onTestFinished(startLiveFeed(client, store));
  return createInspector({ client, store, press: NO_PRESS, nowMs: Date.now });
}

const urlsOf = (log: ShownLog) =>
  log.getState().log.entries.flatMap((entry) => (entry.kind === 'request' ? [entry.url] : []));

async function liveLog() {
  const running = await inspectorForTest();
  const visitor = new Visitor(running.siteUrl);
  for (const path of ['/setsession', '/getsession', '/popsession']) await visitor.get(path);
  await eventually(async () => expect(await running.requests()).toHaveLength(3));
  return { running, visitor };
}

async function openedFile() {
  const { running } = await liveLog();
  const lines = (await running.log()).map((entry) => JSON.stringify(entry)).join('\n');
  const { id } = await openRecording(await apiClient(running.inspector), lines);
  return { running, path: `/workspaces/${id}/trpc` };
}

describe.each([
  ['the live log', async () => ({ ...(await liveLog()), path: '/trpc' })],
  ['an opened file', openedFile],
])('%s', (_, open) => {
  test('shows all its requests as a whole, and fewer through a filter', async () => {
    const { running, path } = await open();
    const { whole, filtered } = inspect(running, path);
    await eventually(() => expect(urlsOf(whole)).toEqual(['/setsession', '/getsession', '/popsession']));
    filtered.setText('url:popsession', true);
    await eventually(() => expect(filtered.getState().phase).toBe('found'));
    expect(urlsOf(filtered)).toEqual(['/popsession']);
    expect(urlsOf(whole)).toHaveLength(3);
  });

  test('returns to its newest entries, whole and filtered', async () => {
    const { running, path } = await open();
    const { whole, filtered } = inspect(running, path);
    await eventually(() => expect(urlsOf(whole)).toHaveLength(3));
    filtered.setText('url:session', true);
    await eventually(() => expect(urlsOf(filtered)).toHaveLength(3));
    for (const log of [whole, filtered]) {
      log.setFollowing(true);
      await log.returnToNewest();
      expect(urlsOf(log)).toEqual(['/setsession', '/getsession', '/popsession']);
      await log.loadEarlier();
      expect(log.getState()).toMatchObject({ isLoadingEarlier: false, log: { hasLater: false } });
    }
  });
});

test('the live log counts the requests that arrive, whole and filtered', async () => {
  const { running, visitor } = await liveLog();
  const { whole, filtered } = inspect(running, '/trpc');
  await eventually(() => expect(urlsOf(whole)).toHaveLength(3));
  filtered.setText('url:getsession', true);
  await eventually(() => expect(filtered.getState().phase).toBe('found'));
  const before = [whole, filtered].map((log) => log.getState().arrivedCount);
  await visitor.get('/getsession');
  await eventually(() => expect(urlsOf(filtered)).toHaveLength(2));
  expect([whole, filtered].map((log) => log.getState().arrivedCount)).toEqual(before.map((count) => count + 1));
});
