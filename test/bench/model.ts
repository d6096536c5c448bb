/**
 * The model test of the session store with many calls: random calls, and jumps of the time between them, compared with
 * MemoryStore. node test/bench/model.ts [CALLS], 100,000 by default.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
/** A run has 20 to 60 calls. */
const callsOfRun = 40;
const calls = Number(process.argv[2] ?? 100_000);
const vitest = join(project, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/storage/sessions/session-store-model.test.ts'], {
  cwd: project,
  stdio: 'inherit',
  env: { ...process.env, MODEL_RUNS: String(Math.ceil(calls / callsOfRun)) },
});
process.exitCode = status ?? 1;
