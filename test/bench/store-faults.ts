/**
 * The session store of a watched app stalls, dies and comes back under load:
 * `npm run bench -- store-faults [-- --seconds N --rate N]`.
 *
 * One Express app, whose answers do not depend on that store, is asked through two proxies at the same time: one has no
 * store, the other has Redis attached. So other work on the machine delays both alike. Ends with status 1 if the p99
 * of the second is more than 50 ms above that of the first, if a request has no record, or if a record does not say
 * what is not known of the store.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { cookieOf, percentile } from './load/http-load.mjs';
import { pacedLoad } from './load/paced-load.mjs';
import { recordsOf } from './load/records-of.ts';
import { RedisProcess } from './load/redis-process.ts';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, rate: { type: 'string', default: '20' } },
});
const durationMs = Number(values.seconds) * 1000;
const perSecond = Number(values.rate);
/** Enough that requests of one session seldom overlap. */
const sessionCount = 100;
const mostGrowthMs = 50;

const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const redis = await RedisProcess.start();
const children: ChildProcess[] = [];
try {
  const { port: app } = await started('serve-mirrored.mjs', redis.url);
  const plainProxy = await started('serve-watched.mjs', String(app), join(scratch, 'without'));
  const readProxy = await started('serve-watched.mjs', String(app), join(scratch, 'attached'), redis.url);
  const [without, attached] = [plainProxy.port, readProxy.port];
  // Sessions of their own: a change through the other proxy would be one from outside.
  const cookies = { [without]: await cookiesOf(app), [attached]: await cookiesOf(app) };
  const ask = (port: number, ms: number) =>
    pacedLoad({ port, path: '/count', cookie: cookies[port] ?? null, perSecond, durationMs: ms });
  await Promise.all([ask(without, 2_000), ask(attached, 2_000)]);

  const phases = [];
  const steps: readonly (readonly [what: string, before: () => void | Promise<void>])[] = [
    ['attached', () => {}],
    ['stalled', () => redis.stall()],
    ['goes on', () => redis.resume()],
    ['killed', () => redis.kill()],
    ['restarted', () => redis.start()],
  ];
  for (const [what, before] of steps) {
    const [plainStart, readStart] = [await usage(plainProxy), await usage(readProxy)];
    await before();
    const fromMs = Date.now();
    const [plain, read] = await Promise.all([ask(without, durationMs), ask(attached, durationMs)]);
    const times = { fromMs, toMs: Date.now() };
    // The readings after the last answers belong to this phase.
    await pause(500);
    const [plainEnd, readEnd] = [await usage(plainProxy), await usage(readProxy)];
    const longest = { plainMs: plainEnd.longestBlockMs, readMs: readEnd.longestBlockMs };
    const cpu = { plainMs: cpuOf(plainStart, plainEnd, plain.length), readMs: cpuOf(readStart, readEnd, read.length) };
    phases.push({ what, ...times, requests: read.length, plain: summary(plain), read: summary(read), longest, cpu });
  }
  await pause(5_500);
  const records = recordsOf(join(scratch, 'attached'));
  const broken: string[] = [];
  const results = phases.map(({ what, fromMs, toMs, requests, plain, read, longest, cpu }) => {
    const own = records.filter(({ arrivedAtMs }) => arrivedAtMs >= fromMs && arrivedAtMs <= toMs);
    const growthMs = read.p99Ms - plain.p99Ms;
    const evidence = countsOf(own.map((record) => record.evidence?.store?.attribution ?? 'nothing said'));
    const unsaid = own.filter((record) => !saysWhatIsNotKnown(record)).length;
    if (growthMs > mostGrowthMs) broken.push(`${what}: the p99 is ${growthMs.toFixed(1)} ms higher`);
    if (own.length !== requests) broken.push(`${what}: ${own.length} records of ${requests} requests`);
    if (unsaid > 0) broken.push(`${what}: ${unsaid} records do not say what is not known`);
    return { what, requests, records: own.length, plain, read, growthMs, longest, cpu, evidence, unsaid };
  });
  printTable(
    [
      'the store',
      'requests',
      'without: p50 ms',
      'p99',
      'with: p50 ms',
      'p99',
      'max',
      'p99 higher by',
      'longest work ms: without',
      'with',
      'evidence',
    ],
    results.map((one) => [
      one.what,
      one.requests,
      one.plain.p50Ms.toFixed(1),
      one.plain.p99Ms.toFixed(1),
      one.read.p50Ms.toFixed(1),
      one.read.p99Ms.toFixed(1),
      one.read.maxMs.toFixed(1),
      one.growthMs.toFixed(1),
      one.longest.plainMs.toFixed(0),
      one.longest.readMs.toFixed(0),
      one.cpu.plainMs.toFixed(1),
      one.cpu.readMs.toFixed(1),
      Object.entries(one.evidence)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ]),
  );
  for (const sentence of broken) console.log(`NOT AS PROMISED: ${sentence}`);
  printJson('store-faults', { results, broken });
  if (broken.length > 0) process.exitCode = 1;
} finally {
  for (const child of children) {
    child.disconnect();
    if (child.exitCode === null) await once(child, 'exit');
  }
  await redis.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function cookiesOf(app: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let n = 0; n < sessionCount; n++) cookies.push((await cookieOf(app, '/count')) ?? '');
  return cookies;
}

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

interface Usage {
  readonly cpuMicroseconds: number;
  /** The longest work of the server's thread without a break since the last question, in its own processor time. */
  readonly longestBlockMs: number;
}

async function usage({ child }: Server): Promise<Usage> {
  child.send('usage');
  const [told] = (await once(child, 'message')) as [Usage];
  return told;
}

/** Milliseconds of the processor for each request, of all threads. */
function cpuOf(start: Usage, end: Usage, requests: number): number {
  return (end.cpuMicroseconds - start.cpuMicroseconds) / 1000 / requests;
}

/** Starts a server of load/ in a process of its own. */
async function started(file: string, ...args: string[]): Promise<Server> {
  const child = fork(new URL(`load/${file}`, import.meta.url), args);
  children.push(child);
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  return { child, port };
}

/** From sorted latencies in microseconds. */
function summary(latencies: Float64Array) {
  const ms = (share: number) => percentile(latencies, share) / 1000;
  return { p50Ms: ms(0.5), p99Ms: ms(0.99), maxMs: (latencies.at(-1) ?? Number.NaN) / 1000 };
}

/** Either both sides were read, or the record names the side that was not, and why. */
function saysWhatIsNotKnown({ evidence }: RequestRecord): boolean {
  const store = evidence?.store;
  if (store === undefined) return false;
  const isRead = [store.before, store.after].every(({ state }) => state === 'present' || state === 'absent');
  return isRead || store.attribution === 'not-in-time' || store.attribution === 'unreadable';
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
