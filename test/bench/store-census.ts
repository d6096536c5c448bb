/**
 * A million sessions in the store of a watched app, in Redis and in SQLite: how long the first walk of the list takes,
 * what it costs a request of the app and a question to Redis meanwhile, how long a page takes in any order, and memory.
 * Then 10,000 rows change within a second: how long until the list has them all, and what that costs meanwhile.
 *
 *     node test/bench/store-census.ts [--rows N] [--stores redis,sqlite] [--only burst]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from '@redis/client';
import Sqlite from 'better-sqlite3';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session, { type Store } from 'express-session';
import type { StorePage, StorePageQuery } from '../../server/contract/store-list.ts';
import type { WatchResult } from '../../server/contract/watch.ts';
import { DoorClient } from './load/door-client.ts';
import { percentile } from './load/http-load.mjs';
import { printJson, printTable } from './load/report.mjs';

type Listed = Extract<StorePage, { readonly state: 'page' }>;

interface FilledStore {
  readonly store: Store;
  readonly where: string;
  /** A query of a program with a separate connection. Null for a store without a server. */
  readonly ping: (() => Promise<unknown>) | null;
  /** Changes this many rows within a second, and then resolves. */
  readonly change: (rows: number) => Promise<void>;
  /** Begins to note the commands of the inspector. */
  readonly begin?: () => Promise<void>;
  /** The longest of them since then, in time that the store was busy with it. */
  readonly slowest?: () => Promise<Record<string, string>>;
  close(): void;
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    stores: { type: 'string', default: 'redis,sqlite' },
    only: { type: 'string' },
  },
});
/** The rows that change within a second, at most. */
const mostChanged = 10_000;
/** How long the change of them takes. */
const changeMs = 1_000;
const count = Number(values.rows);
const folder = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const makers: Readonly<Record<string, () => Promise<FilledStore>>> = { redis: filledRedis, sqlite: filledSqlite };
const results: Record<string, number | string>[] = [];
try {
  for (const name of values.stores.split(',')) {
    const make = makers[name];
    if (make === undefined) throw new Error(`There is no store ${name}.`);
    await measure(name, make);
  }
  const columns = ['store', 'what', 'seconds', 'p50 ms', 'p99 ms', 'max ms', 'MB'];
  printTable(
    columns,
    results.map((result) => columns.map((column) => result[column] ?? '')),
  );
  printJson('store-census', results);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// A store of an app may have a timer that never ends.
process.exit();

async function measure(name: string, make: () => Promise<FilledStore>): Promise<void> {
  say(`${name}: making ${count} sessions …`);
  const filled = await make();
  const app = await appOn(filled.store);
  const product = await DoorClient.start(mkdtempSync(join(folder, 'data-')));
  try {
    const added = await product.tell<WatchResult>('watch.add', { url: app.origin, port: 0, store: filled.where });
    if (!added.ok || added.app.open === null) throw new Error('The app cannot be watched.');
    const { id, open } = added.app;
    await recognised(product, id);
    const page = (query: Partial<StorePageQuery>) => product.tell<StorePage>('store.page', query, id);

    if (values.only === 'burst') {
      await underLoad(open, filled, () => walked(page));
      await burst(name, { open, filled, page, product });
      return;
    }
    note(name, 'site at rest', await underLoad(open, filled, () => pause(8_000)));
    const before = await product.usage();
    await filled.begin?.();
    const startedMs = performance.now();
    const pages: number[] = [];
    const walk = await underLoad(open, filled, async () => {
      for (;;) {
        const askedMs = performance.now();
        const answer = (await page({})) as Listed;
        pages.push(performance.now() - askedMs);
        if (answer.census.phase === 'complete') break;
        await pause(400);
      }
    });
    const seconds = (performance.now() - startedMs) / 1000;
    note(name, 'site, first walk', walk);
    results.push({ store: name, what: 'first walk', seconds: seconds.toFixed(1) });
    results.push({ store: name, what: 'page, first walk', ...spread(pages) });
    const after = await product.usage();
    const longest = after.longestBlockMs.toFixed(1);
    results.push({ store: name, what: 'longest work of our thread, first walk', 'max ms': longest });
    const slowest = await filled.slowest?.();
    if (slowest !== undefined) results.push({ store: name, what: 'longest of our commands, first walk', ...slowest });
    const grown = (after.residentBytes - before.residentBytes) / 1e6;
    results.push({ store: name, what: 'memory of the process, grown', MB: grown.toFixed(0) });

    note(name, 'site, list shown', await underLoad(open, filled, () => shown(page, 8_000)));
    const whileShown = (await product.usage()).longestBlockMs.toFixed(1);
    results.push({ store: name, what: 'longest work of our thread, list shown', 'max ms': whileShown });
    await burst(name, { open, filled, page, product });
    for (const sort of ['session', 'changed', 'used', 'expires', 'bytes'] as const) {
      const taken: number[] = [];
      for (let round = 0; round < 10; round++)
        taken.push(await timed(() => page({ sort, isDescending: round % 2 === 0, offset: (round * 99_991) % count })));
      results.push({ store: name, what: `page by ${sort}`, ...spread(taken) });
    }
    const taken: number[] = [];
    for (let round = 0; round < 10; round++)
      taken.push(await timed(() => page({ text: randomBytes(2).toString('hex').slice(0, 3) })));
    results.push({ store: name, what: 'page by a part of the key', ...spread(taken) });
  } finally {
    product.end();
    app.close();
    filled.close();
  }
}

type AskPage = (query: Partial<StorePageQuery>) => Promise<StorePage>;

interface Shown {
  readonly open: string;
  readonly filled: FilledStore;
  readonly page: AskPage;
  readonly product: DoorClient;
}

/** Resolves when the list has every row. */
async function walked(page: AskPage): Promise<void> {
  for (;;) {
    const answer = (await page({})) as Listed;
    if (answer.census?.phase === 'complete') return;
    await pause(400);
  }
}

/** Many rows change while the list is shown, ordered by change. */
async function burst(store: string, { open, filled, page, product }: Shown): Promise<void> {
  const rows = Math.min(mostChanged, count);
  const pages: number[] = [];
  await product.usage();
  let [written, known] = [0, 0];
  const load = await underLoad(open, filled, async () => {
    const startedAtMs = Date.now();
    const startedMs = performance.now();
    const writing = filled.change(rows).then(() => {
      written = performance.now() - startedMs;
    });
    while (known === 0) {
      pages.push(await timed(() => page({ sort: 'changed', isDescending: true })));
      // The requests of the load change a row, too.
      const oldest = (await page({ sort: 'changed', isDescending: true, offset: rows - 1, limit: 1 })) as Listed;
      const [row] = oldest.rows;
      if (written > 0 && (row?.changedAtMs ?? 0) >= startedAtMs) known = performance.now() - startedMs;
      await pause(400);
    }
    await writing;
  });
  const what = `${rows} rows changed`;
  note(store, `site, ${what}`, load);
  results.push({ store, what: `${what}: the change itself`, seconds: (written / 1000).toFixed(1) });
  results.push({ store, what: `${what}: until the list has all`, seconds: (known / 1000).toFixed(1) });
  results.push({ store, what: `${what}: page by change meanwhile`, ...spread(pages) });
  const longest = (await product.usage()).longestBlockMs.toFixed(1);
  results.push({ store, what: `${what}: longest work of our thread`, 'max ms': longest });
}

async function recognised(product: DoorClient, id: string): Promise<void> {
  for (;;) {
    const { state, store } = (await product.tell<StorePage>('store.page', { limit: 1 }, id)) as never as {
      state: string;
      store: unknown;
    };
    if (state !== 'no-list') return;
    if ((store as { state: string }).state === 'fault') throw new Error(JSON.stringify(store));
    await pause(50);
  }
}

/** What a shown window asks. */
async function shown(page: (query: Partial<StorePageQuery>) => Promise<unknown>, forMs: number): Promise<void> {
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    await page({});
    await pause(400);
  }
}

