/**
 * Ten minutes of load on apps whose session stores are attached, with the list of each store shown: does anything but
 * reading reach a store? `npm run bench -- read-only [-- --seconds N --rate N]`.
 *
 * Redis: the inspector comes as a user of its own (ACL). Redis notes a refused command in its ACL log, and MONITOR
 * names the commands of that user's connections. Keys that no app uses keep their values and their ends. PostgreSQL:
 * pg_stat_statements names the statements of the role of the inspector. A SQLite file and session files keep their
 * SHA-256 while their apps are stopped and the inspector goes on reading. Ends with status 1 if one is not so.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from '@redis/client';
import pg from 'pg';
import type { WatchResult } from '../../server/contract/watch.ts';
import { send } from '../support/http.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { DoorClient } from './load/door-client.ts';
import { cookieOf } from './load/http-load.mjs';
import { pacedLoad } from './load/paced-load.mjs';
import { RedisProcess } from './load/redis-process.ts';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, rate: { type: 'string', default: '20' } },
});
const durationMs = Number(values.seconds) * 1000;
const perSecond = Number(values.rate);
const plantedKeys = 500;
/** What docs/watch.md says is ever sent, with what the driver sends to connect. */
const readingCommands = new Set(
  'GETRANGE PTTL TYPE STRLEN HLEN HGETALL SCAN DBSIZE CLIENT HELLO SELECT AUTH PING INFO'.split(' '),
);
const rights = (
  '+getrange +pttl +type +strlen +hlen +hgetall +scan +dbsize +ping +info +select +hello +auth +client|tracking ' +
  '+client|setname'
).split(' ');

interface Attached {
  readonly kind: string;
  readonly child: ChildProcess;
  readonly id: string;
  readonly open: string;
  readonly cookies: readonly string[];
}

const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const redis = await RedisProcess.start();
const { server: postgres, remove: removePostgres } = await startPostgres({
  settings: { shared_preload_libraries: 'pg_stat_statements' },
});
const product = await DoorClient.start(join(scratch, 'data'));
const admin = createClient({ url: redis.url });
const monitor = createClient({ url: redis.url });
let notesConnections: NodeJS.Timeout | undefined;
const owner = new pg.Client(postgres.url);
const apps: Attached[] = [];
const broken: string[] = [];
try {
  await Promise.all([admin.connect(), monitor.connect(), owner.connect()]);
  const user = ['ACL', 'SETUSER', 'inspector', 'on', '>secret', 'resetkeys', '%R~*', 'resetchannels', 'nocommands'];
  await admin.sendCommand([...user, ...rights]);
  // The driver names itself where Redis knows the command, from 7.2 on.
  await admin.sendCommand(['ACL', 'SETUSER', 'inspector', '+client|setinfo']).catch(() => {});
  for (let n = 0; n < plantedKeys; n++) await admin.set(`sess:planted-${n}`, `{"cookie":{},"n":${n}}`, { EX: 86_400 });
  await owner.query(readFileSync(new URL('../../node_modules/connect-pg-simple/table.sql', import.meta.url), 'utf8'));
  await owner.query(
    'CREATE EXTENSION pg_stat_statements; CREATE ROLE inspector LOGIN; GRANT SELECT ON session TO inspector',
  );

  const sqlite = join(scratch, 'sessions.db');
  const files = join(scratch, 'sessions');
  mkdirSync(files);
  await attach('redis', redis.url, redis.url.replace('//', '//inspector:secret@'));
  await attach('postgres', postgres.url, postgres.url.replace('postgres@', 'inspector@'));
  await attach('sqlite', sqlite, sqlite);
  await attach('files', files, files);

  const seen = new Map<string, number>();
  await monitor.monitor((line) => {
    const [, address = '', command = ''] = /\[\d+ ([^\]]+)\] "([^"]+)"/.exec(String(line)) ?? [];
    if (ours.has(address)) seen.set(command.toUpperCase(), (seen.get(command.toUpperCase()) ?? 0) + 1);
  });
  const ours = new Set<string>();
  notesConnections = setInterval(() => void noteConnections(ours), 500);
  await noteConnections(ours);
  const before = await plantedState();
  const [requests] = await Promise.all([underLoad(durationMs), listed(durationMs)]);
  clearInterval(notesConnections);

  for (const command of seen.keys()) {
    if (!readingCommands.has(command)) broken.push(`Redis got ${command}`);
  }
  const refused = (await admin.sendCommand(['ACL', 'LOG'])) as unknown[];
  if (refused.length > 0) broken.push(`Redis refused ${JSON.stringify(refused)}`);
  const changed = differences(before, await plantedState());
  if (changed > 0) broken.push(`${changed} keys of Redis that no app uses have changed`);
  const { rows } = await owner.query<{ query: string; calls: string }>(
    `SELECT query, calls FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname = 'inspector'`,
  );
  const writes = rows.filter(({ query }) => !/^\s*SELECT\b/i.test(query));
  if (rows.length === 0) broken.push('PostgreSQL has seen no statement of the inspector');
  for (const { query } of writes) broken.push(`PostgreSQL got ${query}`);

  for (const { kind, child } of apps) {
    if (kind !== 'sqlite' && kind !== 'files') continue;
    child.disconnect();
    await once(child, 'exit');
  }
  const hashes = hashesOf([sqlite, ...readdirSync(files).map((name) => join(files, name))]);
  await Promise.all([whileStopped(durationMs / 10), listed(durationMs / 10)]);
  const later = hashesOf(Object.keys(hashes));
  const moved = Object.keys(hashes).filter((path) => hashes[path] !== later[path]);
  for (const path of moved) broken.push(`${path} has changed while its app was stopped`);

  printTable(
    ['store', 'what was seen', 'count'],
    [
      ...[...seen].map(([command, count]) => ['redis', command, count]),
      ['redis', 'refused commands', refused.length],
      ['redis', `planted keys that changed, of ${plantedKeys}`, changed],
      ['postgres', 'SELECT', rows.reduce((sum, { calls }) => sum + Number(calls), 0)],
      ['postgres', 'other statements', writes.length],
      ['files, sqlite', 'hashed files', Object.keys(hashes).length],
      ['files, sqlite', 'changed while stopped', moved.length],
      ['all', 'requests', requests],
    ],
  );
  for (const sentence of broken) console.log(`NOT AS PROMISED: ${sentence}`);
  printJson('read-only', {
    requests,
    redis: Object.fromEntries(seen),
    refused: refused.length,
    changed,
    moved,
    broken,
  });
  if (broken.length > 0) process.exitCode = 1;
} finally {
  clearInterval(notesConnections);
  for (const { child } of apps) if (child.connected) child.disconnect();
  product.end();
  await owner.end().catch(() => {});
  admin.destroy();
  monitor.destroy();
  await redis.close();
  await removePostgres();
  rmSync(scratch, { recursive: true, force: true });
}

