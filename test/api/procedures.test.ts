import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ActorState } from '../../server/contract/actor.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { EditResult } from '../../server/contract/results.ts';
import type { Settings } from '../../server/contract/settings.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/raw-socket.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

let running: RunningInspector;
let api: ApiClient;
let visitor: Visitor;
beforeEach(async () => {
  running = await inspectorForTest();
  api = await apiClient(running.inspector);
  visitor = new Visitor(running.siteUrl);
});

interface Page {
  entries: LogEntry[];
  hasEarlier: boolean;
}
const page = (input: object = {}) => api.ask<Page>('log.page', input);

/** The sid of the visitor's session, as the log knows it. */
async function sidOfVisitor(): Promise<string> {
  const requests = await eventually(async () => {
    const found = await running.requests();
    expect(found.at(-1)?.sidAfter).toEqual(expect.any(String));
    return found;
  });
  return requests.at(-1)?.sidAfter ?? '';
}

describe('log.page', () => {
  test('hands out the log in pages, newest page first, oldest entry first', async () => {
    for (const path of ['/1', '/2', '/3', '/4', '/5']) await visitor.get(path);
    await eventually(async () => expect((await page()).entries).toHaveLength(5));
    const pages: unknown[] = [];
    let before: number | undefined;
    for (;;) {
      const { entries, hasEarlier } = await page({ limit: 2, ...(before && { before }) });
      pages.push([entries.map((entry) => entry.kind === 'request' && entry.url), hasEarlier]);
      before = entries[0]?.id;
      if (!hasEarlier) break;
    }
    expect(pages).toEqual([
      [['/4', '/5'], true],
      [['/2', '/3'], true],
      [['/1'], false],
    ]);
  });

  test('is empty before the beginning', async () => {
    await visitor.get('/');
    await eventually(async () => expect((await page()).entries).toHaveLength(1));
    for (const before of [0, -1, Number.MIN_SAFE_INTEGER])
      expect(await page({ before })).toEqual({ entries: [], hasEarlier: false, hasLater: true });
    expect((await page({ before: Number.MAX_SAFE_INTEGER })).entries).toHaveLength(1);
  });
});

describe('log.clear', () => {
  test('empties the log and its pages, and ids go on', async () => {
    await visitor.get('/before');
    const [last] = await eventually(async () => {
      const { entries } = await page();
      expect(entries).toHaveLength(1);
      return entries;
    });
    await api.tell('log.clear');
    expect(await page()).toEqual({ entries: [], hasEarlier: false, hasLater: false });
    await visitor.get('/after');
    await eventually(async () => expect((await page()).entries).toMatchObject([{ url: '/after' }]));
    const [first] = (await page()).entries;
    expect(first?.id).toBeGreaterThan(last?.id ?? 0);
  });

  test('leaves the sessions alone', async () => {
    await visitor.get('/setsession');
    await api.tell('log.clear');
    expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
  });
});