interface Load {
  readonly requests: readonly number[];
  readonly pings: readonly number[];
}

/** 25 requests a second through the proxy while `work` runs, and beside it a question to the store each 10 ms. */
async function underLoad(open: string, { ping }: FilledStore, work: () => Promise<void>): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const requests: number[] = [];
  const pings: number[] = [];
  const cookie = (await answered(agent, `${open}/set?key=user&value=Alice`)).cookie;
  let isOver = false;
  const every = async (ms: number, run: () => Promise<unknown>, into: number[]) => {
    const under = new Set<Promise<void>>();
    let dueMs = performance.now();
    while (!isOver) {
      const one = timed(run).then((taken) => void into.push(taken));
      under.add(one);
      void one.finally(() => under.delete(one));
      dueMs += ms;
      await pause(Math.max(0, dueMs - performance.now()));
    }
    await Promise.all(under);
  };
  const loads = [
    every(40, () => answered(agent, `${open}/get`, cookie), requests),
    ...(ping === null ? [] : [every(10, ping, pings)]),
  ];
  await work();
  isOver = true;
  await Promise.all(loads);
  agent.destroy();
  return { requests, pings };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function note(store: string, what: string, { requests, pings }: Load): void {
  results.push({ store, what, ...spread(requests) });
  say(`${store}: ${what} measured`);
  if (pings.length > 0) results.push({ store, what: `${what}: PING beside it`, ...spread(pings) });
}

