/** Pinned requests, through the whole of the inspector: what is kept of them, and when they are told of. */
import { beforeEach, expect, test } from 'vitest';
import type { PinResult } from '../../../server/contract/results.ts';
import { type ApiClient, apiClient } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';
import { send } from '../../support/http.ts';
import { LiveReader } from '../../support/live-reader.ts';
import { inspectorForTest, type RunningInspector } from '../../support/running-inspector.ts';
import { tempDir } from '../../support/temp-dir.ts';

let running: RunningInspector;
let api: ApiClient;
const dataDir = () => running.dataDir;
beforeEach(async () => {
  running = await inspectorForTest({ dataDir: `${tempDir()}/data` });
  api = await apiClient(running.inspector);
});

async function visit(count = 1, path = '/setsession'): Promise<void> {
  for (let visits = 0; visits < count; visits++) await send(running.siteUrl, path);
}
const pin = (id: number) => api.tell<PinResult>('log.pin', { id });
async function pinnedNow(): Promise<string[]> {
  const reader = await LiveReader.connect(api);
  await eventually(() => expect(reader.messages.length).toBeGreaterThan(0));
  reader.close();
  return reader.snapshot.pinned.map((pin) => (pin.kind === 'request' ? pin.url : pin.kind));
}

test('a pinned request is there again after a clear, and after a restart', async () => {
  await visit(1, '/setsession?first');
  await visit(1, '/getsession?second');
  expect(await pin(1)).toEqual({ ok: true });
  await api.tell('log.clear');
  expect(await pinnedNow()).toEqual(['/setsession?first']);
  expect(await running.requests()).toEqual([]);

  await running.inspector.close();
  running = await inspectorForTest({ dataDir: dataDir() });
  api = await apiClient(running.inspector);
  expect(await pinnedNow()).toEqual(['/setsession?first']);
});

test('every window is notified immediately, oldest first, and the pinned copy equals the record', async () => {
  const reader = await LiveReader.connect(api);
  await visit(2);
  await pin(2);
  await pin(1);
  await pin(1);
  const records = await running.requests();
  await eventually(() => expect(reader.of('pinned').at(-1)?.pinned).toEqual(records));
  await api.tell('log.unpin', { id: 1 });
  await eventually(() =>
    expect(
      reader
        .of('pinned')
        .at(-1)
        ?.pinned.map(({ id }) => id),
    ).toEqual([2]),
  );
  reader.close();
});

test('only requests that are in the log can be pinned', async () => {
  await api.tell('settings.change', { recording: false });
  const notice = (await running.log()).find(({ kind }) => kind === 'notice');
  for (const id of [notice?.id ?? 0, 4711]) expect(await pin(id)).toMatchObject({ ok: false, reason: 'not-found' });
});

test('too many pins are refused, with a next step', async () => {
  await visit(51, '/getsession');
  for (let id = 1; id <= 50; id++) expect(await pin(id)).toEqual({ ok: true });
  expect(await pin(51)).toMatchObject({ ok: false, reason: 'too-many', message: expect.stringContaining('Unpin one') });
  await api.tell('log.unpin', { id: 7 });
  expect(await pin(51)).toEqual({ ok: true });
});
