/** Runs the product's commands as what they are: processes. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, onTestFinished } from 'vitest';

/** Starting a command takes half the time when an earlier start has compiled it. */
const compiled = mkdtempSync(join(tmpdir(), 'session-inspector-test-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

const cli = new URL('../../server/cli.ts', import.meta.url).pathname;

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
  /** Resolves with the lines of stdout once there are `count`; rejects if the command ends before. */
  lines(count: number): Promise<string[]>;
}

/** Starts `serve` or `export`; it is killed when the test is over, if it still runs. */
export function startCommand(...argv: string[]): RunningCommand {
  const child = spawn(process.execPath, [cli, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  const lines = (count: number) =>
    new Promise<string[]>((resolve, reject) => {
      const look = () => {
        const complete = stdout.split('\n').slice(0, -1);
        if (complete.length >= count) resolve(complete);
      };
      child.stdout.on('data', look);
      void ended.then(({ status, stderr }) => reject(new Error(`It ended with ${status} before that: ${stderr}`)));
      look();
    });
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended, lines };
}

/** Runs a command to its end. */
export function runCommand(...argv: string[]): Promise<Ended> {
  return startCommand(...argv).ended;
}

export interface ReadyLine {
  readonly event: 'ready';
  readonly site: string;
  readonly inspector: string;
  readonly dataDir: string;
  readonly pid: number;
}

/** Starts `serve` on free ports with a ready line as JSON, and waits for it. */
export async function serve(dataDir: string, ...argv: string[]): Promise<RunningCommand & { ready: ReadyLine }> {
  const running = startCommand('serve', '--port', '0', '--no-open', '--json', '--data-dir', dataDir, ...argv);
  const [line = ''] = await running.lines(1);
  return { ...running, ready: JSON.parse(line) as ReadyLine };
}
