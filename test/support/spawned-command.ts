/**
 * The commands of the product as processes. It does not depend on the test runner, so that benchmarks can use it too.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { collectOutput, type Ended } from './collected-output.ts';

const cli = new URL('../../server/cli.ts', import.meta.url).pathname;

export interface RunningCommand {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
  /** Resolves with the lines of stdout once there are `count`; rejects if the command ends before. */
  lines(count: number): Promise<string[]>;
}

/** `compiledIn`: a folder for compiled modules. A start takes half the time when an earlier one has filled it. */
export function spawnCommand(argv: readonly string[], compiledIn: string): RunningCommand {
  const child = spawn(process.execPath, [cli, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiledIn },
  });
  const { until, ...output } = collectOutput(child);
  const lines = (count: number) =>
    until((stdout) => {
      const complete = stdout.split('\n').slice(0, -1);
      return complete.length >= count ? complete : null;
    });
  return { process: child, ...output, lines };
}

export interface ReadyLine {
  readonly event: 'ready';
  readonly site: string;
  readonly inspector: string;
  readonly dataDir: string;
  readonly watching: readonly { readonly app: string; readonly open: string; readonly name: string }[];
  readonly pid: number;
}

export type Serving = RunningCommand & { ready: ReadyLine };

/** The options with which `serve` takes free ports and says where it is as JSON. */
export function serveOptions(dataDir: string, ...argv: string[]): string[] {
  return ['serve', '--port', '0', '--no-open', '--json', '--data-dir', dataDir, ...argv];
}

/** Waits until it serves. */
export async function serving(running: RunningCommand): Promise<Serving> {
  const [line = ''] = await running.lines(1);
  return { ...running, ready: JSON.parse(line) as ReadyLine };
}
