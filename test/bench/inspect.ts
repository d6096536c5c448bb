/**
 * npm run bench -- inspect: what session-inspector/express costs an app, in time of its processor for each request:
 * without an inspector, and while one is told of every request. The modes take turns, so that other work on the machine
 * falls on all of them.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSocketOf } from '../../server/base/app-socket.ts';

const rounds = 5;
const requests = { '/empty': 2_000, '/page': 800 } as const;
const connections = 8;
type Page = keyof typeof requests;
const modes = ['plain', 'absent', 'told'] as const;
type Mode = (typeof modes)[number];

const dataDir = mkdtempSync(join(tmpdir(), 'bench-inspect-'));
let toldBytes = 0;
const inspector = createServer((socket) => {
  socket.on('data', (chunk) => {
    toldBytes += chunk.length;
  });
});
inspector.listen(appSocketOf(dataDir));
const apps = new Map<Mode, { readonly process: ChildProcess; readonly port: number }>();
for (const mode of modes) {
  const folder = mode === 'told' ? dataDir : join(dataDir, 'nothing');
  const app = fork(join(import.meta.dirname, 'inspect', 'app.ts'), [mode, folder]);
  apps.set(mode, { process: app, port: (await once(app, 'message'))[0] as number });
}

const measured = new Map<string, number[]>();
for (let round = -1; round < rounds; round++) {
  for (const page of Object.keys(requests) as Page[]) {
    for (const mode of round % 2 === 0 ? modes : modes.toReversed()) {
      const cost = await costOf(mode, page);
      // The first round warms the apps.
      if (round >= 0) measured.set(`${page} ${mode}`, [...(measured.get(`${page} ${mode}`) ?? []), cost]);
    }
  }
}
for (const { process: app } of apps.values()) app.kill();
inspector.close();
rmSync(dataDir, { recursive: true, force: true });

for (const page of Object.keys(requests) as Page[]) {
  const plain = median(measured.get(`${page} plain`) ?? []);
  for (const mode of modes) {
    const cost = median(measured.get(`${page} ${mode}`) ?? []);
    const ratio = `${((cost / plain - 1) * 100).toFixed(1)} %`;
    console.info(
      `${page.padEnd(7)} ${mode.padEnd(7)} ${cost.toFixed(1).padStart(8)} µs a request  ${ratio.padStart(8)}`,
    );
  }
}
console.info(JSON.stringify({ bench: 'inspect', toldBytes, ...Object.fromEntries(measured) }));

/** Microseconds of the processor for each request. */
async function costOf(mode: Mode, page: Page): Promise<number> {
  const app = apps.get(mode);
  if (app === undefined) throw new Error(`There is no app for ${mode}.`);
  const before = await usedBy(app.process);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const each = Array.from({ length: connections }, async () => {
    let cookie = '';
    for (let count = 0; count < requests[page] / connections; count++) {
      cookie = (await visit(`http://127.0.0.1:${app.port}${page}`, agent, cookie)) ?? cookie;
    }
  });
  await Promise.all(each);
  agent.destroy();
  return ((await usedBy(app.process)) - before) / requests[page];
}

function visit(url: string, agent: Agent, cookie: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: cookie === '' ? {} : { cookie } }, (response) => {
      const [line] = response.headers['set-cookie'] ?? [];
      response.resume().on('end', () => resolve(line?.split(';')[0]));
    }).on('error', reject);
  });
}

async function usedBy(app: ChildProcess): Promise<number> {
  app.send('usage');
  const [{ user, system }] = (await once(app, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
