/** The same 30 steps through an app on each session store: what the records say is what the app itself says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { RedisStore } from 'connect-redis';
import session, { type Store } from 'express-session';
import pg from 'pg';
import { describe, expect, onTestFinished } from 'vitest';
import { mariadbServer, memcachedServer } from '../support/database-servers.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { type StoredExpress, storedExpress } from '../support/stored-express.ts';
import { Visitor } from '../support/visitor.ts';
import { type WalkedApp, type WalkOptions, walk } from '../support/walk.ts';
import { recorded, watch, watchStore } from '../support/watched.ts';
import { type Need, needs, python, where } from '../support/where.ts';

const require = createRequire(import.meta.url);
type StoreMaker = (package_: typeof session) => new (options: object) => Store;
const storeOf = (name: string): StoreMaker => require(name);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'walk-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

type WalkedExpress = WalkedApp & StoredExpress & { readonly where: string };

async function express(store: Store, at: string): Promise<WalkedExpress> {
  const app = await storedExpress(store);
  return { ...app, where: at, traceOf: (n) => app.traces.get(String(n)) };
}

/** An app whose answers say what its session was. */
function printing(origin: string, at: string | null, secrets: readonly string[] = []): WalkedApp {
  return { origin, where: at, secrets, traceOf: (_, body) => JSON.parse(body) };
}

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));

/** Starts an app of Python, which ends with its input. */
const pythonApp = (script: string, ...given: string[]) => appOf(python, script, given);

/** Starts a Rails app, which ends with its input. */
const railsApp = (...given: string[]) => appOf('ruby', 'walked-rails.rb', given);

/** Starts an app that says its port in one line. */
async function appOf(program: string, script: string, given: readonly string[]): Promise<string> {
  const child = spawn(program, [support(script), ...given], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return `http://127.0.0.1:${port}`;
}

async function phpApp(handler: string, sessions: string): Promise<string> {
  return phpServer('walked.php', { SESSIONS: sessions }, ['-d', `session.serialize_handler=${handler}`]);
}

/** PHP's own server with a script of ours. */
async function phpServer(script: string, env: NodeJS.ProcessEnv, options: readonly string[] = []): Promise<string> {
  const port = await freePort();
  const child = spawn('php', [...options, '-S', `127.0.0.1:${port}`, support(script)], {
    stdio: 'ignore',
    env: { ...process.env, ...env, PHP_CLI_SERVER_WORKERS: '4' },
    detached: true,
  });
  onTestFinished(() => {
    if (child.pid !== undefined) process.kill(-child.pid);
  });
  const origin = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    // A request without a cookie creates another session, which the walk does not see.
    await fetch(origin);
  });
  return origin;
}

const laravelKey = `base64:${Buffer.alloc(32, 7).toString('base64')}`;

/** A Laravel app whose settings are these, as a project of Laravel has them in `.env`. */
async function laravelApp(at: string, env: NodeJS.ProcessEnv): Promise<WalkedApp> {
  return printing(await phpServer('walked-laravel.php', { ...env, APP_KEY: laravelKey }), at, [laravelKey]);
}

/**
 * The statements of connect-sqlite3 0.9.18 (lib/connect-sqlite3.js). The package itself needs `sqlite3`, whose binary
 * is not on the npm registry.
 */
function likeConnectSqlite3(path: string): Store {
  const database = new Database(path);
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE IF NOT EXISTS sessions (sid PRIMARY KEY, expired, sess)');
  class SqliteStore extends session.Store {
    get(sid: string, done: (error: unknown, session?: session.SessionData | null) => void): void {
      const row = database.prepare('SELECT sess FROM sessions WHERE sid = ? AND ? <= expired').get(sid, Date.now());
      done(null, row === undefined ? undefined : JSON.parse((row as { sess: string }).sess));
    }
    set(sid: string, own: session.SessionData, done?: (error?: unknown) => void): void {
      const { maxAge } = own.cookie as { maxAge?: number };
      const expired = Date.now() + (maxAge ? maxAge : 86_400_000);
      database.prepare('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)').run(sid, expired, JSON.stringify(own));
      done?.();
    }
    destroy(sid: string, done?: (error?: unknown) => void): void {
      database.prepare('DELETE FROM sessions WHERE sid = ?').run(sid);
      done?.();
    }
    override touch(sid: string, own: session.SessionData, done?: () => void): void {
      const { expires } = own.cookie;
      if (expires)
        database
          .prepare('UPDATE sessions SET expired=? WHERE sid = ? AND ? <= expired')
          .run(new Date(expires).getTime(), sid, Date.now());
      done?.();
    }
  }
  return new SqliteStore();
}

