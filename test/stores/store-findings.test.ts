/** Faults that are planted in real apps, and the findings that their session stores show. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { RedisStore } from 'connect-redis';
import session, { type Store } from 'express-session';
import { describe, expect, onTestFinished } from 'vitest';
import type { Finding } from '../../server/contract/finding.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type Reply, send } from '../support/http.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { type ExpressFaults, storedExpress } from '../support/stored-express.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, watchStore } from '../support/watched.ts';
import { needs, python, where } from '../support/where.ts';

const require = createRequire(import.meta.url);
const support = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The findings that only the store shows. */
const ofStore: ReadonlySet<Finding['kind']> = new Set([
  'lost-update',
  'revived',
  'changed-outside',
  'expiry-stale',
  'expiry-too-far',
  'rows-orphaned',
  'id-adopted',
  'logout-left-row',
  'waited-for-lock',
  'login-kept-id',
  'sid-unchanged',
]);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'findings-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Watches an app with its store. `found` waits for so many records, and gives what was found in each. */
async function watched(origin: string, store: string) {
  const { inspector } = await inspectorForTest(waitsForStores);
  const { id, open } = await watchStore(inspector, origin, store);
  const found = async (count: number): Promise<(Finding & { at: string })[]> =>
    (await recorded(inspector, id, count)).flatMap(({ url, findings }) =>
      findings.filter(({ kind }) => ofStore.has(kind)).map((finding) => ({ ...finding, at: url })),
    );
  return { inspector, id, open: open ?? '', visitor: new Visitor(open ?? ''), found };
}

async function onRedis(faults: ExpressFaults = {}) {
  const redis = await redisServer();
  const client = await redisClient(redis.url);
  const app = await storedExpress(new RedisStore({ client: client as never }), 'a secret', faults);
  return { ...(await watched(app.origin, redis.url)), client, app };
}

async function php(script: string, settings: readonly string[] = []) {
  const sessions = folder();
  const port = await freePort();
  const options = ['-d', `session.save_path=${sessions}`, ...settings.flatMap((setting) => ['-d', setting])];
  const child = spawn('php', [...options, '-S', `127.0.0.1:${port}`, script], {
    stdio: 'ignore',
    env: { ...process.env, SESSIONS: sessions, PHP_CLI_SERVER_WORKERS: '4' },
    detached: true,
  });
  onTestFinished(() => {
    if (child.pid !== undefined) process.kill(-child.pid);
  });
  const origin = `http://127.0.0.1:${port}`;
  await eventually(() => fetch(`${origin}/nothing`));
  return watched(origin, sessions);
}

async function pythonApp(...args: string[]): Promise<string> {
  const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return `http://127.0.0.1:${line.split(' ')[0]}`;
}

