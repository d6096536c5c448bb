/** Requests that pages of other origins can make a browser send. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningInspector, runInspector } from '../../support/running-inspector.ts';
import { Visitor } from '../../support/visitor.ts';

let running: RunningInspector;
beforeAll(async () => {
  running = await runInspector();
});
afterAll(() => running.stop());

const json = { 'Content-Type': 'application/json' };

/** A visitor whose session has a name in it. */
async function admin(): Promise<Visitor> {
  const visitor = new Visitor(running.siteUrl);
  await visitor.get('/setsession');
  return visitor;
}

const changing = [
  ['POST', '/session/destroy'],
  ['POST', '/session/regenerate'],
  ['POST', '/session/keys/Username'],
  ['DELETE', '/session/keys/Username'],
  ['DELETE', '/session'],
  ['PUT', '/anything'],
] as const;

describe.each(changing)('%s %s', (method, path) => {
  test.each([
    { Origin: 'http://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost:1' },
    { Origin: 'https://localhost.evil.example' },
    { Origin: 'app://inspector' },
    { Origin: '' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'anything' },
  ])('by a page of another origin is 403 and changes nothing (%j)', async (headers) => {
    const visitor = await admin();
    const before = visitor.cookieHeader;
    const sending = method === 'DELETE' ? { headers } : { headers: { ...json, ...headers }, body: '1' };
    const reply = await visitor.send(method, path, sending);
    expect([reply.status, reply.setCookies]).toEqual([403, []]);
    // Nor does it begin a session for a browser that sends no cookie with it.
    const stranger = await new Visitor(running.siteUrl).send(method, path, sending);
    expect([stranger.status, stranger.setCookies]).toEqual([403, []]);
    expect(visitor.cookieHeader).toBe(before);
    expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
  });

  test('by a page of the site, or by a program, is not 403', async () => {
    const { port } = running;
    const callers = [
      {},
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'same-origin' },
      { Host: `localhost:${port}`, Origin: `http://localhost:${port}`, 'Sec-Fetch-Site': 'same-origin' },
      { Host: `127.0.0.1:${port}`, Origin: `http://127.0.0.1:${port}` },
      { Host: `[::1]:${port}`, Origin: `http://[::1]:${port}` },
      { Host: 'LOCALHOST:80', Origin: 'http://localhost' },
      // Behind a proxy that speaks https.
      { Host: 'shop.test', Origin: 'https://shop.test' },
    ];
    for (const headers of callers) {
      const visitor = await admin();
      const sending = method === 'DELETE' ? { headers } : { headers: { ...json, ...headers }, body: '1' };
      const reply = await visitor.send(method, path, sending);
      expect([headers, reply.status]).not.toEqual([headers, 403]);
    }
  });

  test('by a page of the same host name and another port is 403', async () => {
    const headers = { Host: `localhost:${running.port}`, Origin: `http://localhost:${running.port + 1}` };
    expect((await (await admin()).send(method, path, { headers })).status).toBe(403);
  });
});

test('reading is for every page: a link from elsewhere opens the site', async () => {
  const headers = { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  for (const path of ['/', '/getsession', '/session']) {
    expect((await (await admin()).send('GET', path, { headers })).status).toBe(200);
  }
});
