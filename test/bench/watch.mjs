/**
 * What watching an app costs: the same Express app asked directly, through the product with everything recorded,
 * through http-proxy-3, which records nothing, and through mitmproxy in reverse mode, which records. Every server is a
 * process of its own; they are loaded by turns, in short rounds. A ratio is the median of the ratios of the rounds.
 *
 *     node test/bench/watch.mjs [--rounds N] [--round-ms N] [--connections N]
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
    rounds: { type: 'string', default: '5' },
    'round-ms': { type: 'string', default: '1000' },
    connections: { type: 'string', default: '16' },
  },
});
const [rounds, roundMs, connections] = [values.rounds, values['round-ms'], values.connections].map(Number);
const perSecond = 200;
const hasMitmproxy = spawnSync('mitmdump', ['--version']).status === 0;

const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const children = [];
try {
  const app = await forked('serve-express.mjs');
  const ports = {
    direct: app,
    'session-inspector': await forked('serve-watched.mjs', String(app), join(scratch, 'data')),
    'http-proxy-3': await forked('serve-http-proxy-3.mjs', String(app)),
    ...(hasMitmproxy ? { mitmproxy: await mitmproxy(app) } : {}),
  };
  const names = Object.keys(ports);
  const cookie = await cookieOf(app, '/');
  const measured = new Map(names.map((name) => [name, { rates: [], latencies: [] }]));
  for (const name of names) await load({ port: ports[name], path: '/', cookie, connections, durationMs: roundMs });
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { count, seconds } = await load({ port: ports[name], path: '/', cookie, connections, durationMs: roundMs });
      measured.get(name).rates.push(count / seconds);
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const own = await pacedLoad({ port: ports[name], path: '/', cookie, perSecond, durationMs: roundMs });
      measured.get(name).latencies.push(...own);
    }
  }
  const results = names.map((name) => {
    const { rates, latencies } = measured.get(name);
    const sorted = Float64Array.from(latencies).sort();
    const ratioTo = (other) => {
      const base = measured.get(other)?.rates;
      return base === undefined ? null : median(rates.map((rate, round) => rate / base[round]));
    };
    return {
      name,
      perSecond: Math.round(median(rates)),
      toDirect: ratioTo('direct'),
      toHttpProxy3: ratioTo('http-proxy-3'),
      toMitmproxy: ratioTo('mitmproxy'),
      meanMs: sorted.reduce((sum, each) => sum + each, 0) / sorted.length / 1000,
      p99Ms: percentile(sorted, 0.99) / 1000,
    };
  });
  const shown = (number) => (number === null ? '' : number.toFixed(2));
  printTable(
    ['proxy', 'requests/s', 'of direct', 'of http-proxy-3', 'of mitmproxy', `mean ms at ${perSecond}/s`, 'p99 ms'],
    results.map((r) => [
      r.name,
      r.perSecond,
      shown(r.toDirect),
      shown(r.toHttpProxy3),
      shown(r.toMitmproxy),
      shown(r.meanMs),
      shown(r.p99Ms),
    ]),
  );
  if (!hasMitmproxy) console.log('mitmproxy is not installed here, so it was not measured.');
  printJson('watch', results);
} finally {
  for (const child of children) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}

/** Starts a server of load/ and resolves with its port. */
function forked(file, ...argv) {
  const child = fork(new URL(`load/${file}`, import.meta.url), argv);
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }) => resolve(port));
    child.once('exit', (code) => reject(new Error(`${file} ended with status ${code}`)));
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
    if (await accepts(port)) return port;
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