async function fileStoreApp(): Promise<WalkedExpress> {
  const at = join(folder(), 'sessions');
  mkdirSync(at);
  const FileStore = storeOf('session-file-store')(session);
  return express(new FileStore({ path: at, logFn: () => {}, reapInterval: -1, retries: 0 }), at);
}

async function memcachedApp(): Promise<WalkedExpress> {
  const { url, port } = await memcachedServer();
  const MemcachedStore = storeOf('connect-memcached')(session);
  const store = new MemcachedStore({ hosts: [`127.0.0.1:${port}`] });
  onTestFinished(() => (store as unknown as { client: { end(): void } }).client.end());
  return express(store, url);
}

interface Row extends WalkOptions {
  /** The kind of store that is recognised. Null if the sessions are in cookies alone. */
  readonly mapping: string | null;
  /** Where several rows are of one kind, or where there is no store. */
  readonly title?: string;
  readonly framework: string;
  readonly need: Need;
  readonly app: () => Promise<WalkedApp>;
}

const everywhere: Need = { isMet: true, reason: '' };

/** What every session of Laravel holds beside the data of the app. */
const laravelKeys = ['_token', '_previous', '_flash'];
const laravel = { framework: 'Laravel', need: needs.laravel, ownKeys: laravelKeys } as const;

