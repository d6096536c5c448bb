/**
 * Floods the site at full speed with a window open, and checks whether anything grows: the server's memory, the
 * database, its journal. node test/bench/flood.ts [SECONDS], 600 without; --json prints the figures for programs.
 * Ends with status 1 if something has grown that should not.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { accessBy, type DoorAccess } from '../support/door-token.ts';
import { serveOptions, serving, spawnCommand } from '../support/spawned-command.ts';
import { cookieOf, load } from './load/http-load.mjs';

const MiB = 1024 * 1024;
const argv = process.argv.slice(2);
const isJson = argv.includes('--json');
const seconds = Number(argv.find((argument) => /^\d+$/.test(argument)) ?? 600);
const sampleMs = Math.max(1_000, Math.min(10_000, (seconds * 1000) / 30));
/** Small enough to be reached in the first fifth of a minute under load; only the growth after that counts. */
const logMaxBytes = 32 * MiB;
/** Messages to the window are counted and discarded, as by a page that shows one screen of rows. */
const visitors = 16;

interface Sample {
  readonly atSeconds: number;
  readonly requests: number;
  readonly rssMiB: number;
  readonly databaseMiB: number;
  readonly journalMiB: number;
}

const folder = mkdtempSync(join(tmpdir(), 'session-inspector-flood-'));
const dataDir = join(folder, 'data');
const running = await serving(spawnCommand(serveOptions(dataDir), join(folder, 'compiled')));
try {
  const { site, inspector, pid } = running.ready;
  const access = await accessBy(inspector);
  await limitLog(access);
  const window = openWindow(access);
  const samples = await flood(Number(new URL(site).port), pid);
  const messages = await window.close();
  running.process.kill('SIGTERM');
  const { status, stderr } = await running.ended;
  report(samples, messages, { status, stderr });
} finally {
  running.process.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function flood(port: number, pid: number): Promise<Sample[]> {
  const cookie = await cookieOf(port, '/setsession');
  const startedMs = performance.now();
  const samples: Sample[] = [];
  let requests = 0;
  while (performance.now() - startedMs < seconds * 1000) {
    const { count } = await load({ port, path: '/getsession', cookie, connections: visitors, durationMs: sampleMs });
    requests += count;
    samples.push({
      atSeconds: Math.round((performance.now() - startedMs) / 1000),
      requests,
      rssMiB: rssMiBOf(pid),
      databaseMiB: mebibytes(dataDirAt(dataDir).database),
      journalMiB: mebibytes(`${dataDirAt(dataDir).database}-wal`),
    });
    if (!isJson) console.log(lineOf(samples.at(-1) as Sample));
  }
  return samples;
}

/**
 * Growth is the difference between the last third and the middle one. The first third is for warming up and filling the
 * log.
 */
function report(samples: readonly Sample[], messages: number, end: { status: number | null; stderr: string }): void {
  const third = Math.floor(samples.length / 3);
  const [middle, last] = [samples.slice(third, 2 * third), samples.slice(-third)];
  const highest = (part: readonly Sample[], of: keyof Sample) => Math.max(...part.map((sample) => sample[of]));
  const growth = (of: keyof Sample) => highest(last, of) / highest(middle, of) - 1;
  const figures = {
    seconds,
    requests: samples.at(-1)?.requests ?? 0,
    messagesToTheWindow: messages,
    rssMiB: highest(last, 'rssMiB'),
    rssGrowth: growth('rssMiB'),
    databaseMiB: highest(last, 'databaseMiB'),
    databaseGrowth: growth('databaseMiB'),
    journalMiB: highest(samples, 'journalMiB'),
    exitStatus: end.status,
    stderr: end.stderr,
  };
  const isFlat = figures.rssGrowth < 0.1 && figures.databaseGrowth < 0.05;
  if (isJson) console.log(JSON.stringify({ ...figures, isFlat }));
  else {
    console.log(`\n${figures.requests} requests in ${seconds} s; the window was sent ${messages} messages.`);
    console.log(
      `Memory: ${figures.rssMiB.toFixed(0)} MiB at most in the last third, ${percent(figures.rssGrowth)} more than in the one before.`,
    );
    console.log(
      `Database: ${figures.databaseMiB.toFixed(1)} MiB, ${percent(figures.databaseGrowth)} more. Journal: ${figures.journalMiB.toFixed(1)} MiB at most.`,
    );
    console.log(
      `SIGTERM: status ${figures.exitStatus}${figures.stderr === '' ? '' : `, and on stderr: ${figures.stderr}`}`,
    );
    console.log(isFlat ? 'Nothing grows.' : 'Something grows.');
  }
  if (!isFlat || figures.exitStatus !== 0) process.exitCode = 1;
}

function lineOf({ atSeconds, requests, rssMiB, databaseMiB, journalMiB }: Sample): string {
  const sizes = `memory ${rssMiB.toFixed(0)} MiB, database ${databaseMiB.toFixed(1)} MiB, journal ${journalMiB.toFixed(1)} MiB`;
  return `${String(atSeconds).padStart(4)} s  ${String(requests).padStart(9)} requests  ${sizes}`;
}

/** Sets the limit of the log, by the window's own procedure. */
async function limitLog({ origin, token }: DoorAccess): Promise<void> {
  const response = await fetch(`${origin}/trpc/settings.change`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ retention: { maxBytes: logMaxBytes } }),
  });
  if (!response.ok) throw new Error(`The settings were refused: ${response.status} ${await response.text()}`);
}

/** A window that takes in all it is sent, and counts it. */
function openWindow({ origin, token }: DoorAccess): { close(): Promise<number> } {
  const abort = new AbortController();
  const read = async (): Promise<number> => {
    const response = await fetch(`${origin}/trpc/live`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    if (response.body === null) throw new Error(`The window was refused: ${response.status}`);
    let messages = 0;
    try {
      for await (const chunk of response.body)
        messages += Buffer.from(chunk).toString('latin1').split('\n\n').length - 1;
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
    return messages;
  };
  const reading = read();
  return {
    close: () => {
      abort.abort();
      return reading;
    },
  };
}

function rssMiBOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

function mebibytes(path: string): number {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) / MiB;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
