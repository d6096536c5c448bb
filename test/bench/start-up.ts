/**
 * How long it takes from starting the desktop app to a window that can be used, as a multiple of what an empty
 * Electron window takes on the same machine. Both are started by turns, so that a busy moment strikes both. Needs a
 * built app and a display: node test/bench/start-up.ts [RUNS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contestants, reported } from './electron-contestants.ts';

const reporter = join(import.meta.dirname, 'report-usable.cjs');
const runs = Number(process.argv[2] ?? 9);
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const { app, empty } = await contestants(dataDir, reporter);
const usableAfterMs = (contestant: typeof app) => reported(contestant, reporter, /usable after ([\d.]+)/);
const times: { app: number[]; empty: number[] } = { app: [], empty: [] };
for (let run = 0; run <= runs; run++) {
  const one = { empty: await usableAfterMs(empty), app: await usableAfterMs(app) };
  // The first start reads everything from the disk, and makes profile and database.
  if (run === 0) continue;
  times.empty.push(one.empty);
  times.app.push(one.app);
}
rmSync(dataDir, { recursive: true, force: true });
const [appMs, emptyMs] = [median(times.app), median(times.empty)];
console.log(
  `Empty window ${emptyMs.toFixed(0)} ms, Session Inspector ${appMs.toFixed(0)} ms (medians of ${runs} starts)`,
);
console.log(`Ratio ${(appMs / emptyMs).toFixed(2)} (at most 1.80 wanted)`);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