describe('sessions', () => {
  test('set shows on the very next request, and in the log as an edit', async () => {
    await visitor.set('color', 'red');
    const sid = await sidOfVisitor();
    expect(await api.tell<EditResult>('sessions.set', { sid, key: 'color', value: ['blue'] })).toEqual({ ok: true });
    expect(await visitor.list()).toEqual({ color: ['blue'] });
    await eventually(async () =>
      expect((await page()).entries.filter(({ kind }) => kind === 'edit')).toMatchObject([
        { kind: 'edit', sid, action: 'set', key: 'color', before: 'red', after: ['blue'], atMs: expect.any(Number) },
      ]),
    );
  });

  test('setting a new key records no earlier value', async () => {
    await visitor.set('color', 'red');
    await api.tell('sessions.set', { sid: await sidOfVisitor(), key: 'size', value: null });
    expect(await visitor.list()).toEqual({ color: 'red', size: null });
    await eventually(async () => {
      const edit = (await page()).entries.find(({ kind }) => kind === 'edit');
      expect(edit).toMatchObject({ key: 'size', after: null });
      expect(edit).not.toHaveProperty('before');
    });
  });

  test('pop removes the key, and the log contains its value', async () => {
    await visitor.set('color', 'red');
    const sid = await sidOfVisitor();
    expect(await api.tell<EditResult>('sessions.pop', { sid, key: 'color' })).toEqual({ ok: true });
    expect(await visitor.list()).toEqual({});
    await eventually(async () => {
      const edit = (await page()).entries.find(({ kind }) => kind === 'edit');
      expect(edit).toMatchObject({ sid, action: 'pop', key: 'color', before: 'red' });
      expect(edit).not.toHaveProperty('after');
    });
  });

  test('destroy ends the session on the very next request', async () => {
    await visitor.set('color', 'red');
    const sid = await sidOfVisitor();
    expect(await api.tell<EditResult>('sessions.destroy', { sid })).toEqual({ ok: true });
    expect(await visitor.list()).toEqual({});
    await eventually(async () => {
      const edit = (await page()).entries.find(({ kind }) => kind === 'edit');
      expect(edit).toMatchObject({ sid, action: 'destroy' });
    });
  });

  test('an edit keeps the cookie’s own settings', async () => {
    await visitor.set('color', 'red');
    const cookie = visitor.cookieHeader;
    await api.tell('sessions.set', { sid: await sidOfVisitor(), key: 'color', value: 'blue' });
    await visitor.get('/session');
    expect(visitor.cookieHeader).toBe(cookie);
  });

  test.each([
    ['sessions.set', { key: 'a', value: 1 }],
    ['sessions.pop', { key: 'a' }],
    ['sessions.destroy', {}],
  ])('%s of a destroyed session is refused, and is not recorded', async (procedure, input) => {
    for (const sid of ['gone', '', '\ud800', '__proto__']) {
      const result = await api.tell<EditResult>(procedure, { sid, ...input });
      expect(result).toMatchObject({ ok: false, reason: 'session-not-found', message: expect.any(String) });
    }
    expect((await page()).entries).toEqual([]);
  });

  test('pop of a missing key is refused; the cookie is not a key', async () => {
    await visitor.set('color', 'red');
    const sid = await sidOfVisitor();
    for (const key of ['size', 'cookie', '__proto__', 'toString', 'constructor']) {
      expect(await api.tell('sessions.pop', { sid, key })).toMatchObject({ ok: false, reason: 'key-not-found' });
    }
    expect(await visitor.list()).toEqual({ color: 'red' });
  });

  test.each([
    ['cookie', 1, 'reserved-key'],
    ['__proto__', { polluted: true }, 'reserved-key'],
    ['save', 1, 'reserved-key'],
    ['x'.repeat(257), 1, 'key-too-long'],
    ['big', 'x'.repeat(65_536), 'too-large'],
    ['deep', JSON.parse(`${'['.repeat(65)}1${']'.repeat(65)}`) as unknown, 'too-deep'],
  ])('set of the key %.20s is refused where a request would be: %s', async (key, value, reason) => {
    await visitor.set('color', 'red');
    const result = await api.tell('sessions.set', { sid: await sidOfVisitor(), key, value });
    expect(result).toMatchObject({ ok: false, reason, message: expect.stringMatching(/\.$/) });
    expect(await visitor.list()).toEqual({ color: 'red' });
  });

  test('a value with a member called __proto__ arrives whole', async () => {
    await visitor.set('color', 'red');
    const sid = await sidOfVisitor();
    const reply = await api.send('/trpc/sessions.set', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"sid":${JSON.stringify(sid)},"key":"color","value":{"__proto__":{"a":1}}}`,
    });
    expect(reply.status).toBe(200);
    expect((await visitor.get('/session')).body).toBe('{"color":{"__proto__":{"a":1}}}');
  });
});

describe('settings.change', () => {
  const setRecording = (recording: boolean) => api.tell<Settings>('settings.change', { recording });
  const notices = async () =>
    (await page()).entries.map((entry) =>
      entry.kind === 'notice' ? entry.notice.code : entry.kind === 'request' && entry.url,
    );

  test('pausing the recording omits the following requests, with a notice at both ends', async () => {
    await visitor.get('/1');
    expect(await setRecording(false)).toMatchObject({ recording: false });
    await visitor.get('/2');
    expect(await setRecording(true)).toMatchObject({ recording: true });
    await visitor.get('/3');
    await eventually(async () =>
      expect(await notices()).toEqual(['/1', 'recording-paused', 'recording-resumed', '/3']),
    );
  });

  test('a change without an effect is not recorded', async () => {
    await setRecording(true);
    await api.tell('settings.change', {});
    await setRecording(false);
    await setRecording(false);
    await eventually(async () => expect(await notices()).toEqual(['recording-paused']));
  });

  test('the site works in the same way while recording is paused', async () => {
    await setRecording(false);
    await visitor.get('/setsession');
    expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
  });
});

describe('actors', () => {
  test('act sends a request and answers with the actor as it is then', async () => {
    const state = await api.tell<ActorState>('actors.act', { actorId: 'alice', action: { type: 'list' } });
    expect(state).toMatchObject({ id: 'alice', name: 'Alice', lastAnswer: { status: 200, text: '{}', ok: true } });
  });

  test('an unknown actor is a 404 with a sentence, and no failure of ours', async () => {
    for (const actorId of ['eve', '__proto__', '']) {
      const reply = await api.mutate('actors.act', { actorId, action: { type: 'list' } });
      expect(reply.status).toBe(404);
      expect(JSON.parse(reply.body)).toMatchObject({ error: { message: `There is no actor “${actorId}”.` } });
    }
    expect(running.lines).toEqual([]);
  });
});

describe('invalid input', () => {
  test.each([
    ['log.page', { limit: 0 }],
    ['log.page', { limit: 1001 }],
    ['log.page', { limit: '10' }],
    ['log.page', { before: 1.5 }],
    ['log.page', { before: 1e300 }],
    ['log.page', 'newest'],
    ['log.page', []],
  ])('the query %s of %j is a 400', async (procedure, input) => {
    expect((await api.query(procedure, input)).status).toBe(400);
  });

  test.each([
    ['actors.act', {}],
    ['actors.act', { actorId: 'alice', action: { type: 'explode' } }],
    ['actors.act', { actorId: 'alice', action: { type: 'set', key: 1, value: 1 } }],
    ['actors.act', { actorId: 'alice', action: { type: 'set', key: 'a' } }],
    ['actors.act', { actorId: 'x'.repeat(65), action: { type: 'list' } }],
    ['sessions.set', { sid: 'x', key: '', value: 1 }],
    ['sessions.set', { sid: 'x'.repeat(4097), key: 'a', value: 1 }],
    ['sessions.set', { sid: { toString: 1 }, key: 'a', value: 1 }],
    ['sessions.pop', null],
    ['settings.change', { recording: 'no' }],
    ['exports.prepare', { format: 'pdf' }],
    ['exports.prepare', { format: 'csv', raw: 'yes' }],
  ])('the command %s of %j is a 400', async (procedure, input) => {
    expect((await api.mutate(procedure, input)).status).toBe(400);
  });

  test('a refusal names the error in a sentence', async () => {
    const reply = await api.mutate('actors.act', { actorId: 'alice', action: { type: 'get', key: 7 } });
    expect(JSON.parse(reply.body)).toEqual({
      error: {
        message: expect.stringMatching(/^The inspector does not accept this \(action\.key\): .*\.$/),
        code: expect.any(Number),
        data: { code: 'BAD_REQUEST', httpStatus: 400, path: 'actors.act' },
      },
    });
  });

  test.each(['{"sid":', 'nope', '\ufeff'])('the body %j, which is not JSON, is a 400', async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await api.send('/trpc/sessions.destroy', { method: 'POST', headers, body });
    expect(reply.status).toBe(400);
    expect(reply.body).not.toMatch(/\.ts|node:|node_modules/);
  });

  test('a value nested 200,000 levels deep is refused, in words', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    for (const body of [
      `{"sid":"x","key":"a","value":${deep}}`,
      `{"actorId":"alice","action":{"type":"set","key":"a","value":${deep}}}`,
    ]) {
      const procedure = body.startsWith('{"sid"') ? 'sessions.set' : 'actors.act';
      const headers = { 'Content-Type': 'application/json' };
      const reply = await api.send(`/trpc/${procedure}`, { method: 'POST', headers, body });
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.body)).toMatchObject({ error: { message: expect.stringMatching(/nested too deep\.$/) } });
    }
    expect(running.lines).toEqual([]);
  });

  test('unknown procedures, names of Object included, are 404', async () => {
    for (const name of [
      'nothing',
      'log',
      'log.page.more',
      'constructor',
      '__proto__',
      'toString',
      'log.__proto__',
      'a,b',
    ]) {
      expect([name, (await api.query(name)).status]).toEqual([name, 404]);
      expect([name, (await api.mutate(name, {})).status]).toEqual([name, 404]);
    }
  });
});

describe('a change of state', () => {
  const commands = [
    'log.clear',
    'actors.act',
    'actors.forgetCookies',
    'sessions.destroy',
    'settings.change',
    'exports.prepare',
  ];

  test('is never made by GET', async () => {
    await visitor.get('/');
    await eventually(async () => expect((await page()).entries).toHaveLength(1));
    for (const command of commands) expect([command, (await api.query(command)).status]).toEqual([command, 405]);
    expect((await api.query('log.clear,log.clear?batch=1')).status).toBe(405);
    expect((await page()).entries).toHaveLength(1);
  });

  test('a request that an HTML form could send is refused', async () => {
    await visitor.get('/');
    await eventually(async () => expect((await page()).entries).toHaveLength(1));
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      undefined,
    ]) {
      for (const command of commands) {
        const headers = type === undefined ? {} : { 'Content-Type': type };
        const reply = await api.send(`/trpc/${command}`, { method: 'POST', headers, body: '{}' });
        expect([command, type, reply.status]).toEqual([command, type, 415]);
      }
    }
    expect((await page()).entries).toHaveLength(1);
  });

  test('is never made by another method', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']) {
      expect([method, (await api.send('/trpc/log.clear', { method })).status]).toEqual([method, 405]);
    }
  });
});

describe('a body that is too big', () => {
  const bytes = 1024 * 1024 + 1;

  test('is refused by its announced length, before it is sent', async () => {
    const { port } = new URL(api.origin);
    const answer = await exchange(
      Number(port),
      `POST /trpc/log.clear HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${api.token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${bytes}\r\nConnection: close\r\n\r\n`,
      { half: true },
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a chunked body without a length is refused', async () => {
    await visitor.get('/');
    await eventually(async () => expect((await page()).entries).toHaveLength(1));
    const reply = await api.send('/trpc/log.clear', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
      body: ' '.repeat(bytes),
    });
    expect(reply.status).toBe(413);
    expect((await page()).entries).toHaveLength(1);
  });

  test('just within the limit, it is read', async () => {
    for (const encoding of [{}, { 'Transfer-Encoding': 'chunked' }]) {
      const reply = await api.send('/trpc/settings.change', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...encoding },
        body: `{}${' '.repeat(bytes - 3)}`,
      });
      expect(reply.status).toBe(200);
    }
  });
});

test('an internal error is reported on the terminal; the page only learns that it occurred', async () => {
  const database = new Sqlite(join(running.dataDir, 'inspector.db'));
  database.exec('DROP TABLE log');
  database.close();
  const reply = await api.query('log.page', {});
  expect(reply.status).toBe(500);
  expect(reply.body).toContain('terminal has the details');
  expect(reply.body).not.toMatch(/no such table|sqlite|stack|server\//i);
  expect(running.lines).toEqual(['procedure log.page failed: no such table: log']);
});

test('the handler itself, as the desktop window uses it, needs no token', async () => {
  const { handle } = running.inspector;
  const told = await handle(
    new Request('app://inspector/trpc/actors.act', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ actorId: 'bob', action: { type: 'set', key: 'Username', value: 'Admin' } }),
    }),
  );
  expect(await told.json()).toMatchObject({
    result: { data: { id: 'bob', lastAnswer: { text: 'The session has been Set' } } },
  });
  const page = await handle(new Request('app://inspector/'));
  expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>Session Inspector</title>']);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
});