const rows: readonly Row[] = [
  {
    mapping: 'connect-redis',
    framework: 'Express',
    need: needs.redis,
    canExpire: true,
    async app() {
      const { url } = await redisServer();
      return express(new RedisStore({ client: (await redisClient(url)) as never }), url);
    },
  },
  {
    mapping: 'connect-pg-simple',
    framework: 'Express',
    need: needs.postgres,
    canExpire: true,
    async app() {
      const { url } = await postgresServer();
      const pool = new pg.Pool({ connectionString: url });
      pool.on('error', () => {});
      onTestFinished(() => pool.end());
      const PgStore = storeOf('connect-pg-simple')(session);
      return express(new PgStore({ pool, createTableIfMissing: true, pruneSessionInterval: false }), url);
    },
  },
  {
    mapping: 'express-mysql-session',
    framework: 'Express',
    need: needs.mariadb,
    canExpire: true,
    async app() {
      const { url } = await mariadbServer();
      const { hostname: host, port, username: user, password } = new URL(url);
      const MySqlStore = storeOf('express-mysql-session')(session);
      const store = new MySqlStore({ host, port: Number(port), user, password, database: 'shop', clearExpired: false });
      onTestFinished(() => (store as unknown as { close(): Promise<void> }).close());
      await (store as unknown as { onReady(): Promise<void> }).onReady();
      return express(store, url);
    },
  },
  {
    mapping: 'better-sqlite3-session-store',
    framework: 'Express',
    need: everywhere,
    canExpire: true,
    async app() {
      const at = join(folder(), 'sessions.db');
      const client = new Database(at);
      onTestFinished(() => void client.close());
      const SqliteStore = storeOf('better-sqlite3-session-store')(session);
      return express(new SqliteStore({ client, expired: { clear: false, intervalMs: 900_000 } }), at);
    },
  },
  {
    mapping: 'session-file-store',
    framework: 'Express',
    need: everywhere,
    canExpire: true,
    app: fileStoreApp,
  },
  {
    mapping: 'connect-memcached',
    framework: 'Express',
    need: needs.memcached,
    canExpire: true,
    app: memcachedApp,
  },
  {
    mapping: 'connect-sqlite3',
    framework: 'Express',
    need: everywhere,
    canExpire: true,
    async app() {
      const at = join(folder(), 'sessions');
      return express(likeConnectSqlite3(at), at);
    },
  },
  {
    mapping: 'django-db-sqlite',
    framework: 'Django',
    need: needs.django,
    canExpire: true,
    async app() {
      const at = join(folder(), 'db.sqlite3');
      return printing(await pythonApp('walked-django.py', 'db', at), at);
    },
  },
  {
    mapping: 'django-db-postgres',
    framework: 'Django',
    need: needs.django,
    canExpire: true,
    async app() {
      const { url, port } = await postgresServer();
      return printing(await pythonApp('walked-django.py', 'db-postgres', String(port)), url);
    },
  },
  {
    // Django never ends a session in a file by an expiry in seconds.
    mapping: 'django-file',
    framework: 'Django',
    need: needs.django,
    async app() {
      const at = folder();
      return printing(await pythonApp('walked-django.py', 'file', at), at);
    },
  },
  {
    mapping: 'django-file-cache',
    framework: 'Django',
    need: needs.django,
    canExpire: true,
    async app() {
      const at = folder();
      return printing(await pythonApp('walked-django.py', 'file-cache', at), at);
    },
  },
  {
    mapping: 'django-cache',
    framework: 'Django',
    need: needs.django,
    canExpire: true,
    async app() {
      const { url, port } = await redisServer();
      return printing(await pythonApp('walked-django.py', 'cache-redis', String(port)), url);
    },
  },
  {
    mapping: 'django-cached-db',
    framework: 'Django',
    need: needs.django,
    canExpire: true,
    async app() {
      const { url, port } = await redisServer();
      const database = join(folder(), 'db.sqlite3');
      return printing(await pythonApp('walked-django.py', 'cached-db-redis', String(port), database), url);
    },
  },
  {
    mapping: 'django-cache-memcached',
    framework: 'Django',
    need: needs.django,
    canExpire: true,
    async app() {
      const { url, port } = await memcachedServer();
      return printing(await pythonApp('walked-django.py', 'cache-memcached', String(port)), url);
    },
  },
  {
    mapping: 'flask-session-redis',
    title: 'flask-session-redis with pickles, as up to 0.6',
    framework: 'Flask',
    need: needs.redis,
    ownKeys: ['_permanent'],
    async app() {
      const { url, port } = await redisServer();
      return printing(await pythonApp('walked-flask.py', 'redis', String(port)), url);
    },
  },
  {
    mapping: 'flask-session-redis',
    title: 'flask-session-redis with msgpack, as since 0.7',
    framework: 'Flask',
    need: needs.redis,
    async app() {
      const { url, port } = await redisServer();
      return printing(await pythonApp('walked-flask.py', 'redis-0.8', String(port)), url);
    },
  },
  {
    mapping: 'flask-session-filesystem',
    framework: 'Flask',
    need: needs.flask,
    ownKeys: ['_permanent'],
    async app() {
      const at = folder();
      return printing(await pythonApp('walked-flask.py', 'filesystem', at), at);
    },
  },
  ...['php', 'php_serialize', 'php_binary'].map(
    (handler): Row => ({
      mapping: 'php-files',
      title: `php-files with the handler ${handler}`,
      framework: 'PHP',
      need: needs.php,
      async app() {
        const at = folder();
        return printing(await phpApp(handler, at), at);
      },
    }),
  ),
  ...['', 'true'].map(
    (encrypted): Row => ({
      mapping: 'laravel-file',
      title: encrypted === '' ? 'laravel-file' : 'laravel-file with SESSION_ENCRYPT',
      ...laravel,
      app() {
        const at = folder();
        return laravelApp(at, { SESSION_DRIVER: 'file', SESSION_FILES: at, SESSION_ENCRYPT: encrypted });
      },
    }),
  ),
  {
    mapping: 'laravel-database-sqlite',
    ...laravel,
    async app() {
      const at = join(folder(), 'database.sqlite');
      writeFileSync(at, '');
      const env = { SESSION_DRIVER: 'database', DB_DATABASE: at };
      // Makes the table.
      const child = spawn('php', [support('walked-laravel.php')], { stdio: 'ignore', env: { ...process.env, ...env } });
      expect(await once(child, 'exit')).toEqual([0, null]);
      return laravelApp(at, env);
    },
  },
  {
    mapping: 'laravel-redis-8',
    ...laravel,
    async app() {
      const { url, port } = await redisServer();
      return laravelApp(url, { SESSION_DRIVER: 'redis', REDIS_PORT: String(port) });
    },
  },
  {
    mapping: null,
    title: 'the encrypted cookie of Rails',
    framework: 'Ruby on Rails',
    need: needs.rails,
    ownKeys: ['session_id'],
    async app() {
      return printing(await railsApp('cookie', folder()), null, ['a secret key base of the Rails app']);
    },
  },
  {
    mapping: 'redis-rack',
    framework: 'Ruby on Rails',
    need: needs.redisActionpack,
    async app() {
      const { url, port } = await redisServer();
      return printing(await railsApp('redis-store', folder(), String(port)), url);
    },
  },
  {
    mapping: 'rails-cache-store',
    framework: 'Ruby on Rails',
    need: needs.rails,
    async app() {
      const { url, port } = await redisServer();
      return printing(await railsApp('cache-redis', folder(), String(port)), url);
    },
  },
];

