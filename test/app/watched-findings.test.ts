/** Findings over a watched app, on real HTTP and real express-session: each fault is found, and its cure is not. */
import express, { type Express, type Request } from 'express';
import session, { type SessionOptions } from 'express-session';
import { expect, onTestFinished, test } from 'vitest';
import type { Finding } from '../../server/contract/finding.ts';
import type { Inspector } from '../../server/index.ts';
import { send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, watch } from '../support/watched.ts';

const secret = 'a secret of the app';

interface Watched {
  readonly id: string;
  readonly open: string;
}

/** Watches an Express app with these routes. */
async function watched(
  inspector: Inspector,
  routes: (app: Express) => void,
  { options, secrets = [] }: { readonly options?: Partial<SessionOptions> | null; readonly secrets?: string[] } = {},
): Promise<Watched> {
  const app = express().disable('etag');
  if (options !== null) app.use(session({ secret, resave: false, saveUninitialized: false, ...options }));
  routes(app);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const { id, open } = await watch(inspector, `http://127.0.0.1:${port}`, { secrets });
  return { id, open: open ?? '' };
}

/** The findings of every request, oldest first. */
async function findings(inspector: Inspector, { id }: Watched, count: number): Promise<Finding[][]> {
  return (await recorded(inspector, id, count)).map((record) => record.findings);
}

const nameOf = (request: Request) => (request.session as { name?: string }).name;
const setName = (request: Request, name: string) => Object.assign(request.session, { name });

/** A page with a counter, a login and a logout. `isRenewed`: the login gives the session a new id. */
const shop =
  ({ isRenewed, endsAtLogout = true }: { readonly isRenewed: boolean; readonly endsAtLogout?: boolean }) =>
  (app: Express): void => {
    app.get('/', (request, response) => void response.send(`Welcome ${nameOf(request) ?? 'stranger'}`));
    app.get('/cart', (request, response) => {
      Object.assign(request.session, { cart: ['tea'] });
      response.send('in the cart');
    });
    app.get('/account', (request, response) => {
      if (nameOf(request) === undefined) response.redirect('/login');
      else response.send('Your account');
    });
    app.get('/login', (_, response) => void response.send('<form>'));
    app.post('/login', (request, response) => {
      if (request.query.wrong !== undefined) return response.redirect('/login?again');
      const begin = () => {
        setName(request, 'Alice');
        response.redirect('/');
      };
      if (isRenewed) request.session.regenerate(begin);
      else begin();
    });
    app.post('/logout', (request, response) => {
      response.clearCookie('connect.sid');
      if (endsAtLogout) request.session.destroy(() => response.redirect('/'));
      else response.redirect('/');
    });
  };

test('a login that keeps the id is found, with the request that showed the id first; one that renews it is not', async () => {
  const { inspector } = await inspectorForTest();
  const kept = await watched(inspector, shop({ isRenewed: false }));
  const renewed = await watched(inspector, shop({ isRenewed: true }));
  for (const app of [kept, renewed]) {
    const alice = new Visitor(app.open, 'Alice');
    await alice.get('/cart');
    await alice.send('POST', '/login?wrong');
    await alice.send('POST', '/login');
    await alice.get('/');
  }
  expect(await findings(inspector, kept, 4)).toEqual([
    [],
    [],
    [{ kind: 'login-kept-id', requestIds: [1, 3], name: 'connect.sid' }],
    [],
  ]);
  expect((await findings(inspector, renewed, 4)).flat()).toEqual([]);
});

test('a login into an id that another client had names this client', async () => {
  const { inspector } = await inspectorForTest();
  const app = await watched(inspector, shop({ isRenewed: false }));
  const [mallory, alice] = [new Visitor(app.open, 'Mallory'), new Visitor(app.open, 'Alice')];
  await mallory.get('/cart');
  alice.plant('connect.sid', mallory.cookie('connect.sid'));
  await alice.send('POST', '/login');
  const [, login] = await findings(inspector, app, 2);
  expect(login).toContainEqual({
    kind: 'login-kept-id',
    requestIds: [1, 2],
    name: 'connect.sid',
    knownTo: { id: 'outside:Mallory', name: 'Mallory', kind: 'outside' },
  });
});

test('an old cookie that is still good for a page is found, by the status; one that is refused is not', async () => {
  const { inspector } = await inspectorForTest();
  for (const endsAtLogout of [false, true]) {
    const app = await watched(inspector, shop({ isRenewed: true, endsAtLogout }));
    const [alice, mallory] = [new Visitor(app.open, 'Alice'), new Visitor(app.open, 'Mallory')];
    await alice.get('/account');
    await alice.send('POST', '/login');
    await alice.get('/account');
    mallory.plant('connect.sid', alice.cookie('connect.sid'));
    await alice.send('POST', '/logout');
    await mallory.get('/account');
    const found = (await findings(inspector, app, 5)).flat().filter(({ kind }) => kind === 'logout-left-valid');
    expect(found).toEqual(
      endsAtLogout ? [] : [{ kind: 'logout-left-valid', requestIds: [1, 3, 4, 5], name: 'connect.sid', by: 'status' }],
    );
  }
});