function spread(taken: readonly number[]): Record<string, string> {
  const sorted = Float64Array.from(taken).sort();
  return {
    'p50 ms': percentile(sorted, 0.5).toFixed(1),
    'p99 ms': percentile(sorted, 0.99).toFixed(1),
    'max ms': (sorted.at(-1) ?? 0).toFixed(1),
  };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
}

function answered(agent: Agent, url: string, cookie = ''): Promise<{ readonly cookie: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: cookie === '' ? {} : { Cookie: cookie } }, (response) => {
      response.resume();
      response.on('end', () => resolve({ cookie: (response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' }));
    });
    // The other side may close a connection that rested at the moment in which it is used again. On a busy machine
    // this can also happen to a new one.
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') answered(agent, url, cookie).then(resolve, reject);
      else reject(error);
    });
  });
}

async function appOn(store: Store): Promise<{ readonly origin: string; close(): void }> {
  const app = express();
  app.use(
    session({ store, secret: 'a secret', resave: false, saveUninitialized: false, cookie: { maxAge: 3_600_000 } }),
  );
  app.get('/set', (request, response) => {
    (request.session as unknown as Record<string, unknown>)[String(request.query.key)] = request.query.value;
    response.send('set');
  });
  app.get('/get', (request, response) => void response.json(request.session));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function sessionText(n: number, endsAtMs: number, more = ''): string {
  return JSON.stringify({
    cookie: { originalMaxAge: 3_600_000, expires: new Date(endsAtMs), httpOnly: true, path: '/' },
    user: `visitor-${n}`,
    cart: Array.from({ length: n % 5 }, (_, item) => ({ sku: `A-${(n * 7 + item) % 977}`, count: item })),
    ...(n % 3 === 0 ? { note: 'x'.repeat(n % 200) } : {}),
    ...(more === '' ? {} : { more }),
  });
}

function endOf(n: number): number {
  return Date.now() + 3_600_000 + (n % 10_000_000);
}

function newSid(): string {
  return randomBytes(24).toString('base64url');
}

/** An entry of Redis' SLOWLOG: the time that the command itself took, without waiting. */
type SlowCommand = [id: number, at: number, microseconds: number, words: string[], address: string, client: string];

async function filledRedis(): Promise<FilledStore> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server: ChildProcess = spawn('redis-server', args, { stdio: 'ignore' });
  process.once('exit', () => server.kill());
  process.once('SIGTERM', () => process.exit(1));
  const url = `redis://127.0.0.1:${port}`;
  // Each batch of sessions may take long on a busy machine.
  const commandOptions = { timeout: 120_000 };
  const client = createClient({ url, commandOptions, socket: { reconnectStrategy: () => 50 } });
  client.on('error', () => {});
  await client.connect();
  const keys: string[] = [];
  const write = (key: string, n: number, more = '') => {
    const end = endOf(n);
    return client.set(key, sessionText(n, end, more), { expiration: { type: 'PX', value: end - Date.now() } });
  };
  for (let n = 0; n < count; n += 2_000) {
    const written: Promise<unknown>[] = [];
    for (let one = n; one < Math.min(count, n + 2_000); one++) {
      const key = `sess:${newSid()}`;
      if (keys.length < mostChanged) keys.push(key);
      written.push(write(key, one));
    }
    await Promise.all(written);
  }
  const beside = createClient({ url, commandOptions });
  await beside.connect();
  return {
    store: new RedisStore({ client: client as never }),
    where: url,
    ping: () => beside.ping(),
    change: (rows) =>
      inSteps(rows, async (from, to) => {
        await Promise.all(keys.slice(from, to).map((key, place) => write(key, from + place, 'changed')));
      }),
    async begin() {
      await beside.sendCommand(['CONFIG', 'SET', 'slowlog-log-slower-than', '100']);
      await beside.sendCommand(['CONFIG', 'SET', 'slowlog-max-len', '100000']);
      await beside.sendCommand(['SLOWLOG', 'RESET']);
    },
    async slowest() {
      const entries = (await beside.sendCommand(['SLOWLOG', 'GET', '-1'])) as unknown as SlowCommand[];
      const own = entries.filter(([, , , , , name]) => name === 'session-inspector');
      const taken = own.map(([, , microseconds]) => microseconds / 1000).sort((one, other) => other - one);
      const what = own.find(([, , microseconds]) => microseconds / 1000 === taken[0])?.[3][0] ?? 'none above 0.1 ms';
      await beside.sendCommand(['CONFIG', 'SET', 'slowlog-log-slower-than', '-1']);
      return { 'max ms': (taken[0] ?? 0).toFixed(2), what: `longest of our commands, first walk (${what})` };
    },
    close() {
      client.destroy();
      beside.destroy();
      server.kill();
    },
  };
}

