import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';
import { inspectorForTest, type RunningInspector, runInspector } from '../../support/running-inspector.ts';
import { Visitor } from '../../support/visitor.ts';

let running: RunningInspector;
beforeAll(async () => {
  running = await runInspector();
});
afterAll(() => running.stop());

const visit = () => new Visitor(running.siteUrl);

test('the start page links to pages that are there', async () => {
  const { status, body } = await visit().get('/');
  expect(status).toBe(200);
  const links = [...body.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href ?? '');
  expect(links).toEqual(['/getsession', '/setsession', '/popsession', '/session']);
  for (const link of links) expect((await visit().get(link)).status).toBe(200);
});

test('the start page explains the site, and names the cookie', async () => {
  const { body } = await visit().get('/');
  expect(body).toContain('Session Inspector');
  expect(body).toContain(`<code>${running.cookieNames['server-side']}</code>`);
});

test('the start page says what happens to a session without the name, for the engine in charge', async () => {
  const { body } = await visit().get('/');
  expect(body).toContain('the session and the cookie stay');
  const api = await apiClient(running.inspector);
  await api.tell('settings.change', { engine: 'client-side' });
  const inCookie = await visit().get('/');
  await api.tell('settings.change', { engine: 'server-side' });
  expect(inCookie.body).toContain('told to delete its cookie');
  expect(inCookie.body).not.toContain('the session and the cookie stay');
});

test('an unknown path is a 404 page that leads back, and is recorded', async () => {
  const path = `/nothing-${crypto.randomUUID()}`;
  const { status, headers, body } = await visit().get(path);
  expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  expect(body).toContain(path);
  expect(body).toContain('<a href="/">');
  await eventually(async () => expect((await running.requests()).map(({ url }) => url)).toContain(path));
});

test('an unknown method is a 404 page that names it', async () => {
  const { status, body } = await visit().send('PURGE', '/session');
  expect(status).toBe(404);
  expect(body).toContain('PURGE /session');
});

test.each(['/<script>alert(1)</script>', '/"onmouseover="x', "/'><svg/onload=1>", '/a&b;c'])(
  'the hostile path %s is shown as text',
  async (path) => {
    const { body } = await visit().get(path);
    expect(body).not.toContain(path);
    expect(body).not.toMatch(/<script|<svg|"onmouseover/);
  },
);

test('no page of ours may run a script, load anything, be framed or be kept', async () => {
  for (const path of ['/', '/nothing', '/session/keys/%zz']) {
    const { headers } = await visit().get(path);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('x-powered-by');
  }
});

test('every visit is a request: no page is answered from a cache', async () => {
  for (const path of ['/', '/getsession', '/session']) {
    const first = await visit().get(path);
    expect(first.headers).not.toHaveProperty('etag');
    const again = await visit().send('GET', path, { headers: { 'If-None-Match': '"seen"' } });
    expect([again.status, again.body]).toEqual([200, first.body]);
  }
});

test('a store that fails gives a 500 page without the reason, and a record with it', async () => {
  const broken = await inspectorForTest();
  const visitor = new Visitor(broken.siteUrl);
  await visitor.get('/setsession');
  const database = new Sqlite(join(broken.dataDir, 'inspector.db'));
  database.exec('DROP TABLE sessions');
  database.close();

  const page = await visitor.get('/getsession');
  expect([page.status, page.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
  expect(page.body).toContain('Something went wrong');
  expect(page.body).not.toMatch(/sqlite|no such table|server\/|node_modules/i);

  const asJson = await visitor.send('GET', '/session', { headers: { Accept: 'application/json' } });
  expect(asJson.status).toBe(500);
  expect(asJson.body).not.toMatch(/sqlite|no such table|server\/|node_modules/i);

  await eventually(async () => {
    const record = (await broken.requests()).find(({ url }) => url === '/getsession');
    expect(record).toMatchObject({
      status: 500,
      verdict: { kind: 'unchecked' },
      storeOperations: [{ op: 'get', outcome: 'failed', error: 'no such table: sessions' }],
      errors: [{ where: 'store', message: 'get failed: no such table: sessions' }],
    });
  });
});

test('the site keeps running after a failure', async () => {
  const broken = await inspectorForTest();
  const visitor = new Visitor(broken.siteUrl);
  await visitor.get('/setsession');
  const database = new Sqlite(join(broken.dataDir, 'inspector.db'));
  database.exec('ALTER TABLE sessions RENAME TO away');
  expect((await visitor.get('/getsession')).status).toBe(500);
  database.exec('ALTER TABLE away RENAME TO sessions');
  database.close();
  expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
});