async function attach(kind: string, place: string, store: string): Promise<void> {
  const child = fork(new URL('load/serve-stored.mjs', import.meta.url), [kind, place]);
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  const url = `http://127.0.0.1:${port}`;
  const added = await product.tell<WatchResult>('watch.add', { url, port: 0, store });
  if (!added.ok || added.app.open === null) throw new Error(`The app on ${kind} cannot be watched.`);
  const cookies: string[] = [];
  for (let n = 0; n < 30; n++) cookies.push((await cookieOf(port, '/count')) ?? '');
  apps.push({ kind, child, id: added.app.id, open: added.app.open, cookies });
}

/** Resolves with the number of requests. */
async function underLoad(ms: number): Promise<number> {
  const loads = apps.map(({ open, cookies }) =>
    pacedLoad({
      port: Number(new URL(open).port),
      path: '/count',
      cookie: cookies,
      perSecond: perSecond / apps.length,
      durationMs: ms,
    }),
  );
  return (await Promise.all(loads)).reduce((sum, { length }) => sum + length, 0);
}

/** Shows the first page of each list again and again, as the window does. */
async function listed(ms: number): Promise<void> {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs) {
    await Promise.all(apps.map(({ id }) => product.tell('store.page', {}, id)));
    await pause(500);
  }
}

/** Requests to the stopped apps: each is answered by the proxy after it has read the row. */
async function whileStopped(ms: number): Promise<void> {
  const endMs = performance.now() + ms;
  const stopped = apps.filter(({ child }) => !child.connected);
  for (let n = 0; performance.now() < endMs; n++) {
    await Promise.all(
      stopped.map(({ open, cookies }) =>
        send(open, '/count', { headers: { Cookie: cookies[n % cookies.length] ?? '' } }),
      ),
    );
    await pause(50);
  }
}

async function noteConnections(ours: Set<string>): Promise<void> {
  const list = String(await admin.sendCommand(['CLIENT', 'LIST']));
  for (const line of list.split('\n')) {
    if (/ user=inspector /.test(line)) ours.add(/ addr=(\S+)/.exec(line)?.[1] ?? '');
  }
}

async function plantedState(): Promise<Map<string, string>> {
  const state = new Map<string, string>();
  for (let n = 0; n < plantedKeys; n++) {
    const key = `sess:planted-${n}`;
    const [value, end] = await Promise.all([admin.get(key), admin.pExpireTime(key)]);
    state.set(key, `${value} ${end}`);
  }
  return state;
}

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): number {
  return [...one].filter(([key, state]) => other.get(key) !== state).length;
}

function hashesOf(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
}