async function filledSqlite(): Promise<FilledStore> {
  const where = join(folder, 'sessions.db');
  const client = new Sqlite(where);
  client.pragma('journal_mode = WAL');
  const require = createRequire(import.meta.url);
  const make = require('better-sqlite3-session-store') as (given: typeof session) => new (options: object) => Store;
  const store = new (make(session))({ client, expired: { clear: false, intervalMs: 900_000 } });
  const insert = client.prepare('INSERT INTO sessions (sid, sess, expire) VALUES (?, ?, ?)');
  const sids: string[] = [];
  client.transaction(() => {
    for (let n = 0; n < count; n++) {
      const sid = newSid();
      if (sids.length < mostChanged) sids.push(sid);
      insert.run(sid, sessionText(n, endOf(n)), new Date(endOf(n)).toISOString());
    }
  })();
  client.pragma('wal_checkpoint(TRUNCATE)');
  const update = client.prepare('UPDATE sessions SET sess = ?, expire = ? WHERE sid = ?');
  const change = (rows: number) =>
    inSteps(rows, async (from, to) => {
      client.transaction(() => {
        for (let n = from; n < to; n++)
          update.run(sessionText(n, endOf(n), 'changed'), new Date(endOf(n)).toISOString(), sids[n]);
      })();
    });
  return { store, where, ping: null, change, close: () => client.close() };
}

/** Runs `step` over so many rows in 20 equal steps, within the time of one change. */
async function inSteps(rows: number, step: (from: number, to: number) => Promise<void>): Promise<void> {
  const startedMs = performance.now();
  const steps = 20;
  for (let n = 0; n < steps; n++) {
    await step(Math.floor((rows * n) / steps), Math.floor((rows * (n + 1)) / steps));
    await pause(Math.max(0, (changeMs * (n + 1)) / steps - (performance.now() - startedMs)));
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return port;
}
