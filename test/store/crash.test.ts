import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { openDatabaseForReading } from '../../server/store/database.ts';
import { LogReader } from '../../server/store/log-reader.ts';
import { type RunningCommand, serve, startCommand } from '../support/command.ts';
import { keepAlive, send } from '../support/http.ts';
import { tempDir } from '../support/temp-dir.ts';

/** CRASH_CYCLES=200 for a night. */
const cycles = Number(process.env.CRASH_CYCLES ?? 5);
const clientCount = 8;

/** A client that counts up in its session: what it was promised, and what it asked for. */
class Client {
  readonly name: string;
  cookie = '';
  /** The value of the last answer that arrived. */
  promised = 0;
  asked = 0;
  /** The values whose answers arrived, of all runs. */
  readonly answered: number[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Counts up until the server is gone. */
  async countUp(site: string): Promise<void> {
    const agent = keepAlive();
    try {
      for (;;) {
        this.asked = this.promised + 1;
        const reply = await send(site, `/session/keys/count?${this.name}=${this.asked}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
          body: String(this.asked),
          agent,
        });
        expect(reply.status).toBe(200);
        this.cookie = reply.setCookies[0]?.split(';')[0] ?? this.cookie;
        this.promised = this.asked;
        this.answered.push(this.asked);
      }
    } catch (error) {
      if (!isCut(error)) throw error;
    } finally {
      agent.destroy();
    }
  }

  /** The value the server has now. */
  async stored(site: string): Promise<number> {
    const reply = await send(site, '/session', { headers: { Cookie: this.cookie } });
    return (JSON.parse(reply.body) as { count?: number }).count ?? 0;
  }
}

function isCut(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code);
}

async function kill(running: RunningCommand): Promise<void> {
  running.process.kill('SIGKILL');
  await running.ended;
}

/** What is on the disk, read as the export reads it. */
async function stored(dataDir: string): Promise<{ integrity: unknown; entries: LogEntry[] }> {
  const database = openDatabaseForReading(dataDirAt(dataDir).database);
  try {
    const entries: LogEntry[] = [];
    for await (const entry of new LogReader(database).all()) entries.push(entry);
    return { integrity: database.pragma('integrity_check', { simple: true }), entries };
  } finally {
    database.close();
  }
}

test('what was answered before a kill -9 is there after it, and the log shows the gap', async () => {
  const dataDir = join(tempDir(), 'data');
  const clients = Array.from({ length: clientCount }, (_, n) => new Client(`client${n}`));
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const running = await serve(dataDir);
    const counting = Promise.all(clients.map((client) => client.countUp(running.ready.site)));
    await sleep(50 + Math.random() * 400);
    await kill(running);
    await counting;

    const next = await serve(dataDir);
    for (const client of clients) {
      const value = await client.stored(next.ready.site);
      expect([client.promised, client.asked]).toContain(value);
      client.promised = value;
    }
    const { integrity, entries } = await stored(dataDir);
    expect(integrity).toBe('ok');
    expect(entries.filter((entry) => entry.kind === 'gap')).toHaveLength(cycle);
    expect(answersWithoutRecord(clients, entries)).toBeLessThanOrEqual(clientCount * cycle);
    next.process.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ status: 0 });
  }
  expect(clients.reduce((sum, client) => sum + client.answered.length, 0)).toBeGreaterThan(cycles * clientCount);
}, 600_000);

/** A kill may cost the records of one turn of the loop: at most the last answer of each client. */
function answersWithoutRecord(clients: readonly Client[], entries: readonly LogEntry[]): number {
  const recorded = new Set(entries.map((entry) => (entry.kind === 'request' ? entry.url : '')));
  const isMissing = (name: string, value: number) => !recorded.has(`/session/keys/count?${name}=${value}`);
  return clients.flatMap(({ name, answered }) => answered.filter((value) => isMissing(name, value))).length;
}

test('a kill -9 at any moment of the start leaves a folder that the next start opens', async () => {
  const dataDir = join(tempDir(), 'data');
  for (let round = 0; round < 6; round++) {
    const starting = startCommand('serve', '--port', '0', '--no-open', '--json', '--data-dir', dataDir);
    const ready = once(starting.process.stdout, 'data');
    // The last moments before it is ready are those in which it makes its files.
    await Promise.race([ready, sleep(150 + Math.random() * 450)]);
    await kill(starting);
  }
  const running = await serve(dataDir);
  onTestFinished(() => kill(running));
  const client = new Client('client');
  const reply = await send(running.ready.site, '/setsession');
  client.cookie = reply.setCookies[0]?.split(';')[0] ?? '';
  expect((await send(running.ready.site, '/getsession', { headers: { Cookie: client.cookie } })).body).toBe(
    'Welcome Admin',
  );
  expect((await stored(dataDir)).integrity).toBe('ok');
}, 60_000);
