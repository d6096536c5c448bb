import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { LiveMessage } from '../../server/contract/live-message.ts';
import type { DataUsage } from '../../server/contract/results.ts';
import type { Settings } from '../../server/contract/settings.ts';
import type { Listening, WatchedApp, WatchResult } from '../../server/contract/watch.ts';
import type { Inspector } from '../../server/index.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { inspectorForTest, runInspector } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { ask, recorded, tell, watch } from '../support/watched.ts';

async function app(handle: RequestListener = (_, response) => void response.end('hello'), host = '127.0.0.1') {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, port, close };
}

/** The messages of the live stream of a workspace so far, on each call. */
async function liveMessages(inspector: Inspector, base: string): Promise<() => LiveMessage[]> {
  const leave = new AbortController();
  const response = await inspector.handle(
    new Request(`app://inspector${base}/trpc/live`, {
      headers: { Accept: 'text/event-stream' },
      signal: leave.signal,
    }),
  );
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  onTestFinished(() => leave.abort());
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += new TextDecoder().decode(part.value);
  })().catch(() => {});
  return () =>
    [...text.matchAll(/^data: (.+)$/gm)].flatMap(([, json = '']) => {
      const data = JSON.parse(json) as LiveMessage;
      return 'type' in data ? [data] : [];
    });
}

const list = (inspector: Parameters<typeof ask>[0]) => ask<WatchedApp[]>(inspector, 'watch.list');

test('several watched apps have separate logs, which are cleared separately and differ from that of the tutorial site', async () => {
  const { inspector, siteUrl, requests } = await inspectorForTest();
  const [one, other] = [await app(), await app()];
  const first = await watch(inspector, one.url, { name: 'first' });
  const second = await watch(inspector, other.url);
  expect([first.name, second.name]).toEqual(['first', `127.0.0.1:${other.port}`]);
  await send(first.open ?? '', '/a');
  await send(second.open ?? '', '/b');
  await send(second.open ?? '', '/c');
  await send(siteUrl, '/getsession');
  expect((await recorded(inspector, first.id, 1)).map(({ url }) => url)).toEqual(['/a']);
  expect((await recorded(inspector, second.id, 2)).map(({ url }) => url)).toEqual(['/b', '/c']);
  await eventually(async () => expect((await requests()).map(({ url }) => url)).toEqual(['/getsession']));
  await tell(inspector, 'log.clear', undefined, second.id);
  expect(await recorded(inspector, second.id, 0)).toEqual([]);
  expect(await recorded(inspector, first.id, 1)).toHaveLength(1);
});

test('they come back after a restart with their name, port, log and secrets, and no secret is in the list or the settings', async () => {
  const dataDir = join(tempDir(), 'data');
  const { url } = await app();
  const secret = 'a secret of the app that nobody else may read';
  const before = await runInspector({ dataDir });
  const { id, open } = await watch(before.inspector, url, { name: 'mine', secrets: [secret] });
  await send(open ?? '', '/before');
  await recorded(before.inspector, id, 1);
  await before.stop();
  for (const file of ['watched.json', 'settings.json', 'inspector.db', join('watched', id, 'settings.json')]) {
    const path = join(dataDir, file);
    if (existsSync(path)) expect(readFileSync(path, 'latin1'), file).not.toContain(secret);
  }

  const { inspector } = await inspectorForTest({ dataDir });
  expect(await list(inspector)).toMatchObject([{ id, name: 'mine', app: url, secretCount: 1, requestCount: 1 }]);
  const [again] = await list(inspector);
  await send(again?.open ?? '', '/after');
  expect((await recorded(inspector, id, 2)).map((record) => record.url)).toEqual(['/before', '/after']);
});

test('the page of the typed address is stored as the page to open, also if the app is watched already', async () => {
  const dataDir = join(tempDir(), 'data');
  const { url } = await app();
  const before = await runInspector({ dataDir });
  expect(await watch(before.inspector, `${url}/admin/?next=%2F#top`)).toMatchObject({
    app: url,
    page: '/admin/?next=%2F#top',
  });
  const again = (typed: string) => tell<WatchResult>(before.inspector, 'watch.add', { url: typed });
  expect(await again(`${url}/shop`)).toMatchObject({ refusal: { why: 'already-watched' } });
  // Without a page nothing is said about it.
  expect(await again(url)).toMatchObject({ refusal: { why: 'already-watched' } });
  expect(await list(before.inspector)).toMatchObject([{ page: '/shop' }]);
  await before.stop();
  const { inspector } = await inspectorForTest({ dataDir });
  expect(await list(inspector)).toMatchObject([{ app: url, page: '/shop' }]);
});

