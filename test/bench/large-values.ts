/**
 * Very large sessions in the store of a watched app: `npm run bench -- large-values [-- --requests N]`.
 *
 * One app, which writes the row of a session in Redis with each request, is asked through two proxies by turns: one has
 * no store, the other has that Redis attached. So other work on the machine delays both alike. Of each proxy it also
 * measures how long its thread works without a break, in its own processor time. Ends with status 1 if the median of a
 * request is more than 50 ms higher with the store, if the thread of the requests works more than 50 ms without a break
 * (after the first shape, with which code is compiled), or if a record says nothing of the store.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { send } from '../support/http.ts';
import { percentile } from './load/http-load.mjs';
import { largeRests } from './load/large-rests.mjs';
import { recordsOf } from './load/records-of.ts';
import { RedisProcess } from './load/redis-process.ts';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({ options: { requests: { type: 'string', default: '20' } } });
const requests = Number(values.requests);
const paceMs = 100;
const mostGrowthMs = 50;
const mostBlockMs = 50;
const sessions = 4;

interface Usage {
  readonly cpuMicroseconds: number;
  readonly residentBytes: number;
  readonly longestBlockMs: number;
}
interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const redis = await RedisProcess.start();
const children: ChildProcess[] = [];
const results: object[] = [];
const broken: string[] = [];
try {
  const app = await started('serve-rows.mjs', redis.url);
  const without = await started('serve-watched.mjs', String(app.port), join(scratch, 'without'));
  const attached = await started('serve-watched.mjs', String(app.port), join(scratch, 'attached'), redis.url);
  const shapes: { shape: string; fromMs: number; toMs: number }[] = [];
  for (const [place, shape] of Object.keys(largeRests).entries()) {
    await ask(app.port, `/rest?shape=${encodeURIComponent(shape)}`);
    for (const { child } of [without, attached]) await usage(child);
    const fromMs = Date.now();
    const taken: Record<'without' | 'attached', number[]> = { without: [], attached: [] };
    for (let n = 0; n < requests; n++) {
      taken.without.push(await timed(without.port, `plain-${n % sessions}`));
      taken.attached.push(await timed(attached.port, `read-${n % sessions}`));
      await pause(paceMs);
    }
    // The last values are decoded meanwhile.
    await pause(5_000);
    shapes.push({ shape, fromMs, toMs: Date.now() });
    const [plain, read] = [await usage(without.child), await usage(attached.child)];
    const [median, medianRead] = [spread(taken.without), spread(taken.attached)];
    const growthMs = medianRead.p50Ms - median.p50Ms;
    const result = {
      shape,
      plain: median,
      read: medianRead,
      growthMs,
      blockMs: plain.longestBlockMs,
      blockReadMs: read.longestBlockMs,
      residentMb: read.residentBytes / 1e6,
    };
    results.push(result);
    if (growthMs > mostGrowthMs) broken.push(`${shape}: a request takes ${growthMs.toFixed(1)} ms longer`);
    if (place > 0 && read.longestBlockMs > mostBlockMs)
      broken.push(`${shape}: the thread of the requests works ${read.longestBlockMs.toFixed(0)} ms without a break`);
  }
  const records = recordsOf(join(scratch, 'attached'));
  const told = shapes.map(({ fromMs, toMs }) => {
    const own = records.filter(({ arrivedAtMs }) => arrivedAtMs >= fromMs && arrivedAtMs <= toMs);
    const counts: Record<string, number> = {};
    for (const { evidence } of own) {
      const name = evidence?.store?.attribution ?? 'nothing said';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    const longest = Math.max(...own.map((record) => JSON.stringify(record).length));
    return { counts, kilobytes: Math.round(longest / 1000) };
  });
  for (const [place, { counts }] of told.entries())
    if (counts['nothing said'] !== undefined) broken.push(`${shapes[place]?.shape}: records say nothing of the store`);
  printTable(
    [
      'value',
      'without: p50 ms',
      'max',
      'with: p50 ms',
      'max',
      'longest work ms: without',
      'with',
      'record kB',
      'evidence',
    ],
    (results as { shape: string; plain: Spread; read: Spread; blockMs: number; blockReadMs: number }[]).map(
      ({ shape, plain, read, blockMs, blockReadMs }, place) => [
        shape,
        plain.p50Ms.toFixed(1),
        plain.maxMs.toFixed(1),
        read.p50Ms.toFixed(1),
        read.maxMs.toFixed(1),
        blockMs.toFixed(0),
        blockReadMs.toFixed(0),
        told[place]?.kilobytes ?? '',
        Object.entries(told[place]?.counts ?? {})
          .map(([name, count]) => `${name} ${count}`)
          .join(', '),
      ],
    ),
  );
  for (const sentence of broken) console.log(`NOT AS PROMISED: ${sentence}`);
  printJson('large-values', { results, told, broken });
  if (broken.length > 0) process.exitCode = 1;
} finally {
  for (const child of children) {
    child.disconnect();
    if (child.exitCode === null) await once(child, 'exit');
  }
  await redis.close();
  rmSync(scratch, { recursive: true, force: true });
}

interface Spread {
  readonly p50Ms: number;
  readonly maxMs: number;
}

function spread(taken: readonly number[]): Spread {
  const sorted = Float64Array.from(taken).sort();
  return { p50Ms: percentile(sorted, 0.5), maxMs: sorted.at(-1) ?? Number.NaN };
}

/** A cookie as express-session signs it. */
function cookieOf(sid: string): string {
  const mac = createHmac('sha256', 'a secret').update(sid).digest('base64').replace(/=+$/, '');
  return `connect.sid=${encodeURIComponent(`s:${sid}.${mac}`)}`;
}

async function timed(port: number, sid: string): Promise<number> {
  const startedMs = performance.now();
  await ask(port, '/', cookieOf(sid));
  return performance.now() - startedMs;
}

async function ask(port: number, path: string, cookie?: string): Promise<void> {
  const headers = cookie === undefined ? {} : { Cookie: cookie };
  const { status } = await send(`http://127.0.0.1:${port}`, path, { headers });
  if (status !== 200) throw new Error(`The answer was ${status}.`);
}

async function usage(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [told] = (await once(child, 'message')) as [Usage];
  return told;
}

/** Starts a server of load/ in a process of its own. */
async function started(file: string, ...args: string[]): Promise<Server> {
  const child = fork(new URL(`load/${file}`, import.meta.url), args);
  children.push(child);
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  return { child, port };
}
