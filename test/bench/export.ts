/**
 * How fast a log of a million requests is exported, what memory it takes, and what it costs the site that goes on
 * meanwhile. The product is a separate process; the files are fetched through its door, as a browser does, and
 * thrown away.
 *
 *     node test/bench/export.ts [--rows N] [--only TEXT,TEXT] [--keep DIR]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { keepAlive, send } from '../support/http.ts';
import { buildIndex } from './load/built-index.ts';
import { DoorClient } from './load/door-client.ts';
import { percentile } from './load/http-load.mjs';
import { recordLog } from './load/recorded-log.ts';
import { printJson, printTable } from './load/report.mjs';

interface Result {
  readonly name: string;
  readonly rowsPerSecond: number;
  readonly megabytesPerSecond: number;
  readonly residentGrowthMegabytes: number;
  readonly p99Ms: number;
  readonly idleP99Ms: number;
  readonly p99Ratio: number;
}

interface Measured {
  readonly name: string;
  readonly format: string;
  readonly raw: boolean;
  readonly filter?: string;
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    /** Where the log is kept for the next time; it is made if it is not there. */
    keep: { type: 'string' },
  },
});
const rows = Number(values.rows);
const measured: readonly Measured[] = [
  { name: 'ndjson with secrets', format: 'ndjson', raw: true },
  { name: 'ndjson', format: 'ndjson', raw: false },
  // Nearly all of the log, so that it is the finding and fetching of rows that is measured.
  { name: 'filtered ndjson', format: 'ndjson', raw: false, filter: '-is:error' },
  { name: 'csv', format: 'csv', raw: false },
  { name: 'har', format: 'har', raw: false },
];
const exports = measured.filter(({ name }) => values.only?.split(',').includes(name) ?? true);
/** A busy site that is far from its limits, so any delay is caused by the export. */
const visitsPerSecond = 200;
const idleMs = 10_000;

const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const dataDir = values.keep ?? join(scratch, 'data');
const started: DoorClient[] = [];
try {
  if (!existsSync(join(dataDir, 'inspector.db'))) {
    mkdirSync(dataDir, { recursive: true });
    process.stderr.write(`Making a log of ${rows} requests …\n`);
    await recordLog(dataDir, rows);
    // As in a log that has grown: the thread of the index would take its share of the processor otherwise.
    buildIndex(dataDir);
  }
  const results: Result[] = [];
  for (const each of exports) results.push(await measure(each));
  printTable(
    ['export', 'rows/s', 'MB/s', 'RSS growth MB', 'site p99 ms', 'idle p99 ms', 'ratio'],
    results.map((r) => [
      r.name,
      Math.round(r.rowsPerSecond),
      r.megabytesPerSecond.toFixed(0),
      r.residentGrowthMegabytes.toFixed(0),
      r.p99Ms.toFixed(2),
      r.idleP99Ms.toFixed(2),
      r.p99Ratio.toFixed(2),
    ]),
  );
  printJson('export', results);
} finally {
  for (const server of started) server.end();
  rmSync(scratch, { recursive: true, force: true });
}

/** Each format in a fresh process: memory that one left behind would not be seen to grow for the next. */
async function measure({ name, format, raw, filter }: Measured): Promise<Result> {
  const server = await start();
  // Runs once without being measured, because the first visits compile code and fill caches.
  await visitFor(server.site, () => false, 3_000);
  const idle = await visitFor(server.site, () => false, idleMs);
  const before = (await server.usage()).residentBytes;
  let most = before;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, (await server.usage()).residentBytes);
      await pause(100);
    }
  })();
  const visiting = visitFor(server.site, () => isOver, Number.POSITIVE_INFINITY);
  const startedMs = performance.now();
  const { bytes, entries } = await download(server, {
    format,
    raw,
    ...(filter && { scope: { of: 'filter', filter } }),
  });
  const seconds = (performance.now() - startedMs) / 1000;
  isOver = true;
  const [busy] = await Promise.all([visiting, watching]);
  server.end();
  const [p99Ms, idleP99Ms] = [percentile(busy, 0.99), percentile(idle, 0.99)];
  return {
    name,
    rowsPerSecond: entries / seconds,
    megabytesPerSecond: bytes / seconds / 1e6,
    residentGrowthMegabytes: (most - before) / 1e6,
    p99Ms,
    idleP99Ms,
    p99Ratio: p99Ms / idleP99Ms,
  };
}

async function start(): Promise<DoorClient> {
  const server = await DoorClient.start(dataDir);
  started.push(server);
  // The log is larger than the limits that it would be kept within otherwise.
  await server.tell('settings.change', { retention: { maxEntries: 10_000_000, maxBytes: 64 * 1024 ** 3 } });
  return server;
}

/** Prepares the export and reads the whole file. The number of entries is the count of the server. */
async function download(server: DoorClient, wanted: object): Promise<{ bytes: number; entries: number }> {
  const { id, path } = await server.tell<{ id: string; path: string }>('exports.prepare', wanted);
  const fetching = fork(join(import.meta.dirname, 'load', 'fetch-away.mjs'), [`${server.origin}${path}`]);
  const [{ status, bytes }] = (await once(fetching, 'message')) as [{ status: number; bytes: number }];
  if (status !== 200) throw new Error(`The download answered ${status}`);
  const { done } = await server.ask<{ done: number }>('exports.progress', { id });
  return { bytes, entries: done };
}

/** Visits at a steady pace until stopped, or for a given time. Resolves with the latencies in milliseconds, sorted. */
async function visitFor(site: string, isOver: () => boolean, durationMs: number): Promise<Float64Array> {
  const agent = keepAlive();
  const latencies: number[] = [];
  const open = new Set<Promise<void>>();
  const startedMs = performance.now();
  for (let visit = 0; !isOver() && performance.now() - startedMs < durationMs; visit++) {
    const dueMs = startedMs + (visit * 1000) / visitsPerSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await pause(waitMs);
    const sentMs = performance.now();
    const visited: Promise<void> = send(site, '/getsession', { agent }).then(() => {
      latencies.push(performance.now() - sentMs);
      open.delete(visited);
    });
    open.add(visited);
  }
  await Promise.all(open);
  agent.destroy();
  return Float64Array.from(latencies).sort();
}
