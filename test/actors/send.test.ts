/** Requests sent by hand, over the real door, to the real site; and to strangers where the site must not lead. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ActorState } from '../../server/contract/actor.ts';
import type { HeaderList } from '../../server/contract/log-entry.ts';
import type { OutgoingRequest, SentRequest } from '../../server/contract/outgoing-request.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';

let running: RunningInspector;
let api: ApiClient;
beforeEach(async () => {
  running = await inspectorForTest();
  api = await apiClient(running.inspector);
});

const host = () => `localhost:${running.port}`;
const plain = (over: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  actorId: 'alice',
  method: 'GET',
  target: '/getsession',
  headers: [
    ['Host', host()],
    ['User-Agent', 'Alice/1.0'],
  ],
  withJar: false,
  body: null,
  resendOf: null,
  ...over,
});
const send = (over: Partial<OutgoingRequest> = {}) => api.tell<SentRequest>('actors.send', plain(over));
const press = (action: object) => api.tell<ActorState>('actors.act', { actorId: 'alice', action });
const set = () => press({ type: 'set', key: 'Username', value: 'Admin' });

async function recordOf(id: number | null) {
  return eventually(async () => {
    const found = (await running.requests()).find((record) => record.id === id);
    expect(found).toBeDefined();
    return found as NonNullable<typeof found>;
  });
}

describe('a request written by the user goes onto the wire unchanged', () => {
  test('names in their own case, in order, duplicates kept, and no line more', async () => {
    const headers: HeaderList = [
      ['X-first', ''],
      ['hOST', 'other.example'],
      ['Cookie', 'a=1'],
      ['X-Latin', '\u00e9\t\u00ff'],
      ['cookie', 'b=2'],
      ['user-agent', 'curl/8.5.0'],
      ['Upgrade-Insecure-Requests', '1'],
    ];
    const { recordId } = await send({ headers, target: '/getsession?a=1#b' });
    expect(await recordOf(recordId)).toMatchObject({ requestHeaders: headers, url: '/getsession?a=1#b' });
  });

  test('for every request that the contract allows', async () => {
    const line = fc.tuple(
      fc.stringMatching(/^X[A-Za-z0-9-]{0,10}$/),
      fc.stringMatching(/^[!-~\x80-\xff]{0,10}$/),
    ) as fc.Arbitrary<[string, string]>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 5 }),
        fc.stringMatching(/^\/[!-~]{0,12}$/),
        async (lines, target) => {
          const headers: HeaderList = [['Host', host()], ...lines];
          const { recordId } = await send({ headers, target });
          expect(await recordOf(recordId)).toMatchObject({ requestHeaders: headers, url: target });
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a repeated request equals the recorded one in every byte', async () => {
    await set();
    const [original] = await running.requests();
    if (original === undefined) throw new Error('Nothing was recorded');
    const { recordId } = await send({
      method: original.method ?? '',
      target: original.url,
      headers: original.requestHeaders,
      resendOf: original.id,
    });
    const copy = await recordOf(recordId);
    expect(copy.resendOf).toBe(original.id);
    expect(copy.requestHeaders).toEqual(original.requestHeaders);
    expect(copy.actor).toEqual(original.actor);
    expect(original).not.toHaveProperty('resendOf');
  });

  test('the length is computed from the body, not from the recorded length', async () => {
    const { recordId, status, text } = await send({
      method: 'POST',
      target: '/session/keys/color',
      headers: [
        ['content-length', '3'],
        ['Host', host()],
        ['Transfer-Encoding', 'chunked'],
        ['Content-Type', 'application/json'],
      ],
      body: '"好"',
    });
    expect([status, text]).toEqual([200, 'color has been set']);
    expect(await recordOf(recordId)).toMatchObject({
      requestHeaders: [
        ['content-length', '5'],
        ['Host', host()],
        ['Content-Type', 'application/json'],
      ],
      sessionAfter: { color: '好' },
    });
  });
});

describe('the sender', () => {
  test('is an actor, whose jar stores the cookies of the response', async () => {
    const { recordId } = await send({ target: '/setsession' });
    expect(await recordOf(recordId)).toMatchObject({ actor: { id: 'alice', kind: 'simulated' } });
    expect((await press({ type: 'get', key: 'Username' })).lastAnswer?.text).toBe('Welcome Admin');
  });

  test('with the cookies of that jar in the place of those that were given', async () => {
    const { cookieValue } = await set();
    const headers: HeaderList = [
      ['Host', host()],
      ['cookie', `${running.cookieNames['server-side']}=stale`],
      ['Accept', '*/*'],
      ['Cookie', 'x=1'],
    ];
    const { recordId, text } = await send({ headers, withJar: true });
    expect(text).toBe('Welcome Admin');
    expect((await recordOf(recordId)).requestHeaders).toEqual([
      ['Host', host()],
      ['cookie', `${running.cookieNames['server-side']}=${cookieValue}`],
      ['Accept', '*/*'],
    ]);
  });

  test('is a program outside the app, named by its User-Agent, without a jar', async () => {
    await set();
    const { recordId, text } = await send({
      actorId: null,
      withJar: true,
      headers: [
        ['Host', host()],
        ['User-Agent', 'curl/8.5.0'],
      ],
    });
    expect(text).toBe('Welcome Anonymous');
    expect(await recordOf(recordId)).toMatchObject({ actor: { id: 'outside:curl', kind: 'outside' } });
  });

  test('an unknown actor is refused', async () => {
    expect((await api.mutate('actors.send', plain({ actorId: 'eve' }))).status).toBe(404);
  });
});

