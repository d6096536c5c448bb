/** Runs the product's commands in a test: whatever still runs when it is over is killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import type { Ended } from './collected-output.ts';
import { type RunningCommand, type Serving, serveOptions, serving, spawnCommand } from './spawned-command.ts';

export type { Ended } from './collected-output.ts';
export type { ReadyLine, RunningCommand } from './spawned-command.ts';

const compiled = mkdtempSync(join(tmpdir(), 'session-inspector-test-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

/** Starts `serve` or `export`; it is killed when the test is over, if it still runs. */
export function startCommand(...argv: string[]): RunningCommand {
  const running = spawnCommand(argv, compiled);
  onTestFinished(() => void running.process.kill('SIGKILL'));
  return running;
}

/** Runs a command to its end. */
export function runCommand(...argv: string[]): Promise<Ended> {
  return startCommand(...argv).ended;
}

/** Starts `serve` on free ports with a ready line as JSON, and waits for it. */
export function serve(dataDir: string, ...argv: string[]): Promise<Serving> {
  return serving(startCommand(...serveOptions(dataDir, ...argv)));
}