test('removing an app deletes all of its data', async () => {
  const { inspector, dataDir } = await inspectorForTest();
  const { id, open } = await watch(inspector, (await app()).url);
  await send(open ?? '', '/');
  await recorded(inspector, id, 1);
  await tell(inspector, 'watch.remove', { id });
  expect(await list(inspector)).toEqual([]);
  expect(readdirSync(join(dataDir, 'watched'))).toEqual([]);
  await expect(send(open ?? '', '/')).rejects.toThrow('ECONNREFUSED');
  await expect(ask(inspector, 'log.page', {}, id)).rejects.toThrow();
});

test('a paused app keeps working without being recorded; the other apps are still recorded', async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, (await app()).url);
  const other = await watch(inspector, (await app()).url);
  const paused = await tell<Settings>(inspector, 'settings.change', { recording: false }, id);
  expect(paused.recording).toBe(false);
  expect((await send(open ?? '', '/unseen')).body).toBe('hello');
  await send(other.open ?? '', '/seen');
  await recorded(inspector, other.id, 1);
  expect((await list(inspector)).map(({ isRecording }) => isRecording)).toEqual([false, true]);
  await tell(inspector, 'watch.change', { id, isRecording: true });
  await send(open ?? '', '/again');
  expect((await recorded(inspector, id, 1)).map(({ url }) => url)).toEqual(['/again']);
});

test('the port of a proxy can be changed, and the proxy stopped and opened again', async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, (await app()).url);
  const free = await app();
  await free.close();
  const moved = await tell<WatchedApp>(inspector, 'watch.change', { id, port: free.port });
  expect(moved.open).toBe(`http://localhost:${free.port}`);
  await expect(send(open ?? '', '/')).rejects.toThrow('ECONNREFUSED');
  expect((await send(moved.open ?? '', '/')).body).toBe('hello');
  const stopped = await tell<WatchedApp>(inspector, 'watch.change', { id, isListening: false });
  expect(stopped).toMatchObject({ open: null, proxy: { state: 'stopped' } });
  await expect(send(moved.open ?? '', '/')).rejects.toThrow('ECONNREFUSED');
  const opened = await tell<WatchedApp>(inspector, 'watch.change', { id, isListening: true });
  expect((await send(opened.open ?? '', '/')).body).toBe('hello');
});

test('64: neither an address of this inspector in any spelling, nor one of another machine, can be watched', async () => {
  const { inspector, port } = await inspectorForTest();
  const { door } = await apiClient(inspector);
  const watched = await watch(inspector, (await app()).url);
  const doorPort = Number(new URL(door.origin).port);
  const proxyPort = Number(new URL(watched.open ?? '').port);
  const spellings = (own: number) =>
    ['127.0.0.1', 'localhost', 'localhost.', '2130706433', '0x7f000001', '0177.1', '[::1]', '[::ffff:127.0.0.1]']
      .concat(['0.0.0.0', '127.0.0.2', 'a.localhost', '[::]'])
      .map((host) => `http://${host}:${own}`);
  for (const own of [port, doorPort, proxyPort]) {
    for (const url of spellings(own)) {
      const result = await tell<WatchResult>(inspector, 'watch.add', { url });
      expect(result, url).toEqual({ ok: false, refusal: { why: 'own-port', port: own } });
    }
  }
  expect(await tell(inspector, 'watch.add', { url: 'http://192.0.2.1:80' })).toMatchObject({
    refusal: { why: 'not-loopback' },
  });
  expect(await tell(inspector, 'watch.add', { url: watched.app.replace('127.0.0.1', 'localhost') })).toMatchObject({
    refusal: { why: 'already-watched', id: watched.id },
  });
});

test('69: the token of the inspector is never sent to an app, and the inspector does not answer at a proxy', async () => {
  const seen: string[] = [];
  const { url } = await app((request, response) => {
    seen.push(JSON.stringify([request.url, request.rawHeaders]));
    response.end('the app');
  });
  const { inspector } = await inspectorForTest();
  const api = await apiClient(inspector);
  const { open } = await watch(inspector, url);
  await api.ask('watch.list');
  expect((await send(open ?? '', '/trpc/watch.list')).body).toBe('the app');
  expect(seen).toHaveLength(1);
  expect(seen.join()).not.toContain(api.token);
});

