/**
 * How long it takes from starting the desktop app to a window that is shown, and to one that can be used, as multiples
 * of what an empty Electron window takes on the same machine. Both are started alternately and compared pair by pair,
 * so that a busy moment strikes both. Needs a built app and a display: node test/bench/start-up.ts [RUNS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contestants, reported } from './electron-contestants.ts';

interface Start {
  readonly usableMs: number;
  readonly shownMs: number;
}

const reporter = join(import.meta.dirname, 'report-usable.cjs');
const runs = Number(process.argv[2] ?? 9);
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const { app, empty } = await contestants(dataDir, reporter);
const pairs: { readonly app: Start; readonly empty: Start }[] = [];
for (let run = 0; run <= runs; run++) {
  const pair = { empty: await start(empty), app: await start(app) };
  // The first start reads everything from the disk, and makes profile and database.
  if (run > 0) pairs.push(pair);
}
rmSync(dataDir, { recursive: true, force: true });
report('Shown', 'shownMs', 1.3);
report('Usable', 'usableMs', 2);

async function start(contestant: typeof app): Promise<Start> {
  const [usableMs = Number.NaN, shownMs = Number.NaN] = await reported(
    contestant,
    reporter,
    /usable after ([\d.]+), shown after ([\d.]+)/,
  );
  return { usableMs, shownMs };
}

function report(what: string, time: keyof Start, wanted: number): void {
  const appMs = median(pairs.map((pair) => pair.app[time]));
  const emptyMs = median(pairs.map((pair) => pair.empty[time]));
  const ratio = median(pairs.map((pair) => pair.app[time] / pair.empty[time]));
  console.log(
    `${what}: empty window ${emptyMs.toFixed(0)} ms, Session Inspector ${appMs.toFixed(0)} ms, ` +
      `ratio ${ratio.toFixed(2)} (at most ${wanted.toFixed(2)} wanted; medians of ${runs} pairs)`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