describe('planted faults', () => {
  where(needs.redis)('a lost update: two requests overlap, and the later save writes the old value back', async () => {
    const { visitor, found, app } = await onRedis();
    await visitor.get('/set?key=a&value=1');
    await found(1);
    const first = visitor.get('/held?n=1&key=x&value=1');
    await app.held(1);
    const second = visitor.get('/held?n=2&key=y&value=1');
    await app.held(2);
    // The finding wants the second request to have begun 25 ms before the answer to the first.
    await wait(50);
    app.release(1);
    await first;
    // What the first one has saved is read before the second one replaces it.
    await found(2);
    app.release(2);
    await second;
    expect(await found(3)).toEqual([
      { kind: 'lost-update', requestIds: [2, 3], keys: ['x'], at: '/held?n=2&key=y&value=1' },
    ]);
  });

  where(needs.redis)('a change by another program between two requests', async () => {
    const { visitor, found, client } = await onRedis();
    await visitor.get('/set?key=cart&value=1');
    await found(1);
    const [key = ''] = await client.keys('sess:*');
    const value = JSON.parse((await client.get(key)) ?? '{}');
    await client.set(key, JSON.stringify({ ...value, cart: '2', role: 'x' }), { expiration: 'KEEPTTL' });
    await visitor.get('/get');
    expect(await found(2)).toEqual([
      { kind: 'changed-outside', requestIds: [1, 2], keys: ['cart', 'role'], isGone: false, at: '/get' },
    ]);
    await client.del(key);
    await visitor.get('/get');
    expect((await found(3)).at(-1)).toMatchObject({ kind: 'changed-outside', requestIds: [2, 3], isGone: true });
  });

  where(needs.redis)('a session that a slow request saves again after the logout', async () => {
    const { visitor, found, app } = await onRedis();
    await visitor.get('/set?key=cart&value=1');
    await found(1);
    const slow = visitor.get('/held?n=1&key=x&value=1');
    await app.held(1);
    await visitor.get('/logout');
    app.release(1);
    await slow;
    expect(await found(3)).toEqual([
      { kind: 'revived', requestIds: [3, 2], sid: expect.any(String), at: '/held?n=1&key=x&value=1' },
    ]);
  });

  where(needs.redis)('connect-redis: touch moves the row, and the cookie within the value has ended', async () => {
    const { visitor, found, open } = await onRedis({ maxAge: 8_000 });
    await visitor.get('/set?key=a&value=1');
    const headers = { Cookie: visitor.cookieHeader };
    await wait(5_500);
    await send(open, '/get', { headers });
    // The cookie has ended 3 s ago then, and the row ends 2.5 s later, but for the touch.
    await wait(5_500);
    await send(open, '/get', { headers });
    expect(await found(3)).toMatchObject([{ kind: 'expiry-stale', requestIds: [3] }]);
  });

  where(needs.posix)('a store that takes milliseconds for seconds', async () => {
    const at = join(folder(), 'sessions.db');
    const client = new Database(at);
    onTestFinished(() => void client.close());
    type Maker = (package_: typeof session) => new (options: object) => Store;
    const SqliteStore = (require('better-sqlite3-session-store') as Maker)(session);
    // As version 0.0.2 of the package did: maxAge in milliseconds is added as seconds.
    const store = new SqliteStore({ client, expired: { clear: false, intervalMs: 900_000 } });
    const set = store.set.bind(store);
    store.set = (sid, data, done) =>
      set(sid, data, (error?: unknown) => {
        const end = new Date(Date.now() + (data.cookie.maxAge ?? 0) * 1_000).toISOString();
        client.prepare('UPDATE sessions SET expire = ? WHERE sid = ?').run(end, sid);
        done?.(error);
      });
    const app = await storedExpress(store);
    const { visitor, found } = await watched(app.origin, at);
    await visitor.get('/set?key=a&value=1');
    const [far, ...others] = await found(1);
    expect(others).toEqual([]);
    expect(far).toMatchObject({ kind: 'expiry-too-far', requestIds: [1] });
    expect(far?.kind === 'expiry-too-far' && Math.abs(far.times - 1_000)).toBeLessThan(5);
  });

  where(needs.redis)('a new row for each request whose cookie does not come back', async () => {
    const { open, found } = await onRedis({ saveUninitialized: true });
    for (let n = 0; n < 6; n++) {
      await send(open, '/get');
      await found(n + 1);
    }
    expect(await found(6)).toEqual([
      { kind: 'rows-orphaned', requestIds: [1, 2, 5], name: 'connect.sid', count: 5, at: '/get' },
    ]);
  });

  where(needs.php)('an app that takes an id which it has not made', async () => {
    const { visitor, found } = await php(support('e2e/apps/apps/session.php'), ['session.use_strict_mode=0']);
    visitor.plant('PHPSESSID', 'plantedbymallory0123456789');
    await visitor.get('/set');
    expect(await found(1)).toEqual([
      { kind: 'id-adopted', requestIds: [1], name: 'PHPSESSID', sid: 'plantedbymallory0123456789', at: '/set' },
    ]);
  });

  where(needs.redis)(
    'a login that keeps an id which another client knows, and a logout that leaves the row',
    async () => {
      const { visitor, found, open } = await onRedis({
        routes(app) {
          app.get('/enter', (request, response) => {
            Object.assign(request.session, { user: 'Alice' });
            response.send('in');
          });
          app.post('/logout', (_, response) => void response.clearCookie('connect.sid').send('out'));
        },
      });
      const mallory = new Visitor(open, 'mallory');
      await mallory.get('/set?key=cart&value=1');
      await found(1);
      visitor.plant('connect.sid', mallory.cookie('connect.sid'));
      await visitor.get('/enter');
      await found(2);
      await visitor.send('POST', '/logout');
      expect(await found(3)).toEqual([
        { kind: 'sid-unchanged', requestIds: [1, 2], keys: ['user'], knownTo: expect.any(Object), at: '/enter' },
        { kind: 'logout-left-row', requestIds: [3], keys: ['user'], at: '/logout' },
      ]);
    },
  );

  where(needs.php)('PHP: a request that waits for the lock of another one', async () => {
    const { visitor, found } = await php(support('support/late.php'));
    await visitor.get('/');
    let count = 1;
    await found(count);
    // The second one has to come while the first has the lock, and to answer within 60 ms of its end. Processes that
    // wait for a processor take longer.
    await eventually(async () => {
      const slow = visitor.get('/?slow');
      await wait(100);
      await Promise.all([slow, visitor.get('/?second')]);
      count += 2;
      expect(await found(count)).toMatchObject([
        { kind: 'waited-for-lock', requestIds: [count - 1, count], at: '/?second' },
      ]);
    });
  });
});