test('a request is sent while recording is paused, and gets no id', async () => {
  await api.tell('settings.change', { recording: false });
  expect(await send()).toEqual({ recordId: null, status: 200, text: 'Welcome Anonymous' });
});

test('the mark of a request sent again is in the database, and in every export that can hold it', async () => {
  await set();
  const { recordId } = await send({ resendOf: 1 });
  await recordOf(recordId);
  for (const [format, mark] of [
    ['ndjson', '"resendOf":1'],
    ['har', '"_resendOf":1'],
  ] as const) {
    for (const raw of [false, true]) {
      const { path } = await api.tell<{ path: string }>('exports.prepare', { format, raw });
      const { body } = await api.send(path);
      expect(body.split(mark)).toHaveLength(2);
    }
  }
});

describe('it leads to the site and nowhere else', () => {
  test('whatever target and Host it names', async () => {
    const visits: string[] = [];
    const stranger = createServer((request, response) => {
      visits.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const other = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const headers: HeaderList = [['Host', other]];
    for (const target of [`http://${other}/`, `//${other}/`, '/', '*', `@${other}/`]) {
      const { recordId } = await send({ target, headers, method: target === '*' ? 'OPTIONS' : 'GET' });
      if (target.startsWith('@')) continue;
      expect(await recordOf(recordId)).toMatchObject({ url: target });
    }
    expect(visits).toEqual([]);
  });

  test.each<[string, Partial<OutgoingRequest>]>([
    ['a line end in a value', { headers: [['X', 'a\r\nEvil: 1']] }],
    ['a newline alone', { headers: [['X', 'a\nEvil: 1']] }],
    ['a NUL', { headers: [['X', 'a\0b']] }],
    ['a letter that is no byte', { headers: [['X', '好']] }],
    ['a colon in a name', { headers: [['X:', 'a']] }],
    ['a line end in a name', { headers: [['X\r\nEvil', 'a']] }],
    ['no name', { headers: [['', 'a']] }],
    ['a space in the target', { target: '/ HTTP/1.1\r\nEvil: 1' }],
    ['a line end in the target', { target: '/\r\nEvil:1' }],
    ['no target', { target: '' }],
    ['a letter beyond ASCII in the target', { target: '/\u00e9' }],
    ['a method of two words', { method: 'GET /' }],
    ['a tunnel', { method: 'CONNECT' }],
  ])('%s is refused before anything is sent', async (_name, over) => {
    const { status } = await api.mutate('actors.send', plain(over));
    expect(status).toBe(400);
    expect(await running.requests()).toEqual([]);
  });
});
