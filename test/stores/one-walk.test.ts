/** The same 30 steps through an app on each session store: what the records say is what the app itself says. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { RedisStore } from 'connect-redis';
import session, { type Store } from 'express-session';
import pg from 'pg';
import { describe, expect, onTestFinished } from 'vitest';
import { mariadbServer, memcachedServer } from '../support/database-servers.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { storedExpress } from '../support/stored-express.ts';
import { type WalkedApp, type WalkOptions, walk } from '../support/walk.ts';
import { type Need, needs, where } from '../support/where.ts';

const require = createRequire(import.meta.url);
type StoreMaker = (package_: typeof session) => new (options: object) => Store;
const storeOf = (name: string): StoreMaker => require(name);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'walk-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function express(store: Store, at: string): Promise<WalkedApp> {
  const { origin, traces } = await storedExpress(store);
  return { origin, where: at, traceOf: (n) => traces.get(String(n)) };
}

interface Row extends WalkOptions {
  /** The kind of store that is recognised. */
  readonly mapping: string;
  readonly framework: string;
  readonly need: Need;
  readonly app: () => Promise<WalkedApp>;
}

const everywhere: Need = { isMet: true, reason: '' };

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
    async app() {
      const at = join(folder(), 'sessions');
      mkdirSync(at);
      const FileStore = storeOf('session-file-store')(session);
      return express(new FileStore({ path: at, logFn: () => {}, reapInterval: -1, retries: 0 }), at);
    },
  },
  {
    mapping: 'connect-memcached',
    framework: 'Express',
    need: needs.memcached,
    canExpire: true,
    async app() {
      const { url, port } = await memcachedServer();
      const MemcachedStore = storeOf('connect-memcached')(session);
      const store = new MemcachedStore({ hosts: [`127.0.0.1:${port}`] });
      onTestFinished(() => (store as unknown as { client: { end(): void } }).client.end());
      return express(store, url);
    },
  },
];

describe('one walk of 30 steps', () => {
  for (const { mapping, framework, need, app, ...options } of rows) {
    where(need)(`on ${mapping}: the records say what the app itself says`, async () => {
      const { store } = await walk(await app(), options);
      expect(store()).toMatchObject({ state: 'reading', mapping, framework, confidence: 'seen' });
    });
  }
});
