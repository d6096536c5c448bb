import { createServer, type RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import session from 'express-session';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import { defaultServerSideOptions } from '../../server/contract/engine-options.ts';
import { createServerSideEngine } from '../../server/engines/server-side-engine.ts';
import { cookieName, recordedSite } from '../support/observed-site.ts';
import { exchange } from '../support/raw-socket.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

function addRoutes(app: Express): void {
  app.get('/set', (req, res) => {
    Object.assign(req.session, { name: 'Admin' });
    res.send('The session has been Set');
  });
  app.get('/get', (req, res) => void res.json(req.session));
  app.get('/chunks', (req, res) => {
    Object.assign(req.session, { name: 'Admin' });
    res.write('one, ');
    setTimeout(() => {
      res.write('two, ');
      res.end('three');
    }, 2);
  });
  app.get('/stream', (_req, res) => void res.type('text').send('x'.repeat(200_000)));
  app.get('/empty', (_req, res) => void res.status(204).end());
  app.get('/redirect', (_req, res) => void res.redirect('/get'));
  app.get('/cookies', (_req, res) => void res.cookie('a', '1').cookie('b', '2').send('cookies'));
  app.get('/destroy', (req, res) => void req.session.destroy(() => res.send('destroyed')));
  app.get('/regenerate', (req, res) => void req.session.regenerate(() => res.send('regenerated')));
  app.get('/throw', () => {
    throw Object.assign(new Error('thrown'), { stack: 'thrown' });
  });
  app.post('/echo', express.text({ type: '*/*' }), (req, res) => void res.send(req.body));
}

const requests = [
  'GET /set HTTP/1.1\r\nHost: x\r\n',
  'GET /get HTTP/1.1\r\nHost: x\r\n',
  'GET /get HTTP/1.1\r\nHost: x\r\nCookie: test.sid=s%3Aforged.AAAA\r\n',
  'HEAD /set HTTP/1.1\r\nHost: x\r\n',
  'OPTIONS /set HTTP/1.1\r\nHost: x\r\n',
  'GET /chunks HTTP/1.1\r\nHost: x\r\n',
  'GET /stream HTTP/1.1\r\nHost: x\r\n',
  'GET /stream HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n',
  'GET /empty HTTP/1.1\r\nHost: x\r\n',
  'GET /redirect HTTP/1.1\r\nHost: x\r\n',
  'GET /cookies HTTP/1.1\r\nHost: x\r\n',
  'GET /destroy HTTP/1.1\r\nHost: x\r\n',
  'GET /regenerate HTTP/1.1\r\nHost: x\r\n',
  'GET /throw HTTP/1.1\r\nHost: x\r\n',
  'GET /nowhere HTTP/1.1\r\nHost: x\r\n',
  'GET /%zz HTTP/1.1\r\nHost: x\r\n',
  'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n',
  'POST /echo HTTP/1.0\r\nContent-Length: 5\r\n',
].map((head) => `${head}Connection: close\r\n\r\n${head.startsWith('POST') ? 'hello' : ''}`);

const options = {
  name: cookieName,
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: 'lax' },
} as const;

function bareApp(): Express {
  const app = express();
  app.use(session({ ...options, secret: 'secret', store: storeOnDisk().store }));
  addRoutes(app);
  return app;
}

function engineApp(): Express {
  const app = express();
  const { store } = storeOnDisk();
  const secrets = ['secret'];
  app.use(
    createServerSideEngine({
      store,
      secrets: () => secrets,
      cookieName: () => cookieName,
      clock: systemClock,
      options: () => defaultServerSideOptions,
    }).attach,
  );
  addRoutes(app);
  return app;
}

async function plainSite(handle: RequestListener): Promise<number> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Everything the server says to the requests, but for what differs from one time to the next anyway. */
async function conversation(port: number): Promise<string[]> {
  const answers: string[] = [];
  for (const request of requests) answers.push(await exchange(port, request));
  return answers.map((answer) =>
    answer.replace(/\r\nDate: [^\r]+/, '\r\nDate: now').replace(/s%3A[\w-]+\.[\w%]+/, 'signed sid'),
  );
}

test('the site says the same bytes with the engine and the recorder as with express-session alone', async () => {
  const alone = await conversation(await plainSite(bareApp()));
  expect(alone[0]).toContain('signed sid');
  expect(await conversation(await plainSite(engineApp()))).toEqual(alone);
  const site = await recordedSite(engineApp());
  expect(await conversation(site.port)).toEqual(alone);
  await site.recorded(requests.length);
});

test('a handler is given the same objects with the recorder as without it', async () => {
  const seen: unknown[] = [];
  const handle: RequestListener = (req, res) => {
    seen.push({
      request: Reflect.ownKeys(req).map(String),
      response: Reflect.ownKeys(res).map(String),
      isPatched: res.end !== ServerResponse.prototype.end || res.write !== ServerResponse.prototype.write,
    });
    res.end();
  };
  const get = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  await exchange(await plainSite(handle), get);
  await exchange((await recordedSite(handle)).port, get);
  expect(seen[0]).toMatchObject({ isPatched: false });
  expect(seen[1]).toEqual(seen[0]);
});