describe('healthy apps', () => {
  where(needs.redis)('Express: thirty steps with a login and a logout, one after the other', async () => {
    const { visitor, found } = await onRedis();
    const steps = Array.from({ length: 27 }, (_, step) => {
      if (step === 14) return '/login?';
      return step % 3 === 0 ? '/get?' : step % 5 === 3 ? `/pop?key=k${step - 2}` : `/set?key=k${step}&value=${step}`;
    });
    for (const path of [...steps, '/logout?', '/get?', '/set?key=a&value=1']) await visitor.get(path);
    expect(await found(30)).toEqual([]);
  });

  where(needs.flask)('Flask-Session', async () => {
    const sessions = folder();
    const origin = await pythonApp(support('support/flask-session-app.py'), 'filesystem', sessions);
    const { visitor, found } = await watched(origin, sessions);
    for (const path of ['/get', '/set', '/get', '/pop', '/get', '/set']) await visitor.get(path);
    expect(await found(6)).toEqual([]);
  });

  where(needs.flask)('Django: the login and the logout of its admin', async () => {
    const home = folder();
    const origin = await pythonApp(support('e2e/apps/apps/django-admin.py'), home);
    const { visitor, found } = await watched(origin, join(home, 'db.sqlite3'));
    const form = await visitor.get('/admin/login/');
    const token = tokenIn(form);
    const body = new URLSearchParams({
      csrfmiddlewaretoken: token,
      username: 'alice',
      password: 'a password of Alice',
    });
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const login = await visitor.send('POST', '/admin/login/?next=/admin/', { headers: type, body: body.toString() });
    expect(login.status).toBe(302);
    const page = await visitor.get('/admin/');
    const out = new URLSearchParams({ csrfmiddlewaretoken: tokenIn(page) || token });
    await visitor.send('POST', '/admin/logout/', { headers: type, body: out.toString() });
    await visitor.get('/admin/login/');
    expect(await found(5)).toEqual([]);
  });

  where(needs.php)('PHP: a new id at the login, and strict ids', async () => {
    const { visitor, found } = await php(support('e2e/apps/apps/session.php'), ['session.use_strict_mode=1']);
    for (const path of ['/get', '/set', '/get', '/login', '/get', '/pop', '/get']) await visitor.get(path);
    expect(await found(7)).toEqual([]);
  });
});

function tokenIn({ body }: Reply): string {
  return /name="csrfmiddlewaretoken" value="(\w+)"/.exec(body)?.[1] ?? '';
}
