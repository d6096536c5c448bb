/**
 * A log of 1,000,000 requests: how long its first page, a jump to any place, filters and searches take, and how long
 * a start takes beside one with an empty log. Prints a table, then JSON. node test/bench/million-log.ts [--count N]
 * [--json FILE] [--keep FOLDER]
 *
 * Answers are timed as the window gets them: through the handler, parsed, and until the page is full or the whole log
 * was searched.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareDataDir } from '../../server/base/data-dir.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { SearchAnswer } from '../../server/contract/search.ts';
import { type Inspector, startInspector } from '../../server/index.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import { encodeEntry } from '../../server/storage/log/entry-codec/entry-codec.ts';
import { beginRun } from '../../server/storage/log/runs.ts';
import { buildIndex } from './load/built-index.ts';
import { entries, recordedRequests } from './million-entries.ts';

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, json: { type: 'string' }, keep: { type: 'string' } },
});
const count = Number(options.count);
/** The targets of these measurements. */
const wanted = { p95Ms: 100, startRatio: 1.2 };

const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
mkdirSync(folder, { recursive: true });
const full = join(folder, 'full');
const figures: Record<string, unknown> = { count };
/** Of the last answer. */
let cursor: string | undefined;
try {
  if (!readdirSync(folder).includes('full')) {
    figures.write = await writeLog();
    figures.index = indexLog();
  }
  figures.start = await compareStarts();
  figures.searches = await timeSearches();
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(figures, null, 2));
  else console.log(JSON.stringify(figures));
} finally {
  if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

/** Writes the log as the store would, but in large transactions. */
async function writeLog(): Promise<unknown> {
  const templates = await recordedRequests(join(folder, 'recorded'));
  const { path, database: file } = prepareDataDir(full);
  const { database } = openDatabase(file);
  const insert = database.prepare(
    'INSERT INTO log (id, kind, at_ms, sid, old_sid, entry_json) VALUES (?, ?, ?, ?, NULL, ?)',
  );
  const startMs = performance.now();
  database.exec('BEGIN');
  for (const entry of entries(templates, count, Date.now())) {
    const isRequest = entry.kind === 'request';
    insert.run(entry.id, entry.kind, timeOf(entry), isRequest ? entry.sidAfter : null, encodeEntry(entry));
    if (entry.id % 10_000 === 0) database.exec('COMMIT; BEGIN');
  }
  database.exec('COMMIT');
  beginRun(database, Date.now()).end(Date.now());
  database.close();
  const figure = { seconds: seconds(startMs), bytes: bytesOf(path, 'inspector') };
  console.log(`Log of ${count.toLocaleString('en')} entries: ${mib(figure.bytes)} MiB`);
  return figure;
}

function timeOf(entry: LogEntry): number {
  return entry.kind === 'request' ? entry.arrivedAtMs : entry.kind === 'gap' ? entry.toMs : entry.atMs;
}

function indexLog(): unknown {
  const taken = buildIndex(full);
  const figure = { seconds: taken, rowsPerSecond: Math.round(count / taken), bytes: bytesOf(full, 'search-') };
  console.log(`Index: ${figure.rowsPerSecond.toLocaleString('en')} rows/s, ${mib(figure.bytes)} MiB`);
  return figure;
}

/** Full and empty alternately, so that a busy moment strikes both. */
async function compareStarts(): Promise<unknown> {
  const empty = join(folder, 'empty');
  const times: { full: number[]; empty: number[] } = { full: [], empty: [] };
  for (let run = 0; run < 12; run++) {
    for (const which of ['empty', 'full'] as const) {
      const startMs = performance.now();
      const inspector = await start(which === 'full' ? full : empty);
      const answer = await fetch(`${inspector.site.url}/getsession`);
      await answer.text();
      const tookMs = performance.now() - startMs;
      await inspector.close();
      // The first query of each group reads data that the others find in memory.
      if (run > 0) times[which].push(tookMs);
    }
  }
  const [fullMs, emptyMs] = [quantile(times.full, 0.5), quantile(times.empty, 0.5)];
  const figure = { fullMs, emptyMs, ratio: round(fullMs / emptyMs), wanted: wanted.startRatio };
  console.log(
    `Start to the site's first answer: ${fullMs} ms, with an empty log ${emptyMs} ms: ratio ${figure.ratio} (at most ${wanted.startRatio})`,
  );
  return figure;
}

interface Kind {
  readonly name: string;
  readonly filters: readonly string[];
}

async function timeSearches(): Promise<unknown> {
  const inspector = await start(full);
  try {
    // By then the search thread runs, as it does when somebody comes to type a filter.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const sample = await samples(inspector);
    const rows = [
      await time('first page of the log', range(40), () => ask(inspector, 'log.page', { limit: 200 }, 'GET')),
      await time('jump to any place', range(60), (n) =>
        ask(inspector, 'log.page', { limit: 200, around: placeOf(n) }, 'GET'),
      ),
    ];
    const coldMs = await timed(() => page(inspector, 'status-code:200 nothing-like-this'));
    console.log(`First search of all (reads the index from the disk): ${round(coldMs)} ms`);
    for (const { name, filters } of kindsOf(sample)) {
      rows.push(await time(name, filters, (filter) => page(inspector, filter)));
    }
    rows.push(
      await time('next page of a filter', range(40), (n) =>
        page(inspector, 'method:POST', Math.round(count * (1 - n / 41))),
      ),
    );
    rows.push(await time('what came since', range(40), () => page(inspector, 'method:POST', undefined, cursor)));
    console.log('');
    for (const row of rows) console.log(lineOf(row));
    return { coldMs: round(coldMs), rssMiB: mib(process.memoryUsage().rss), rows };
  } finally {
    await inspector.close();
  }
}

function kindsOf({ sids, emails, tokens, skus }: Awaited<ReturnType<typeof samples>>): Kind[] {
  return [
    {
      name: 'field, common',
      filters: [
        'method:GET',
        'status-code:2xx',
        'is:modified',
        'op:get',
        'engine:client-side',
        'actor:"Firefox 140"',
        'cookie-name:session',
        'session.views:*',
        'store:touch',
        '-method:POST',
        'has-response-header:vary',
        'set-cookie-name:session',
        'larger-than:10',
        'kind:request',
        'is:new',
        '-is:new',
        'method:POST',
        'status-code:404',
        'is:tampered',
        'url:cart',
      ],
    },
    {
      name: 'field, rare',
      filters: [
        ...sids.map((sid) => `sid:${sid.slice(0, 8)}`),
        ...emails.map((email) => `session.email:${email}`),
        ...skus.map((sku) => `session.cart.items.0.sku:${sku}`),
        'status-code:500 method:POST slower-than:150',
        'kind:notice',
        'is:error slower-than:100',
      ],
    },
    {
      name: 'field, none',
      filters: [
        'method:PATCH',
        'status-code:418',
        'sid:zzzzzzzz',
        'session.nokey:x',
        'session.views:none',
        'actor:Nobody',
        'cookie-name:nothing',
        'is:aborted',
        'is:unsaved',
        'larger-than:10m',
        'slower-than:10s',
        'kind:gap',
        'has-response-header:x-none',
        'set-cookie-value:none',
        'cookie-value:none',
        'op:regenerate',
        'engine:client-side store:set',
        'before:2001-01-01',
        'url:"/nothing/here"',
        'header:"x-none: 1"',
      ],
    },
    {
      name: 'text, common',
      filters: [
        'session',
        'cart',
        'localhost',
        'ada',
        'example.org',
        'keep-alive',
        'violin',
        'q=lamp',
        'gzip',
        'firefox',
        'text/html',
        'httponly',
        'csrf',
        '"accept-language: de"',
        'referer',
        'teapot-7',
        'page=17',
        'safari',
        '小明',
        'account',
      ],
    },
    {
      name: 'text, rare',
      filters: [
        ...emails.map((email) => email.slice(2, -4)),
        ...tokens.map((token) => token.slice(4, 16)),
        ...sids.map((sid) => sid.slice(3, 20)),
      ],
    },
    {
      name: 'text, none',
      filters: range(20)
        .map((n) => `nothing like this ${n}`)
        .concat(range(10).map((n) => `zq${n}xj${n}`)),
    },
    {
      name: 'text, 1 or 2 letters',
      filters: [
        'a',
        '7',
        'x',
        'qz',
        'ab',
        '小',
        'zo',
        'k9',
        '=9',
        '~',
        '}',
        '§',
        'zz',
        'jq',
        'é',
        'ë',
        '明',
        '#',
        '^',
        '?9',
      ],
    },
    {
      name: 'regex',
      filters: [
        '/^\\/cart/',
        '/q=(lamp|chair)&page=1\\d\\d/',
        '/views:\\s17$/',
        '/sku:\\sglobe-[0-9]$/',
        '/accept-language:\\sde/',
        '/teapot.*9$/',
        '/nothing-[a-z]+-here/',
        '/page=1[0-5]$/',
        '/^host:\\slocal/',
        '/\\bviolin\\b/',
      ],
    },
    {
      name: 'several terms',
      filters: [
        'status-code:4xx -method:GET cart',
        'is:modified session.Username:Ada violin',
        'actor:"Safari 19" -cart -account slower-than:20',
        'engine:client-side is:new login',
        'method:POST status-code:500',
        '-session -cart url:orders',
        'op:set store:set is:new actor:curl*',
        'is:tampered url:search lamp',
        'session.cart.total:30 session.Username:Zoë',
        ...emails.slice(0, 6).map((email) => `method:GET ${email}`),
      ],
    },
  ];
}

/** Things that are in the log somewhere, from the oldest to the newest. */
async function samples(inspector: Inspector) {
  const found = { sids: [] as string[], emails: [] as string[], tokens: [] as string[], skus: [] as string[] };
  for (const n of range(12)) {
    const { entries } = await ask<{ entries: LogEntry[] }>(
      inspector,
      'log.page',
      { limit: 50, around: { fraction: n / 11 } },
      'GET',
    );
    for (const entry of entries) {
      if (entry.kind !== 'request' || entry.sessionAfter === null || entry.sidAfter === null) continue;
      const data = entry.sessionAfter as { email: string; csrf: string; cart: { items: { sku: string }[] } };
      if (data.cart.items.length === 0) continue;
      found.sids.push(entry.sidAfter);
      found.emails.push(data.email);
      found.tokens.push(data.csrf);
      found.skus.push(data.cart.items[0]?.sku ?? '');
      break;
    }
  }
  return found;
}

/** Requests pages as the window does, until the page is full or the log has no more entries. */
async function page(inspector: Inspector, filter: string, before?: number, since?: string): Promise<void> {
  const limit = 200;
  for (let asked = 1; ; asked++) {
    const answer = await ask<SearchAnswer>(inspector, 'log.search', { filter, limit, before, since }, 'POST');
    if (!answer.ok) throw new Error(`${filter}: ${JSON.stringify(answer.errors)}`);
    cursor = answer.cursor;
    if (answer.isComplete || answer.kind === 'arrived' || answer.entries.length === limit) return;
    if (asked > 500) throw new Error(`${filter}: not found to the end`);
  }
}

async function ask<T>(inspector: Inspector, path: string, input: unknown, method: 'GET' | 'POST'): Promise<T> {
  const json = JSON.stringify(input);
  const request =
    method === 'GET'
      ? new Request(`app://inspector/trpc/${path}?input=${encodeURIComponent(json)}`)
      : new Request(`app://inspector/trpc/${path}`, {
          method,
          body: json,
          headers: { 'Content-Type': 'application/json', Origin: 'app://inspector' },
        });
  const { result, error } = (await (await inspector.handle(request)).json()) as {
    result?: { data: T };
    error?: { message: string };
  };
  if (result === undefined) throw new Error(error?.message);
  return result.data;
}

function start(dataDir: string): Promise<Inspector> {
  // The limits of the settings would make the log shorter while it is measured.
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    join(dataDir, 'settings.json'),
    JSON.stringify({ retention: { maxEntries: 10_000_000, maxBytes: 64 * 1024 ** 3 } }),
  );
  return startInspector({ dataDir, uiDir: folder, port: 0, log: (line) => console.error(line) });
}

