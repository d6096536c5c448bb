import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { Mirror } from '../shared-sessions/mirror.ts';
import { redisPlace } from '../shared-sessions/redis-place.ts';
import { SharedSessionStore } from '../shared-sessions/shared-session-store.ts';
import { CommitQueue } from '../storage/database/commit-queue.ts';
import { openDatabase } from '../storage/database/database.ts';
import { SqliteSessionStore } from '../storage/sessions/session-store.ts';
import type { ExplainingStore } from '../storage/sessions/site-session-store.ts';

/** A store that the servers of a run share. It exists for this run alone. */
export interface LabSharedStore {
  /** The program, such as `Redis 7.0.15`. */
  readonly name: string;
  /** The store as one server sees it, with a connection of its own. */
  connect(): Promise<ExplainingStore>;
  close(): Promise<void>;
}

export interface LabSharedStoreOptions {
  readonly clock: Clock;
  readonly report: (what: string, error: unknown) => void;
}

const idleLimitMs = () => 60 * 60 * 1000;
const startPatienceMs = 5_000;

/** A real Redis, if its program is on this machine. Otherwise SQLite in memory, which is the store of this app. */
export async function openLabSharedStore(options: LabSharedStoreOptions): Promise<LabSharedStore> {
  const version = await redisVersion();
  return version === null ? sharedSqlite(options) : sharedRedis(version, options);
}

/** Null if there is no redis-server. */
async function redisVersion(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('redis-server', ['--version']);
    return /\bv=([\d.]+)/.exec(stdout)?.[1] ?? '';
  } catch {
    return null;
  }
}

/** It listens on a socket file in a folder of this user alone, so no other user of this machine can reach it. */
async function sharedRedis(version: string, options: LabSharedStoreOptions): Promise<LabSharedStore> {
  const folder = mkdtempSync(join(tmpdir(), 'session-inspector-redis-'));
  const socketPath = join(folder, 'redis.sock');
  const redis = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socketPath, '--dir', folder, '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const stores: { readonly store: SharedSessionStore; readonly mirror: Mirror }[] = [];
  const close = async () => {
    for (const { store, mirror } of stores) {
      await store.close();
      mirror.close();
    }
    await ended(redis);
    rmSync(folder, { recursive: true, force: true });
  };
  const connect = async (): Promise<SharedSessionStore> => {
    const place = redisPlace({
      url: 'redis://localhost',
      host: 'localhost',
      socketPath,
      password: null,
      prefix: null,
      tls: null,
    });
    const { clock, report } = options;
    const mirror = new Mirror({ path: ':memory:', nowMs: clock.now, publish: () => {} });
    const store = new SharedSessionStore({
      ...{ place, mirror, clock, idleLimitMs, report },
      onState: () => {},
      tellsTiming: false,
    });
    stores.push({ store, mirror });
    await store.opened;
    const away = store.whyAway();
    if (away !== null) throw away;
    return store;
  };
  try {
    await once(redis, 'spawn');
    const untilMs = performance.now() + startPatienceMs;
    while (!existsSync(socketPath)) {
      if (performance.now() > untilMs || redis.exitCode !== null) throw new Error('redis-server does not start');
      await pause(10);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { name: `Redis ${version}`, connect, close };
}

async function sharedSqlite({ clock }: LabSharedStoreOptions): Promise<LabSharedStore> {
  const { database, sqliteVersion } = openDatabase(':memory:');
  const queue = new CommitQueue(database);
  const store = new SqliteSessionStore({ database, queue, clock, idleLimitMs });
  return {
    name: `SQLite ${sqliteVersion}`,
    connect: async () => store,
    async close() {
      queue.drain();
      database.close();
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
