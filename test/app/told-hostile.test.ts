/** What a program may send to the socket of the inspector: everything is checked and bounded, and nothing stops it. */
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { appSocketOf } from '../../server/base/app-socket.ts';
import { MAX_LINE_BYTES } from '../../server/contract/app-line-limits.ts';
import type { Listening } from '../../server/contract/watch.ts';
import { type RunningInspector, runInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';
import { ask, recorded, watch } from '../support/watched.ts';

let running: RunningInspector;
beforeAll(async () => {
  running = await runInspector();
});
afterAll(() => running.stop());

const hello = { t: 'hello', version: 1, pid: 1, node: 'v24', ports: [], sessions: [], missed: 0 };

async function program(): Promise<Socket> {
  const socket = connect({ path: appSocketOf(running.dataDir) ?? '' });
  await once(socket, 'connect');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

const isClosed = (socket: Socket) => (socket.destroyed ? Promise.resolve([]) : once(socket.resume(), 'close'));

test('only this user can reach the socket', () => {
  expect(statSync(appSocketOf(running.dataDir) ?? '').mode & 0o777).toBe(0o600);
});

test.each([
  ['no JSON', 'hello\n'],
  ['another version', `${JSON.stringify({ ...hello, version: 2 })}\n`],
  ['a request before the greeting', `${JSON.stringify({ t: 'port', port: 1 })}\n`],
  ['a port out of range', `${JSON.stringify({ ...hello, ports: [70_000] })}\n`],
  ['a line without an end', 'x'.repeat(MAX_LINE_BYTES + 1)],
  ['levels without an end', `${'['.repeat(100_000)}\n`],
])('%s ends the connection', async (_, text) => {
  const socket = await program();
  socket.write(text);
  await isClosed(socket);
});

test('any lines of an app that has greeted leave the inspector as it was', async () => {
  const line = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({
        t: fc.constantFrom('request', 'unhandled', 'port', 'sessions', 'dropped', 'hello', 'listed', 'changed'),
        place: fc.anything(),
      })
      .map((value) => JSON.stringify(value)),
    fc.string().map((text) => JSON.stringify({ t: 'sessions', cookieName: text, store: text, isStoreSeen: true })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
      const socket = connect({ path: appSocketOf(running.dataDir) ?? '' });
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.end(`${JSON.stringify(hello)}\n${lines.map((text) => `${text}\n`).join('')}`);
      await isClosed(socket);
      expect((await ask<Listening>(running.inspector, 'watch.listening')).ok).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('an app that tells of another path or of an impossible time is not believed', async () => {
  const app = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(app, 'listening');
  onTestFinished(() => {
    app.closeAllConnections();
    app.close();
  });
  const { port } = app.address() as AddressInfo;
  const socket = await program();
  socket.write(`${JSON.stringify({ ...hello, ports: [port] })}\n`);
  const told = (remotePort: number, url: string, atMs: number) =>
    JSON.stringify({
      t: 'request',
      place: { port, family: '4', remotePort, order: 1 },
      method: 'GET',
      url,
      arrivedAtMs: Date.now() - 1e9,
      cookieName: 'sid',
      store: 'Liar',
      verdict: { kind: 'none' },
      before: { sid: null, data: null },
      after: { sid: 'a', data: JSON.parse('{"__proto__":{"polluted":true},"<script>":"x"}') },
      operations: [],
      storeOperations: [{ atMs, op: 'set', phase: 'end', sid: 'a', durationMs: 1, outcome: 'ok' }],
      decision: [],
      errors: [],
    });
  app.prependListener('request', ({ url = '', socket: { remotePort = 0 } }) => {
    socket.write(`${told(remotePort, url === '/lie' ? '/another' : url, url === '/past' ? -5 : 5)}\n`);
  });
  const { id, open } = await watch(running.inspector, `http://127.0.0.1:${port}`);
  await new Visitor(open ?? '').get('/lie');
  await new Visitor(open ?? '').get('/past');
  await new Visitor(open ?? '').get('/true');
  const [lie, past, truth] = await recorded(running.inspector, id, 3);
  expect(past?.evidence?.inside?.state).toBe('not-in-time');
  expect(lie?.evidence?.inside?.state).toBe('not-in-time');
  expect(lie?.sidAfter).toBeNull();
  expect(truth?.evidence?.inside).toMatchObject({ state: 'told', store: 'Liar' });
  expect(Object.keys(truth?.sessionAfter ?? {})).toEqual(['__proto__', '<script>']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(truth?.storeOperations[0]?.atMs).toBe(5);
});