test('if every page has status 200, an accepted old cookie is recognised by the length of the response', async () => {
  const { inspector } = await inspectorForTest();
  for (const endsAtLogout of [false, true]) {
    const app = await watched(inspector, shop({ isRenewed: true, endsAtLogout }));
    const alice = new Visitor(app.open, 'Alice');
    await alice.get('/');
    await alice.send('POST', '/login');
    await alice.get('/');
    const cookie = alice.cookieHeader;
    await alice.send('POST', '/logout');
    await send(app.open, '/', { headers: { Cookie: cookie, 'User-Agent': 'Alice/1.0' } });
    const found = (await findings(inspector, app, 5)).flat();
    expect(found).toEqual(
      endsAtLogout ? [] : [{ kind: 'logout-left-valid', requestIds: [1, 3, 4, 5], name: 'connect.sid', by: 'length' }],
    );
  }
});

test('a cookie that each answer sets again is found once, after ten answers in a row', async () => {
  const { inspector } = await inspectorForTest();
  const rolling = await watched(inspector, shop({ isRenewed: true }), { options: { rolling: true } });
  const plain = await watched(inspector, shop({ isRenewed: true }));
  for (const app of [rolling, plain]) {
    const alice = new Visitor(app.open, 'Alice');
    await alice.get('/cart');
    for (let visit = 0; visit < 14; visit++) await alice.get('/');
    // A client without a jar gets a new session with each request. The app can do nothing about it.
    for (let visit = 0; visit < 12; visit++) await send(app.open, '/cart', { headers: { 'User-Agent': 'script/1' } });
  }
  expect((await findings(inspector, rolling, 27)).flat()).toEqual([
    { kind: 'cookie-set-each-time', requestIds: [2, 3, 11], name: 'connect.sid', count: 10 },
  ]);
  expect((await findings(inspector, plain, 27)).flat()).toEqual([]);
});

test('an id that each answer renews is found after five in a row, and a renewal now and then is not', async () => {
  const { inspector } = await inspectorForTest();
  const app = await watched(inspector, (express) => {
    express.get('/', (request, response) => {
      if (request.query.keep !== undefined) return response.send('kept');
      request.session.regenerate(() => {
        setName(request, 'Alice');
        response.send('renewed');
      });
    });
  });
  const alice = new Visitor(app.open, 'Alice');
  for (let visit = 0; visit < 7; visit++) await alice.get('/');
  const bob = new Visitor(app.open, 'Bob');
  for (let visit = 0; visit < 7; visit++) {
    await bob.get('/');
    await bob.get('/?keep');
  }
  expect((await findings(inspector, app, 21)).flat()).toEqual([
    { kind: 'cookie-keeps-changing', requestIds: [2, 3, 6], name: 'connect.sid', count: 5 },
  ]);
});

