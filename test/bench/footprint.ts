/**
 * The resident memory of all processes of the desktop app at rest, as a multiple of an empty Electron window's on the
 * same machine, and the compressed size of what the page loads first. Needs a built app and a display: node
 * test/bench/footprint.ts [RUNS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contestants, reported } from './electron-contestants.ts';

const reporter = join(import.meta.dirname, 'report-memory.cjs');
const runs = Number(process.argv[2] ?? 3);
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const { app, empty } = await contestants(dataDir, reporter);
const residentKiB = async (contestant: typeof app) =>
  (await reported(contestant, reporter, /resident KiB (\d+)/))[0] ?? Number.NaN;
const sizes: { app: number[]; empty: number[] } = { app: [], empty: [] };
for (let run = 0; run < runs; run++) {
  sizes.empty.push(await residentKiB(empty));
  sizes.app.push(await residentKiB(app));
}
rmSync(dataDir, { recursive: true, force: true });
const [appKiB, emptyKiB] = [median(sizes.app), median(sizes.empty)];
const inMiB = (kib: number) => `${(kib / 1024).toFixed(0)} MiB`;
console.log(`Empty window ${inMiB(emptyKiB)}, Session Inspector ${inMiB(appKiB)} (medians of ${runs}, all processes)`);
console.log(`Ratio ${(appKiB / emptyKiB).toFixed(2)} (at most 1.25 wanted)`);
console.log(JSON.stringify({ bench: 'footprint', runs, appKiB, emptyKiB, ratio: appKiB / emptyKiB }));

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
