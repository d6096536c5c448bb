/**
 * Kills `serve` repeatedly while clients count up in their sessions, and checks after each kill that every answered
 * write exists. Throws if one is missing.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDirAt } from '../../server/base/data-dir.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { openDatabaseForReading } from '../../server/storage/database/database.ts';
import { decodeEntry } from '../../server/storage/log/entry-codec/entry-codec.ts';
import { keepAlive, send } from './http.ts';
import type { RunningCommand, Serving } from './spawned-command.ts';

const clientCount = 8;

export interface CrashCycles {
  readonly dataDir: string;
  readonly cycles: number;
  readonly serve: () => Promise<Serving>;
  readonly onCycle?: (cycle: number) => void;
}

export interface CrashFigures {
  readonly cycles: number;
  /** Writes of a session whose answer had arrived before a kill. All of them were found again. */
  readonly answered: number;
  /** Writes that were found although they had not been answered. */
  readonly unanswered: number;
  /** Requests that were answered and have no record, in all and at most after one kill. */
  readonly withoutRecord: number;
  readonly mostWithoutRecord: number;
}

/** A client that counts up in its session: the last answered value, and the last requested value. */
export class CountingClient {
  readonly name: string;
  cookie = '';
  /** The value of the last answer that arrived. */
  promised = 0;
  asked = 0;
  /** The values whose answers arrived since the last kill. */
  answered: number[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Counts up until the server is gone. */
  async countUp(site: string): Promise<void> {
    const agent = keepAlive();
    this.answered = [];
    try {
      for (;;) {
        this.asked = this.promised + 1;
        const reply = await send(site, this.urlOf(this.asked), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
          body: String(this.asked),
          agent,
        });
        assert.equal(reply.status, 200);
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

  urlOf(value: number): string {
    return `/session/keys/count?${this.name}=${value}`;
  }
}

export async function crashCycles({ dataDir, cycles, serve, onCycle }: CrashCycles): Promise<CrashFigures> {
  const clients = Array.from({ length: clientCount }, (_, n) => new CountingClient(`client${n}`));
  const figures = { cycles, answered: 0, unanswered: 0, withoutRecord: 0, mostWithoutRecord: 0 };
  let lastId = 0;
  let running = await serve();
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const counting = Promise.all(clients.map((client) => client.countUp(running.ready.site)));
    // A busy machine may need more than the chosen time for the first answers.
    await sleep(50 + Math.random() * 400);
    while (clients.some(({ answered }) => answered.length < 2)) await sleep(10);
    await kill(running);
    await counting;

    running = await serve();
    for (const client of clients) {
      const value = await client.stored(running.ready.site);
      const { name, promised, asked } = client;
      assert.ok(value === promised || value === asked, `${name} was promised ${promised}, and ${value} is stored`);
      figures.answered += client.answered.length;
      if (value !== promised) figures.unanswered++;
      client.promised = value;
    }
    const { integrity, entries } = storedAfter(dataDir, lastId);
    assert.equal(integrity, 'ok');
    assert.equal(entries.filter((entry) => entry.kind === 'gap').length, 1, `Kill ${cycle} left no gap in the log`);
    lastId = Math.max(lastId, ...entries.map(({ id }) => id));
    const without = answersWithoutRecord(clients, entries);
    figures.withoutRecord += without;
    figures.mostWithoutRecord = Math.max(figures.mostWithoutRecord, without);
    onCycle?.(cycle);
  }
  running.process.kill('SIGTERM');
  assert.equal((await running.ended).status, 0);
  return figures;
}

export async function kill(running: RunningCommand): Promise<void> {
  running.process.kill('SIGKILL');
  await running.ended;
}

/** What is on the disk beyond an id, through a connection beside that of the app. */
export function storedAfter(dataDir: string, id: number): { integrity: unknown; entries: LogEntry[] } {
  const database = openDatabaseForReading({ path: dataDirAt(dataDir).database, identity: null });
  try {
    const rows = database.prepare<[number], string>('SELECT entry_json FROM log WHERE id > ?').pluck().all(id);
    return {
      integrity: database.pragma('integrity_check', { simple: true }),
      entries: rows.map(decodeEntry),
    };
  } finally {
    database.close();
  }
}

function answersWithoutRecord(clients: readonly CountingClient[], entries: readonly LogEntry[]): number {
  const recorded = new Set(entries.map((entry) => (entry.kind === 'request' ? entry.url : '')));
  return clients.flatMap((client) => client.answered.filter((value) => !recorded.has(client.urlOf(value)))).length;
}

function isCut(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code);
}
