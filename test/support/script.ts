/** Runs npm and the scripts behind its commands, as a terminal does. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { collectOutput, type Ended } from './collected-output.ts';

const project = join(import.meta.dirname, '../..');

export interface RunningScript {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** Resolves with the match once stdout has it; rejects if the program ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
}

/** `npm ARGS`, on a machine without a display. */
export function startNpm(...args: string[]): RunningScript {
  return start('npm', args);
}

/** `node scripts/NAME.mjs ARGS`, on a machine without a display. */
export function startScript(name: string, ...args: string[]): RunningScript {
  return start(process.execPath, [join(project, 'scripts', `${name}.mjs`), ...args]);
}

function start(command: string, args: readonly string[]): RunningScript {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(command, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGTERM'));
  const { ended, until } = collectOutput(child);
  return { process: child, ended, said: (pattern) => until((stdout) => pattern.exec(stdout)) };
}
