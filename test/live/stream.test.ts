import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ActorState } from '../../server/contract/actor.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { keepAlive, send } from '../support/http.ts';
import { LiveReader } from '../support/live-reader.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

let running: RunningInspector;
let api: ApiClient;
let visitor: Visitor;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock();
  running = await inspectorForTest({ clock });
  api = await apiClient(running.inspector);
  visitor = new Visitor(running.siteUrl);
});

/** A reader that has got its snapshot. */
async function read(): Promise<LiveReader> {
  const reader = await LiveReader.connect(api);
  onTestFinished(() => reader.close());
  await eventually(() => expect(reader.messages.length).toBeGreaterThan(0));
  return reader;
}

/** Many requests, several at a time, on a few connections. */
async function manyRequests(count: number, path = '/getsession'): Promise<void> {
  const agent = keepAlive();
  onTestFinished(() => agent.destroy());
  let left = count;
  const worker = async () => {
    while (left-- > 0) await send(running.siteUrl, path, { agent });
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

const urlsOf = (reader: LiveReader) =>
  reader.entries.map((entry) => (entry.kind === 'request' ? entry.url : entry.kind));
const idsOf = (entries: readonly { id: number }[]) => entries.map(({ id }) => id);

describe('the snapshot', () => {
  test('comes first, and contains the whole state', async () => {
    await visitor.get('/setsession');
    await api.tell<ActorState>('actors.act', { actorId: 'bob', action: { type: 'get', key: 'Username' } });
    await eventually(async () => expect(await running.requests()).toHaveLength(2));
    const reader = await read();
    expect(reader.messages[0]).toEqual({
      type: 'snapshot',
      site: {
        url: running.siteUrl,
        port: running.port,
        wantedPort: 0,
        cookieNames: running.cookieNames,
        defaultCookieNames: running.cookieNames,
        statements: expect.objectContaining({ touch: expect.stringContaining('UPDATE sessions') }),
        dataDir: running.dataDir,
        watchedId: null,
      },
      settings: expect.objectContaining({ recording: true, engine: 'server-side' }),
      status: {
        requestCount: 2,
        sessionCount: 1,
        notSavedCount: 0,
        lostRecordCount: 0,
        unreadableRowCount: 0,
        storage: { state: 'kept' },
        logBytes: expect.any(Number),
        maxLogBytes: expect.any(Number),
        sessionBytes: expect.any(Number),
        maxSessionBytes: expect.any(Number),
      },
      actors: [
        expect.objectContaining({ id: 'alice', name: 'Alice', lastAnswer: null }),
        expect.objectContaining({ id: 'bob', lastAnswer: { status: 200, text: 'Welcome Anonymous', ok: true } }),
        expect.objectContaining({ id: 'mallory' }),
      ],
      entries: [
        expect.objectContaining({ kind: 'request', url: '/setsession' }),
        expect.objectContaining({ kind: 'request', url: '/getsession' }),
      ],
      hasEarlier: false,
      sessions: [expect.objectContaining({ data: { Username: 'Admin' } })],
      labRuns: [],
      pinned: [],
      watching: [],
    });
  });

  test('is bounded: the newest entries and sessions, and whether there is more', async () => {
    for (let visit = 0; visit < 210; visit++) {
      clock.advance(1);
      await new Visitor(running.siteUrl).set('visit', visit);
    }
    await manyRequests(200);
    await eventually(async () => expect(await running.requests()).toHaveLength(410));
    const { snapshot } = await read();
    expect([snapshot.entries.length, snapshot.hasEarlier, snapshot.status.requestCount]).toEqual([400, true, 410]);
    expect(idsOf(snapshot.entries)).toEqual(idsOf(await running.log()).slice(-400));
    expect([snapshot.sessions.length, snapshot.status.sessionCount]).toEqual([200, 210]);
    expect(snapshot.sessions.map(({ data }) => data.visit)).toEqual(
      Array.from({ length: 200 }, (_, index) => 209 - index),
    );
  });

  test('is sent after a reconnect, and contains everything that happened in between', async () => {
    const first = await read();
    first.close();
    await first.ended;
    await visitor.get('/meanwhile');
    await eventually(async () => expect(await running.requests()).toHaveLength(1));
    expect(urlsOf(await read())).toEqual(['/meanwhile']);
  });

  test('fits into a message however large the sessions are', async () => {
    for (let key = 0; key < 16; key++) await visitor.set(`key${key}`, 'x'.repeat(60_000));
    for (let visit = 0; visit < 8; visit++) await visitor.get('/getsession');
    await eventually(async () => expect((await running.requests()).length).toBeGreaterThan(0));
    const { snapshot } = await read();
    expect(JSON.stringify(snapshot).length).toBeLessThan(20 * 1024 * 1024);
    expect(snapshot.hasEarlier).toBe(true);
    expect(snapshot.entries.length).toBeGreaterThan(0);
    const before = snapshot.entries[0]?.id;
    const { entries } = await api.ask<{ entries: { id: number }[] }>('log.page', { before });
    expect(entries.at(-1)?.id).toBe((before ?? 0) - 1);
  });
});

describe('every change is sent', () => {
  test('as whole records, in order', async () => {
    const reader = await read();
    for (const path of ['/a', '/b', '/c']) await visitor.get(path);
    await eventually(() => expect(urlsOf(reader)).toEqual(['/a', '/b', '/c']));
    expect(reader.entries).toEqual(await running.log());
  });

  test('to every reader alike', async () => {
    const readers = [await read(), await read()];
    await visitor.get('/setsession');
    await eventually(() => {
      for (const reader of readers) expect(urlsOf(reader)).toEqual(['/setsession']);
    });
    expect(readers[0]?.entries).toEqual(readers[1]?.entries);
  });

  test('of sessions: made, changed, renewed, ended and expired', async () => {
    const reader = await read();
    const told = () =>
      reader
        .of('sessions')
        .flatMap(({ changed, removed }) => [
          ...changed.map(({ sid, data }) => [sid, data]),
          ...removed.map((sid) => [sid, 'removed']),
        ]);
    const { sid: first } = await tellSid({ type: 'set', key: 'a', value: 1 });
    await eventually(() => expect(told()).toContainEqual([first, { a: 1 }]));
    await tellSid({ type: 'set', key: 'b', value: 2 });
    await eventually(() => expect(told()).toContainEqual([first, { a: 1, b: 2 }]));
    const { sid: second } = await tellSid({ type: 'regenerate' });
    await eventually(() => {
      expect(told()).toContainEqual([first, 'removed']);
      expect(told()).toContainEqual([second, { a: 1, b: 2 }]);
    });
    await tellSid({ type: 'destroy' });
    await eventually(() => expect(told()).toContainEqual([second, 'removed']));
    const { sid: third } = await tellSid({ type: 'set', key: 'c', value: 3 });
    await eventually(() => expect(told()).toContainEqual([third, { c: 3 }]));
    clock.advance(25 * 60 * 60 * 1000);
    await tellSid({ type: 'list' });
    await eventually(() => expect(told()).toContainEqual([third, 'removed']));
  });

  const tellSid = (action: object) => api.tell<ActorState>('actors.act', { actorId: 'alice', action });

  test('of sessions that are only used: when they were used last', async () => {
    await visitor.get('/setsession');
    const reader = await read();
    clock.advance(1_000);
    await visitor.get('/getsession');
    await eventually(() =>
      expect(reader.of('sessions').at(-1)?.changed).toMatchObject([{ lastUsedAtMs: clock.now() }]),
    );
  });

  test('of an edit from the window: the session and the entry', async () => {
    const { sid } = await tellSid({ type: 'set', key: 'a', value: 1 });
    const reader = await read();
    await api.tell('sessions.set', { sid, key: 'a', value: 2 });
    await eventually(() => {
      expect(reader.of('sessions').at(-1)?.changed).toMatchObject([{ sid, data: { a: 2 } }]);
      expect(reader.entries.at(-1)).toMatchObject({ kind: 'edit', before: 1, after: 2 });
    });
  });

  test('of actors: their cookie and their last answer', async () => {
    const reader = await read();
    const state = await tellSid({ type: 'set', key: 'Username', value: 'Admin' });
    await eventually(() => expect(reader.of('actors').at(-1)?.actors[0]).toEqual(state));
    await api.tell('actors.forgetCookies', { actorId: 'alice' });
    await eventually(() =>
      expect(reader.of('actors').at(-1)?.actors[0]).toMatchObject({ cookieCount: 0, lastAnswer: null }),
    );
  });

  test('of settings, with the mark in the log', async () => {
    const reader = await read();
    await api.tell('settings.change', { recording: false });
    await eventually(() => {
      expect(reader.of('settings').at(-1)?.settings.recording).toBe(false);
      expect(reader.entries.at(-1)).toMatchObject({ notice: { code: 'recording-paused' } });
    });
  });

  test('of counts, with everything that changes them', async () => {
    const reader = await read();
    await visitor.get('/setsession');
    await eventually(() =>
      expect(reader.of('status').at(-1)?.status).toMatchObject({ requestCount: 1, sessionCount: 1 }),
    );
  });

  test('nothing is sent as long as nothing changes', async () => {
    const [reader, other] = [await read(), await read()];
    await visitor.get('/a');
    await eventually(() => expect(urlsOf(reader)).toEqual(['/a']));
    await eventually(() => expect(other.messages.at(-1)?.type).toBe('status'));
    expect(reader.of('snapshot')).toHaveLength(1);
    expect(reader.of('settings')).toEqual([]);
    expect(reader.of('actors')).toEqual([]);
    expect(reader.of('sessions')).toEqual([]);
  });
});

describe('a cleared log', () => {
  test('is reported, and ids continue', async () => {
    await visitor.get('/before');
    const reader = await read();
    const [last] = reader.snapshot.entries;
    await api.tell('log.clear');
    await visitor.get('/after');
    await eventually(() => expect(urlsOf(reader)).toEqual(['/after']));
    expect(reader.of('log-cleared')).toHaveLength(1);
    expect(reader.entries[0]?.id).toBeGreaterThan(last?.id ?? 0);
    await eventually(() => expect(reader.of('status').at(-1)?.status.requestCount).toBe(1));
  });

  test('under load, leaves every reader with exactly the entries of the log', async () => {
    const reader = await read();
    // No more than may come at once: none is left out.
    const load = manyRequests(500);
    for (let time = 0; time < 20; time++) await api.tell('log.clear');
    await load;
    await eventually(async () => expect(idsOf(reader.entries)).toEqual(idsOf(await pagesOf())));
  });

  test('keeps entries that are written right after it', async () => {
    const reader = await read();
    const tell = (path: string, body: string) =>
      running.inspector.handle(
        new Request(`app://inspector/trpc/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body,
        }),
      );
    for (const recording of [false, true, false, true]) {
      await Promise.all([tell('log.clear', ''), tell('settings.change', JSON.stringify({ recording }))]);
    }
    await eventually(async () => expect(idsOf(reader.entries)).toEqual(idsOf(await running.log())));
    expect(reader.entries).not.toEqual([]);
  });

  async function pagesOf(): Promise<{ id: number }[]> {
    const all: { id: number }[] = [];
    for (let hasEarlier = true; hasEarlier; ) {
      const before = all[0]?.id;
      const page = await api.ask<{ entries: { id: number }[]; hasEarlier: boolean }>('log.page', {
        limit: 1000,
        ...(before === undefined ? {} : { before }),
      });
      all.unshift(...page.entries);
      hasEarlier = page.hasEarlier;
    }
    return all;
  }
});

test('a burst of thousands comes in far fewer messages, each entry once or counted as left out, and all in the log', async () => {
  const reader = await read();
  const beganMs = performance.now();
  await manyRequests(3_000);
  const skipped = () => reader.of('entries').reduce((sum, message) => sum + (message.skipped ?? 0), 0);
  await eventually(() => expect(reader.entries.length + skipped()).toBe(3_000));
  const ids = idsOf(reader.entries);
  expect(new Set(ids).size).toBe(ids.length);
  await eventually(() => expect(reader.of('status').at(-1)?.status.requestCount).toBe(3_000));
  // At most one message in eight milliseconds, which a timer may round down. A slow machine needs more of them.
  expect(reader.of('entries').length).toBeLessThanOrEqual(1 + (performance.now() - beganMs) / 7);
  expect(Math.max(...reader.of('entries').map(({ entries }) => entries.length))).toBeLessThanOrEqual(500);
});

test('the stream ends when the inspector closes, over the door and without one', async () => {
  const reader = await read();
  const direct = await running.inspector.handle(new Request('app://inspector/trpc/live'));
  const ended = direct.text();
  await running.inspector.close();
  await reader.ended;
  await ended;
});

test('a closed inspector streams nothing', async () => {
  await running.inspector.close();
  const late = await running.inspector.handle(new Request('app://inspector/trpc/live'));
  expect(await late.text()).not.toContain('snapshot');
});

test('a reader that disconnects is removed: the others continue, and the inspector can close', async () => {
  const [leaving, staying] = [await read(), await read()];
  leaving.close();
  await leaving.ended;
  await visitor.get('/after');
  await eventually(() => expect(urlsOf(staying)).toEqual(['/after']));
});

test('the stream is server-sent events, and is not cached', async () => {
  const { headers } = await read();
  expect(headers['content-type']).toMatch(/^text\/event-stream/);
  expect(headers['cache-control']).toMatch(/no-(cache|store)/);
});