function placeOf(n: number) {
  const fraction = (n * 0.618) % 1;
  if (n % 3 === 0) return { fraction };
  return n % 3 === 1 ? { id: Math.round(fraction * count) } : { atMs: Date.now() - fraction * count * 40 };
}

interface Row {
  readonly name: string;
  readonly queries: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly slowest: string;
}

async function time<T>(name: string, queries: readonly T[], run: (query: T) => Promise<unknown>): Promise<Row> {
  const times: { query: T; ms: number }[] = [];
  for (const query of queries) times.push({ query, ms: await timed(() => run(query)) });
  const all = times.map(({ ms }) => ms);
  const slowest = times.reduce((a, b) => (b.ms > a.ms ? b : a));
  return {
    name,
    queries: all.length,
    p50Ms: quantile(all, 0.5),
    p95Ms: quantile(all, 0.95),
    slowest: `${round(slowest.ms)} ms: ${String(slowest.query)}`,
  };
}

function lineOf({ name, queries, p50Ms, p95Ms, slowest }: Row): string {
  const verdict = p95Ms <= wanted.p95Ms ? 'ok' : 'SLOW';
  return `${name.padEnd(24)} ${String(queries).padStart(3)} queries  p50 ${String(p50Ms).padStart(6)} ms  p95 ${String(p95Ms).padStart(6)} ms  ${verdict.padEnd(5)} slowest ${slowest}`;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}

function seconds(sinceMs: number): number {
  return round((performance.now() - sinceMs) / 1000);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function mib(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

function bytesOf(path: string, prefix: string): number {
  return readdirSync(path)
    .filter((name) => name.startsWith(prefix))
    .reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}
