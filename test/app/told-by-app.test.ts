/** Apps that use session-inspector/express: their rows show what happened inside. Real HTTP, real express-session. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import session, { type SessionOptions } from 'express-session';
import { expect, onTestFinished, test } from 'vitest';
import { inspect } from '../../server/express/inspect.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, watch } from '../support/watched.ts';

/** An app whose sessions are told to the inspector with this data folder. */
async function tellingApp(dataDir: string, routes: (app: Express) => void, options: Partial<SessionOptions> = {}) {
  const inspected = inspect(session, { dataDir });
  const app = express().disable('etag');
  app.get('/static', (_, response) => void response.send('no session'));
  app.use(inspected({ secret: 'a secret of the app', resave: false, saveUninitialized: false, ...options }));
  routes(app);
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const counter = (app: Express): void => {
  app.get('/count', (request, response) => {
    const data = request.session as unknown as { count?: number };
    data.count = (data.count ?? 0) + 1;
    response.json(data.count);
  });
  app.get('/look', (_, response) => void response.send('seen'));
  app.get('/logout', (request, response) => request.session.destroy(() => response.send('out')));
  app.get('/login', (request, response) => request.session.regenerate(() => response.send('in')));
};

test('the rows of an app on MemoryStore show its session, its store calls and the rules that decided', async () => {
  const { inspector, dataDir } = await inspectorForTest();
  const app = await watch(inspector, await tellingApp(dataDir, counter));
  const visitor = new Visitor(app.open ?? '');
  for (const path of ['/count', '/count', '/look', '/static', '/logout']) await visitor.get(path);
  const [first, second, look, unhandled, logout] = await recorded(inspector, app.id, 5);
  expect(first).toMatchObject({
    sidBefore: null,
    sessionAfter: { count: 1 },
    verdict: { kind: 'none' },
    storeOperations: [{ op: 'set', phase: 'end', outcome: 'ok' }],
    evidence: { before: 'inside', after: 'inside', inside: { state: 'told', store: 'MemoryStore', tooLarge: null } },
  });
  expect(first?.decision.map(({ rule, answer }) => [rule, answer])).toEqual([
    ['create-saved', true],
    ['save-modified', true],
    ['touch-not-for-new', false],
    ['keep-alive', false],
    ['cookie-new-modified', true],
  ]);
  expect(second).toMatchObject({
    sidBefore: first?.sidAfter,
    sessionBefore: { count: 1 },
    sessionAfter: { count: 2 },
    verdict: { kind: 'accepted', secretNumber: 1 },
    storeOperations: [{ op: 'get' }, { op: 'set' }],
  });
  expect(look?.storeOperations.map(({ op }) => op)).toEqual(['get', 'touch']);
  expect(unhandled?.evidence?.inside?.state).toBe('unhandled');
  expect(logout).toMatchObject({ sessionBefore: { count: 2 }, sidAfter: null, operations: [{ op: 'destroy' }] });
});