test('an app that is not there yet is waited for, and found when it comes', async () => {
  const { inspector } = await inspectorForTest();
  const gone = await app();
  await gone.close();
  const { id } = await watch(inspector, gone.url);
  const state = async () => (await list(inspector)).find((one) => one.id === id)?.upstream;
  await eventually(async () => expect(await state()).toMatchObject({ state: 'not-reachable', hasAnswered: false }));
  const server = createServer((_, response) => response.end()).listen(gone.port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await eventually(async () => expect(await state()).toEqual({ state: 'running', address: `127.0.0.1:${gone.port}` }));
});

test('while the app is not available, a browser gets a page with the next step, which reloads itself', async () => {
  const { inspector } = await inspectorForTest();
  const gone = await app();
  await gone.close();
  const { open } = await watch(inspector, gone.url);
  const page = await send(open ?? '', '/', { headers: { Accept: 'text/html' } });
  expect(page.status).toBe(502);
  expect(page.body).toContain(`Nothing accepts connections at 127.0.0.1:${gone.port} or [::1]:${gone.port}`);
  expect(page.body).toContain('http-equiv="refresh"');
  expect((await send(open ?? '', '/', { headers: { Accept: 'application/json' } })).body).toMatch(
    /^Session Inspector: /,
  );
});

test('every window gets the list of watched apps, in each workspace', async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, (await app()).url, { name: 'mine' });
  const [site, own] = [await liveMessages(inspector, ''), await liveMessages(inspector, `/workspaces/${id}`)];
  for (const told of [site, own]) {
    await eventually(() => expect(told()[0]).toMatchObject({ type: 'snapshot', watching: [{ id, name: 'mine' }] }));
  }
  expect(own()[0]).toMatchObject({ site: { watchedId: id, url: open }, entries: [] });
  await send(open ?? '', '/');
  await eventually(() => expect(own()).toContainEqual(expect.objectContaining({ type: 'entries' })));
  for (const told of [site, own]) {
    await eventually(() =>
      expect(told().at(-1)).toMatchObject({ type: 'watching', watching: [{ id, requestCount: 1 }] }),
    );
  }
  expect(site().some(({ type }) => type === 'entries')).toBe(false);
});

test('the oldest entry of each workspace is that of its own log', async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, (await app()).url);
  const oldest = async (workspace: string) =>
    (await ask<DataUsage>(inspector, 'data.usage', undefined, workspace)).oldestEntryAtMs;
  expect(await oldest(id)).toBeNull();
  await send(open ?? '', '/');
  const [record] = await recorded(inspector, id, 1);
  expect(await oldest(id)).toBe(Math.trunc(record?.arrivedAtMs ?? 0));
  expect(await oldest('')).toBeNull();
});

test('an open window gets a message when a row in the log of a watched app is found to be unreadable', async () => {
  const dataDir = join(tempDir(), 'data');
  const { url } = await app();
  const before = await runInspector({ dataDir });
  const { id, open } = await watch(before.inspector, url);
  await send(open ?? '', '/');
  await recorded(before.inspector, id, 1);
  await before.stop();
  const database = new Sqlite(join(dataDir, 'watched', id, 'inspector.db'));
  // So many rows that the snapshot of a window does not include the unreadable one.
  const copyRow = database.prepare(
    `INSERT INTO log (kind, at_ms, sid, entry_json)
     SELECT kind, at_ms, sid, json_set(entry_json, '$[1]', (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'log'))
     FROM log WHERE id = (SELECT max(id) FROM log)`,
  );
  database.transaction(() => {
    for (let n = 0; n < 500; n++) copyRow.run();
  })();
  database.exec(`UPDATE log SET entry_json = 'x' WHERE id = (SELECT min(id) FROM log)`);
  database.close();

  const { inspector } = await inspectorForTest({ dataDir });
  const messages = await liveMessages(inspector, `/workspaces/${id}`);
  await eventually(() => expect(messages()[0]).toMatchObject({ type: 'snapshot', status: { unreadableRowCount: 0 } }));
  await ask(inspector, 'log.page', { around: { fraction: 0 }, limit: 10 }, id);
  await eventually(() =>
    expect(messages()).toContainEqual({
      type: 'status',
      status: expect.objectContaining({ unreadableRowCount: 1 }),
    }),
  );
});

test('the listening programs are listed with a guess and its reason, and those of the inspector are marked', async () => {
  const { inspector, port } = await inspectorForTest();
  const other = await app();
  const answer = await ask<Listening>(inspector, 'watch.listening');
  if (!answer.ok) throw new Error(answer.reason);
  expect(answer.sockets.find((socket) => socket.port === port)).toMatchObject({ isOwn: true, guess: null });
  // The app of this test is in the process of the inspector.
  expect(answer.sockets.find((socket) => socket.port === other.port)).toMatchObject({ isOwn: true });
});

test('an unreadable list is renamed, and the start continues', async () => {
  const dataDir = join(tempDir(), 'data');
  await (await runInspector({ dataDir })).stop();
  writeFileSync(join(dataDir, 'watched.json'), '{"apps": [{"id": "../../etc"}]}');
  const { inspector, lines } = await inspectorForTest({ dataDir });
  expect(await list(inspector)).toEqual([]);
  expect(lines.join('\n')).toContain('watched.json');
  expect(readdirSync(dataDir).some((name) => name.startsWith('watched.json.unreadable-'))).toBe(true);
});

