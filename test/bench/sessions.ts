/**
 * A store of 100,000 live sessions: how long a list of them takes in any order, a search and a jump; and how late the
 * event loop of the site is while they are listed, while all of them are swept, and while a log of 100,000 requests
 * is cleared.
 *
 *     node test/bench/sessions.ts [--sessions N] [--entries N]
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import type { SessionPage } from '../../server/contract/session-page.ts';
import { DoorClient } from './load/door-client.ts';
import { percentile } from './load/http-load.mjs';
import { recordLog } from './load/recorded-log.ts';
import { printJson, printTable } from './load/report.mjs';

interface Result {
  readonly name: string;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly seconds?: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
}

const { values } = parseArgs({
  options: { sessions: { type: 'string', default: '100000' }, entries: { type: 'string', default: '100000' } },
});
const count = Number(values.sessions);
const rounds = 20;
/** Long enough for the lists before it. Expired sessions are swept once a minute. */
const livesMs = 45_000;
/** Sessions that the measuring itself made; they live on. */
let made = 0;
const sorts = ['session', 'state', 'keys', 'created', 'used', 'expires', 'bytes'];

const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
let server: DoorClient | null = null;
try {
  process.stderr.write(`Making ${count} sessions and a log of ${values.entries} requests …\n`);
  await recordLog(dataDir, Number(values.entries));
  fillStore();
  server = await DoorClient.start(dataDir);
  await server.usage();
  const results = [
    ...(await listAll(server)),
    await measureUntil('sweep', server, async (running) => (await page(running, {})).all === made),
  ];
  results.push(await clearLog(server));
  printTable(
    ['what', 'p50 ms', 'p95 ms', 'seconds', 'loop delay p99 ms', 'loop delay max ms'],
    results.map((r) => [
      r.name,
      r.p50Ms?.toFixed(1) ?? '',
      r.p95Ms?.toFixed(1) ?? '',
      r.seconds?.toFixed(1) ?? '',
      r.delayP99Ms.toFixed(1),
      r.delayMaxMs.toFixed(1),
    ]),
  );
  printJson('sessions', results);
} finally {
  server?.end();
  rmSync(dataDir, { recursive: true, force: true });
}

function fillStore(): void {
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  database.exec('DELETE FROM sessions');
  const insert = database.prepare(
    `INSERT INTO sessions (sid, data_json, cookie_json, cookie_expires, expires_at_ms, created_at_ms, last_used_at_ms)
     VALUES (?, ?, ?, 0, ?, ?, ?)`,
  );
  const cookie = JSON.stringify({ originalMaxAge: null, expires: null, httpOnly: true, path: '/', sameSite: 'lax' });
  const nowMs = Date.now();
  database.transaction(() => {
    for (let n = 0; n < count; n++) {
      const data = {
        Username: `visitor-${n}`,
        Cart: {
          items: Array.from({ length: n % 5 }, (_, item) => ({ sku: `A-${(n * 7 + item) % 977}`, count: item })),
        },
        ...(n % 3 === 0 ? { note: 'x'.repeat(n % 200) } : {}),
      };
      const createdAtMs = nowMs - Math.floor(Math.random() * 1e7) - 10_000;
      const usedAtMs = createdAtMs + Math.floor(Math.random() * 10_000);
      const sid = randomBytes(24).toString('base64url');
      insert.run(sid, JSON.stringify(data), cookie, nowMs + livesMs + (n % 1_000), createdAtMs, usedAtMs);
    }
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

function page(running: DoorClient, query: object): Promise<SessionPage> {
  return running.ask<SessionPage>('sessions.page', query);
}

async function listAll(running: DoorClient): Promise<Result[]> {
  const opened = await timed('open the list', running, 1, () => page(running, {}));
  // The first list in another order waits until all are read.
  const results = [opened, await timed('first sort', running, 1, () => page(running, { sort: 'bytes' }))];
  for (const sort of sorts) {
    // Each time in the other direction, and after a change of the store, as in use, so that no earlier result can be
    // reused.
    const way = { isDescending: false };
    results.push(
      await timed(
        `sort by ${sort}`,
        running,
        rounds,
        () => {
          way.isDescending = !way.isDescending;
          return page(running, { sort, ...way });
        },
        async () => {
          await fetch(`${running.site}/setsession`);
          made++;
        },
      ),
    );
  }
  let offset = 0;
  results.push(
    await timed('jump', running, rounds, () => {
      offset = (offset + 37_117) % count;
      return page(running, { sort: 'bytes', offset });
    }),
  );
  let text = 0;
  results.push(
    await timed('filter', running, rounds, () => {
      text += 4_711;
      return page(running, { text: `visitor-${text}` });
    }),
  );
  return results;
}

async function timed(
  name: string,
  running: DoorClient,
  times: number,
  work: () => Promise<SessionPage>,
  before: () => Promise<void> = async () => {},
): Promise<Result> {
  await running.usage();
  const taken: number[] = [];
  for (let round = 0; round < times; round++) {
    await before();
    const startedMs = performance.now();
    const { all } = await work();
    taken.push(performance.now() - startedMs);
    if (all < count) throw new Error(`${name}: ${all} sessions are left of ${count}, they expired too soon`);
  }
  const { delayP99Ms, delayMaxMs } = await running.usage();
  const sorted = Float64Array.from(taken).sort();
  return { name, p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95), delayP99Ms, delayMaxMs };
}

/** Waits with an open window, which is notified of every removed session. */
async function measureUntil(
  name: string,
  running: DoorClient,
  isOver: (running: DoorClient) => Promise<boolean>,
): Promise<Result> {
  const stopWatching = watchLive(running);
  while (!(await isOver(running))) await pause(500);
  // All are expired; they are removed at the next full minute of the run. The waiting is not measured.
  const before = rowsLeft();
  while (rowsLeft() === before) await pause(10);
  await running.usage();
  const startedMs = performance.now();
  while (rowsLeft() > made) await pause(50);
  const seconds = (performance.now() - startedMs) / 1000;
  const { delayP99Ms, delayMaxMs } = await running.usage();
  stopWatching();
  return { name, seconds, delayP99Ms, delayMaxMs };
}

function rowsLeft(): number {
  const database = new Sqlite(join(dataDir, 'inspector.db'), { readonly: true });
  try {
    return database.prepare('SELECT count(*) FROM sessions').pluck().get() as number;
  } finally {
    database.close();
  }
}

async function clearLog(running: DoorClient): Promise<Result> {
  const stopWatching = watchLive(running);
  await running.usage();
  const startedMs = performance.now();
  await running.tell('log.clear', {});
  const seconds = (performance.now() - startedMs) / 1000;
  const { delayP99Ms, delayMaxMs } = await running.usage();
  stopWatching();
  return { name: 'clear the log', seconds, delayP99Ms, delayMaxMs };
}

/** Reads the live stream, as an open window does. */
function watchLive(running: DoorClient): () => void {
  const stop = new AbortController();
  void (async () => {
    const response = await fetch(`${running.origin}/trpc/live`, {
      headers: { Authorization: `Bearer ${running.token}`, Accept: 'text/event-stream' },
      signal: stop.signal,
    });
    for await (const _ of response.body ?? []);
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return () => stop.abort();
}
