/**
 * How fast the site answers while everything is recorded and committed, against peers that record nothing. Every
 * server is a separate process; they are loaded alternately, in short rounds, so that a busy moment strikes all. A
 * ratio is the median of the ratios of the rounds.
 *
 *     node test/bench/throughput.mjs [--rounds N] [--round-ms N] [--only NAME,NAME] [--connections N,N]
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cookieOf, load, percentile } from './load/http-load.mjs';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    'round-ms': { type: 'string', default: '1000' },
    connections: { type: 'string', default: '16,64' },
    only: { type: 'string' },
  },
});

const own = { server: 'session-inspector (server-side)', client: 'session-inspector (client-side)' };
const contestants = {
  bare: peer('bare'),
  'memory-store': peer('memory-store'),
  [own.server]: ['load/serve-inspector.mjs', 'server-side'],
  'better-sqlite3-session-store': peer('better-sqlite3-session-store'),
  'connect-sqlite3': peer('connect-sqlite3'),
  'session-file-store': peer('session-file-store'),
  'cookie-session': peer('cookie-session'),
  [own.client]: ['load/serve-inspector.mjs', 'client-side'],
};
/** The products of comparison: MemoryStore if the data stays on the server, cookie-session if it is in the cookie. */
const yardstickOf = (name) => (name === 'cookie-session' || name === own.client ? 'cookie-session' : 'memory-store');
const paths = ['/getsession', '/setsession'];

const wanted = values.only?.split(',');
const names = Object.keys(contestants).filter(
  (name) => wanted === undefined || wanted.some((part) => name.includes(part)),
);
const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const servers = new Map();
try {
  for (const name of names) servers.set(name, await start(name));
  const results = [];
  for (const connections of values.connections.split(',').map(Number)) {
    for (const path of paths) results.push(...(await measure(path, connections)));
  }
  printTable(
    ['path', 'connections', 'server', 'requests/s', 'ratio', 'CPU µs/request', 'p50 ms', 'p99 ms', 'p99 ratio'],
    results.map((r) => [
      r.path,
      r.connections,
      r.name,
      Math.round(r.perSecond),
      `${r.ratio.toFixed(2)} of ${r.yardstick}`,
      r.cpuMicroseconds.toFixed(0),
      (r.p50 / 1000).toFixed(2),
      (r.p99 / 1000).toFixed(2),
      r.p99Ratio.toFixed(2),
    ]),
  );
  printJson('throughput', results);
} finally {
  for (const { child } of servers.values()) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}

function peer(name) {
  return ['peers/serve.mjs', name];
}

async function start(name) {
  const [script, argument] = contestants[name];
  const dir = mkdtempSync(join(scratch, 'server-'));
  const child = fork(join(import.meta.dirname, script), [argument, dir], { execArgv: [] });
  const { port } = await messageFrom(child);
  return { child, port, cookie: await cookieOf(port, '/setsession') };
}

function messageFrom(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`A server ended with status ${code}`)));
  });
}

async function use(child) {
  const answer = messageFrom(child);
  child.send('use');
  return answer;
}

async function measure(path, connections) {
  const rounds = [];
  // The first round warms up.
  for (let round = 0; round <= Number(values.rounds); round++) {
    const one = {};
    for (const name of names) one[name] = await oneRound(servers.get(name), path, connections);
    if (round > 0) rounds.push(one);
  }
  return names.map((name) => {
    const yardstick = names.includes(yardstickOf(name)) ? yardstickOf(name) : names[0];
    const middle = (of) => median(rounds.map((round) => of(round[name], round[yardstick])));
    return {
      path,
      connections,
      name,
      yardstick,
      perSecond: middle((one) => one.perSecond),
      ratio: middle((one, other) => one.perSecond / other.perSecond),
      cpuMicroseconds: middle((one) => one.cpuMicroseconds),
      p50: middle((one) => one.p50),
      p99: middle((one) => one.p99),
      p99Ratio: middle((one, other) => one.p99 / other.p99),
    };
  });
}

async function oneRound({ child, port, cookie }, path, connections) {
  const before = await use(child);
  const { count, seconds, latencies } = await load({
    port,
    path,
    cookie,
    connections,
    durationMs: Number(values['round-ms']),
  });
  const after = await use(child);
  return {
    perSecond: count / seconds,
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / count,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