test('the session cookie is chosen with a reason, and can be chosen otherwise', async () => {
  const { url } = await app((request, response) => {
    const isLogin = request.method === 'POST';
    response.setHeader('Set-Cookie', [
      'csrftoken=NQDgOsGHX5FiqvXzhLTH3pmaNQDgOsGHX5FiqvXzhLTH3pmaNQDgOsGHX5FiqvXz',
      `auth=${isLogin ? 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE' : 'a1b2c3d4e5f60718293a4b5c6d7e8f90'}; HttpOnly`,
      'theme=dark',
    ]);
    response.end();
  });
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, url);
  await send(open ?? '', '/login', { method: 'POST' });
  await recorded(inspector, id, 1);
  const [seen] = await list(inspector);
  expect(seen?.sessionCookie).toMatchObject({
    name: 'auth',
    holds: 'id',
    reasons: expect.arrayContaining(['http-only', 'changes-at-login']),
  });
  expect(seen?.candidates.map(({ name }) => name)).toEqual(expect.arrayContaining(['auth', 'csrftoken', 'theme']));
  await tell(inspector, 'watch.change', { id, sessionCookie: 'theme' });
  await send(open ?? '', '/', { headers: { Cookie: 'theme=dark; auth=x' } });
  const [, second] = await recorded(inspector, id, 2);
  expect(second).toMatchObject({ cookieName: 'theme', cookieValue: 'dark', evidence: { sessionCookie: ['chosen'] } });
  await tell(inspector, 'watch.change', { id, sessionCookie: null });
  expect((await list(inspector))[0]?.sessionCookie?.name).toBe('auth');
});

test('an app whose cookie holds the data is known to need no session store', async () => {
  const { url } = await app((_request, response) => {
    response.setHeader(
      'Set-Cookie',
      'session=eyJVc2VybmFtZSI6IkFkbWluIn0.aAbBcC.k1vJ8Qx2mT0pR4sW6yZ9uE3hN5g; HttpOnly',
    );
    response.end();
  });
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, url);
  await send(open ?? '', '/');
  await recorded(inspector, id, 1);
  expect((await list(inspector))[0]?.sessionCookie).toMatchObject({ name: 'session', holds: 'data' });
  await tell(inspector, 'watch.change', { id, sessionCookie: 'session' });
  expect((await list(inspector))[0]?.sessionCookie).toMatchObject({ reasons: ['chosen'], holds: 'data' });
});

test('each received cookie has a kind and a format, and can be decoded with the secrets of its app', async () => {
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, (await app()).url, { secrets: ['a secret'] });
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
  const cookies = `sessionid=k7qm2vt9xb4lw8rz1yc5nf6hs3jd0gae; csrftoken=abc; remember_token=7|x; id_token=${jwt}; theme=dark`;
  await send(open ?? '', '/', { headers: { Cookie: cookies } });
  const [record] = await recorded(inspector, id, 1);
  expect(record?.evidence?.cookies).toMatchObject([
    { name: 'sessionid', kind: 'session-like', format: 'django-session-id' },
    { name: 'csrftoken', kind: 'csrf' },
    { name: 'remember_token', kind: 'remember-me' },
    { name: 'id_token', kind: 'token', format: 'jwt' },
    { name: 'theme', kind: 'other' },
  ]);
  const decoding = await tell<{ decoded: { format: string; secretsTried: number } }>(
    inspector,
    'cookies.decode',
    { text: `id_token=${jwt}`, usesSiteSecrets: true },
    id,
  );
  expect(decoding.decoded).toMatchObject({ format: 'jwt', secretsTried: 1 });
});

test('a simulated browser visits the app with a separate jar, and can copy a recorded cookie', async () => {
  const { url } = await app((request, response) => {
    if (request.url === '/login')
      response.setHeader('Set-Cookie', 'sessionid=k7qm2vt9xb4lw8rz1yc5nf6hs3jd0gae; HttpOnly; Path=/');
    response.end(request.headers.cookie ?? 'no cookie');
  });
  const { inspector } = await inspectorForTest();
  const { id } = await watch(inspector, url);
  const visit = (actorId: string, target: string) =>
    tell<{ text: string }>(
      inspector,
      'actors.send',
      { actorId, method: 'GET', target, headers: [['Host', 'localhost']], body: null, withJar: true, resendOf: null },
      id,
    );
  await visit('alice', '/login');
  await recorded(inspector, id, 1);
  await tell(inspector, 'actors.copyCookie', { fromId: 'alice', toId: 'mallory' }, id);
  await visit('mallory', '/account');
  const [, taken] = await recorded(inspector, id, 2);
  expect(taken).toMatchObject({
    actor: { name: 'Mallory' },
    cookieValue: 'k7qm2vt9xb4lw8rz1yc5nf6hs3jd0gae',
    findings: [{ kind: 'hijack', givenTo: { name: 'Alice' } }],
  });
});
