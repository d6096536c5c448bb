/**
 * What watching an app costs: the same Express app asked directly, through the product with everything recorded,
 * through http-proxy-3, which records nothing, and through mitmproxy in reverse mode, which records. Every server is a
 * process of its own; they are loaded alternately, in short rounds, so that whatever else the machine does meets all of
 * them. Every figure is the median of the rounds, and every ratio or difference that of the ratios or differences
 * within a round.
 *
 *     node test/bench/watch.mjs [--rounds N] [--round-ms N] [--paced-rounds N] [--paced-ms N] [--connections N]
 *
 * mitmproxy is measured if `mitmdump` is installed (Debian: apt-get install mitmproxy).
 */
import { fork, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cookieOf, load, percentile } from './load/http-load.mjs';
import { pacedLoad } from './load/paced-load.mjs';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    'round-ms': { type: 'string', default: '300' },
    'paced-rounds': { type: 'string', default: '7' },
    'paced-ms': { type: 'string', default: '1000' },
    connections: { type: 'string', default: '16' },
  },
});
const [rounds, roundMs, connections] = [values.rounds, values['round-ms'], values.connections].map(Number);
const [pacedRounds, pacedMs] = [values['paced-rounds'], values['paced-ms']].map(Number);
/** Compilers are at work before. */
const warmUpRounds = 3;
const perSecond = 200;
const hasMitmproxy = spawnSync('mitmdump', ['--version']).status === 0;

const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const children = [];
try {
  const app = await forked('serve-express.mjs');
  const contestants = [
    { name: 'direct', ...app },
    { name: 'session-inspector', ...(await forked('serve-watched.mjs', String(app.port), join(scratch, 'data'))) },
    { name: 'http-proxy-3', ...(await forked('serve-http-proxy-3.mjs', String(app.port))) },
    ...(hasMitmproxy ? [{ name: 'mitmproxy', ...(await mitmproxy(app.port)) }] : []),
  ].map((one) => ({ ...one, rates: [], cpu: [], means: [], p99s: [] }));
  const cookie = await cookieOf(app.port, '/');
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const { port, child, rates, cpu } of contestants) {
      const before = await usedBy(child);
      const { count, seconds } = await load({ port, path: '/', cookie, connections, durationMs: roundMs });
      const used = (await usedBy(child)) - before;
      if (round < 0) continue;
      rates.push(count / seconds);
      cpu.push(used / count);
    }
  }
  for (let round = -1; round < pacedRounds; round++) {
    for (const { port, means, p99s } of contestants) {
      const latencies = await pacedLoad({ port, path: '/', cookie, perSecond, durationMs: pacedMs });
      if (round < 0) continue;
      means.push(latencies.reduce((sum, each) => sum + each, 0) / latencies.length / 1000);
      p99s.push(percentile(latencies, 0.99) / 1000);
    }
  }
  const [direct] = contestants;
  const results = contestants.map(({ name, rates, cpu, means, p99s }) => {
    const ratioTo = (other) => {
      const base = contestants.find((one) => one.name === other)?.rates;
      return base === undefined ? null : median(rates.map((rate, round) => rate / base[round]));
    };
    return {
      name,
      perSecond: Math.round(median(rates)),
      toDirect: ratioTo('direct'),
      toHttpProxy3: ratioTo('http-proxy-3'),
      toMitmproxy: ratioTo('mitmproxy'),
      cpuMicroseconds: Number.isNaN(cpu[0]) ? null : median(cpu),
      meanMs: median(means),
      meanAboveDirectMs: median(means.map((mean, round) => mean - direct.means[round])),
      p99Ms: median(p99s),
      p99AboveDirectMs: median(p99s.map((p99, round) => p99 - direct.p99s[round])),
    };
  });
  const shown = (number, digits = 2) => (number === null ? '' : number.toFixed(digits));
  printTable(
    ['proxy', 'requests/s', 'of direct', 'of http-proxy-3', 'of mitmproxy', 'processor µs'],
    results.map((r) => [
      r.name,
      r.perSecond,
      shown(r.toDirect),
      shown(r.toHttpProxy3),
      shown(r.toMitmproxy),
      shown(r.cpuMicroseconds, 0),
    ]),
  );
  printTable(
    [`at ${perSecond}/s`, 'mean ms', 'above direct', 'p99 ms', 'above direct'],
    results.map((r) => [
      r.name,
      shown(r.meanMs),
      shown(r.meanAboveDirectMs),
      shown(r.p99Ms),
      shown(r.p99AboveDirectMs),
    ]),
  );
  if (!hasMitmproxy) console.log('mitmproxy is not installed here, so it was not measured.');
  printJson('watch', results);
} finally {
  for (const child of children) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}

/** Starts a server of load/ and resolves with its port and its process. */
function forked(file, ...argv) {
  const child = fork(new URL(`load/${file}`, import.meta.url), argv);
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }) => resolve({ port, child }));
    child.once('exit', (code) => reject(new Error(`${file} ended with status ${code}`)));
  });
}

/** Microseconds of the processor that a server of load/ has used so far, with all its threads; else NaN. */
function usedBy(child) {
  if (child === null) return Number.NaN;
  return new Promise((resolve) => {
    child.once('message', ({ cpuMicroseconds }) => resolve(cpuMicroseconds));
    child.send('used');
  });
}

async function mitmproxy(app) {
  const port = await freePort();
  const mode = `reverse:http://127.0.0.1:${app}`;
  const options = ['--mode', mode, '--listen-host', '127.0.0.1', '--listen-port', String(port), '-q'];
  const child = spawn('mitmdump', [...options, '-w', join(scratch, 'flows'), '--set', `confdir=${scratch}`], {
    stdio: 'ignore',
  });
  children.push(child);
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await accepts(port)) return { port, child: null };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('mitmdump does not listen');
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const tell = (is) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