test('a session cookie without HttpOnly is found once, and one that only lacks SameSite when another site uses it', async () => {
  const { inspector } = await inspectorForTest();
  const open = await watched(inspector, shop({ isRenewed: true }), { options: { cookie: { httpOnly: false } } });
  const plain = await watched(inspector, shop({ isRenewed: true }));
  for (const app of [open, plain]) {
    const alice = new Visitor(app.open, 'Alice');
    await alice.get('/cart');
    await alice.send('POST', '/login');
    await alice.send('POST', '/logout?all', { headers: { 'Sec-Fetch-Site': 'same-origin' } });
  }
  expect(await findings(inspector, open, 3)).toEqual([
    [{ kind: 'cookie-unprotected', requestIds: [1], name: 'connect.sid', lacks: ['HttpOnly', 'SameSite'] }],
    [],
    [],
  ]);
  const victim = new Visitor(plain.open, 'Alice');
  await victim.get('/cart');
  await victim.send('POST', '/login', { headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' } });
  expect(await findings(inspector, plain, 5)).toEqual([
    [],
    [],
    [],
    [],
    [{ kind: 'cookie-sent-cross-site', requestIds: [5], name: 'connect.sid', method: 'POST' }],
  ]);
});

test('a Secure session cookie over http is found: as refused by a browser that refuses it, else as a risk', async () => {
  const { inspector } = await inspectorForTest();
  const app = await watched(
    inspector,
    (express) => {
      express.get('/', (_, response) => {
        response.setHeader('Set-Cookie', 'sessionid=k7qm2vt9xb4lw8rz1yc5nf6hs3jd0gae; Path=/; HttpOnly; Secure');
        response.end();
      });
    },
    { options: null },
  );
  await send(app.open, '/');
  const safari = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15';
  await send(app.open, '/', { headers: { 'User-Agent': safari } });
  expect((await findings(inspector, app, 2)).map((found) => found.map(({ kind }) => kind))).toEqual([
    ['cookie-secure-on-http'],
    ['cookie-not-kept'],
  ]);
});

test('one cookie name for several paths is found with its places, and a cookie that has moved is not', async () => {
  const { inspector } = await inspectorForTest();
  const cookie = (id: string, more: string) => `sessionid=k7qm2vt9xb4lw8rz1yc5nf6hs3jd0g${id}; HttpOnly${more}`;
  const app = await watched(
    inspector,
    (express) => {
      // Without Path, a cookie is for the folder of its page.
      express.get('/shop/cart', (_, response) => void response.set('Set-Cookie', cookie('aa', '')).end());
      express.get('/', (_, response) => void response.set('Set-Cookie', cookie('bb', '; Path=/')).end());
      express.get('/moved', (_, response) => {
        response.set('Set-Cookie', [cookie('', '; Path=/; Max-Age=0'), cookie('cc', '; Path=/other')]).end();
      });
    },
    { options: null },
  );
  const [alice, bob] = [new Visitor(app.open, 'Alice'), new Visitor(app.open, 'Bob')];
  await alice.get('/shop/cart');
  await alice.get('/');
  await bob.get('/');
  await bob.get('/moved');
  const found = (await findings(inspector, app, 4)).map((each) => each.filter(({ kind }) => kind !== 'hijack'));
  expect(found).toEqual([
    [],
    [
      {
        kind: 'cookie-on-many-paths',
        requestIds: [1, 2],
        name: 'sessionid',
        places: [
          { path: '/shop', domain: null },
          { path: '/', domain: null },
        ],
      },
    ],
    [],
    [],
  ]);
});

test('two apps with the same cookie name are found when one receives the cookie of the other, which is not called forged', async () => {
  const { inspector } = await inspectorForTest();
  const secrets = [secret];
  const one = await watched(inspector, shop({ isRenewed: true }), { secrets });
  const other = await watched(inspector, shop({ isRenewed: true }), { options: { secret: 'of the other app' } });
  const browser = new Visitor(one.open, 'Alice');
  await browser.get('/cart');
  await browser.get('/');
  const there = new Visitor(other.open, 'Alice');
  await there.get('/cart');
  browser.plant('connect.sid', there.cookie('connect.sid'));
  await browser.get('/');
  await browser.get('/');
  expect(await findings(inspector, one, 4)).toEqual([
    [],
    [],
    [{ kind: 'cookie-name-shared', requestIds: [3], name: 'connect.sid', app: other.open }],
    [],
  ]);
  // What nobody was seen to set, and no secret has signed, is a forgery.
  await send(one.open, '/', { headers: { Cookie: `${browser.cookieHeader}x` } });
  expect((await findings(inspector, one, 5)).at(-1)).toEqual([
    { kind: 'forged-cookie', requestIds: [5], reason: 'bad-signature' },
  ]);
});

test('a cookie that is too large for browsers is found', async () => {
  const { inspector } = await inspectorForTest();
  const app = await watched(
    inspector,
    (express) => {
      express.get('/', (_, response) => {
        response.set('Set-Cookie', `session=${'x'.repeat(5000)}; HttpOnly; Path=/; SameSite=Lax`).end();
      });
    },
    { options: null },
  );
  await send(app.open, '/');
  expect((await findings(inspector, app, 1)).flat()).toMatchObject([
    { kind: 'cookie-not-kept', name: 'session', refusals: [{ code: 'too-large' }] },
  ]);
});

test('a host name that the app refuses is found where it answers at localhost, and a page that is forbidden is not', async () => {
  const { inspector } = await inspectorForTest();
  const app = await watched(
    inspector,
    (express) => {
      express.use((request, response) => {
        const isAllowed = /^(?:localhost|allowed\.test)(?::|$)/.test(request.headers.host ?? '');
        response.status(isAllowed && request.url !== '/forbidden' ? 200 : 403).end();
      });
    },
    { options: null },
  );
  const ask = (host: string, path: string) => send(app.open, path, { headers: { Host: host } });
  await ask('app.test:5001', '/');
  await ask('localhost:5001', '/');
  await ask('allowed.test', '/');
  await ask('allowed.test', '/forbidden');
  await ask('app.test:5001', '/');
  await ask('app.test:5001', '/about');
  expect(await findings(inspector, app, 6)).toEqual([
    [],
    [],
    [],
    [],
    [{ kind: 'host-refused', requestIds: [2, 5], host: 'app.test', status: 403 }],
    [],
  ]);
});