/** Each request of Laravel loads its framework, which takes seconds on a busy machine. */
const mostWalkMs = 400_000;

describe('one walk of 30 steps', () => {
  for (const { mapping, title = mapping, framework, need, app, ...options } of rows) {
    const says = async () => {
      const { store } = await walk(await app(), options);
      if (mapping === null) expect(store()).toBe(null);
      else expect(store()).toMatchObject({ state: 'reading', mapping, framework, confidence: 'seen' });
    };
    where(need)(`on ${title}: the records say what the app itself says`, says, mostWalkMs);
  }
});

describe('faults of the stores themselves', () => {
  const rowOf = (mapping: string) => rows.find((row) => row.mapping === mapping) as Row;

  where(needs.memcached)('connect-memcached: a row that a touch brings back after the logout is seen', async () => {
    const app = await memcachedApp();
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, app.origin, app.where);
    const visitor = new Visitor(open ?? '');
    await visitor.get('/set?key=user&value=Bob&n=0');
    const waiting = visitor.get('/held?n=1');
    await app.held(1);
    await visitor.get('/logout?n=2');
    await recorded(inspector, id, 2);
    app.release(1);
    await waiting;
    await visitor.get('/get?n=3');
    const records = await recorded(inspector, id, 4);
    const [logout, late, next] = ['n=2', 'n=1', 'n=3'].map((n) => records.find(({ url }) => url.endsWith(n)));
    expect(logout?.evidence?.store?.after.state).toBe('absent');
    expect(late?.evidence?.store?.after.state).toBe('present');
    expect(next?.sessionAfter).toEqual({ user: 'Bob' });
  });

  where(everywhere)('session-file-store: a row that a touch writes again without its data is seen', async () => {
    const app = await fileStoreApp();
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, app.origin, app.where);
    const visitor = new Visitor(open ?? '');
    await visitor.get('/set?key=user&value=Bob&n=0');
    await visitor.get('/short?ms=3000&n=1');
    // The session ends while this request is under way, and its touch finds a session that is over.
    const waiting = visitor.get('/held?n=2');
    await app.held(2);
    await wait(3_100);
    app.release(2);
    await waiting;
    const [, , waited] = await recorded(inspector, id, 3);
    expect(app.traceOf(2, '')?.after).toEqual({ user: 'Bob' });
    expect(waited?.evidence?.store?.after.state).toBe('present');
    expect(waited?.sessionAfter).toEqual({});
  });

  where(everywhere)('a row whose expiry is 1000 times too far is named', async () => {
    const { where: at, ...app } = await rowOf('better-sqlite3-session-store').app();
    if (at === null) throw new Error('This kind of store has a file');
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, app.origin, at);
    const visitor = new Visitor(open ?? '');
    await visitor.get('/set?key=user&value=Bob&n=0');
    await recorded(inspector, id, 1);
    // As better-sqlite3-session-store 0.0.2 wrote it: the milliseconds of maxAge, taken for seconds.
    const database = new Database(at);
    onTestFinished(() => void database.close());
    database.prepare('UPDATE sessions SET expire = ?').run(new Date(Date.now() + 3_600_000 * 1_000).toISOString());
    await visitor.get('/get?n=1');
    const [, read] = await recorded(inspector, id, 2);
    expect(read?.evidence?.store?.before).toMatchObject({
      state: 'present',
      detail: expect.stringContaining('The row lives 1000 times as long as its cookie'),
    });
  });

  for (const [which, secrets, reason] of [
    ['without its APP_KEY', [], 'key-needs-secret'],
    ['with another APP_KEY', [`base64:${Buffer.alloc(32, 8).toString('base64')}`], 'key-wrong-secret'],
  ] as const)
    where(needs.laravel)(
      `Laravel ${which}: the record says why its cookie leads to no row`,
      async () => {
        const at = folder();
        const app = await laravelApp(at, { SESSION_DRIVER: 'file', SESSION_FILES: at });
        const { inspector } = await inspectorForTest(waitsForStores);
        const { id, open } = await watch(inspector, app.origin, { store: at, secrets: [...secrets] });
        const visitor = new Visitor(open ?? '');
        await visitor.get('/set?key=cart&value=1&n=0');
        await visitor.get('/get?n=1');
        const [, second] = await recorded(inspector, id, 2);
        expect(second?.evidence?.store).toMatchObject({
          attribution: 'unreadable',
          before: { state: 'no-key', why: { reason } },
        });
      },
      mostWalkMs,
    );
});
