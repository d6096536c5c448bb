/**
 * Kills the server at random moments while clients write, and checks each time that every answered change is still
 * there. node test/bench/crash.ts [CYCLES], 200 by default; --json prints the figures for programs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashCycles } from '../support/crash-cycles.ts';
import { serveOptions, serving, spawnCommand } from '../support/spawned-command.ts';

const argv = process.argv.slice(2);
const isJson = argv.includes('--json');
const cycles = Number(argv.find((argument) => /^\d+$/.test(argument)) ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'session-inspector-crash-'));
const dataDir = join(folder, 'data');
const compiled = join(folder, 'compiled');
const startedAtMs = performance.now();
try {
  const figures = await crashCycles({
    dataDir,
    cycles,
    serve: () => serving(spawnCommand(serveOptions(dataDir), compiled)),
    onCycle: (cycle) => {
      if (!isJson && cycle % 10 === 0) process.stderr.write(`${cycle} of ${cycles}\n`);
    },
  });
  const seconds = Math.round((performance.now() - startedAtMs) / 1000);
  if (isJson) console.log(JSON.stringify({ ...figures, seconds }));
  else {
    console.log(`${figures.cycles} kills in ${seconds} s`);
    console.log(
      `${figures.answered} session writes were answered before them: all are there, and every file was sound.`,
    );
    console.log(`${figures.unanswered} more had been written and not answered.`);
    console.log(
      `${figures.withoutRecord} answers have no record, ${figures.mostWithoutRecord} at most after one kill.`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
