/**
 * npm test: installs what is missing, builds, runs every suite, and counts. The last line is `N passed, N failed`.
 * npm test -- SUITE...: only these (types, lint, vitest, browser, electron).
 */
import { buildIfStale } from './lib/build.mjs';
import { electronBinary } from './lib/electron-binary.mjs';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { packageBin, projectNode, withNodeFirst } from './lib/node-binary.mjs';
import { inProject, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { installSystemPackages } from './lib/system-packages.mjs';
import { check, playwright, vitest } from './lib/test-suites.mjs';
import { openDisplay } from './lib/virtual-display.mjs';
import { installIfMissing } from './setup.mjs';

const suites = {
  types: ['types', check([inProject('scripts', 'typecheck.mjs')])],
  lint: ['lint', check([packageBin('@biomejs/biome', 'bin', 'biome'), 'check', '.'])],
  vitest: ['units, server, window data', vitest],
  browser: ['browser mode in Chromium', playwright('browser')],
  electron: ['desktop app in Electron', playwright('electron')],
};

await runScript(async (names) => {
  const chosen = choose(names);
  await installIfMissing();
  await installSystemPackages();
  const node = await projectNode();
  await buildIfStale();
  await prepareElectron(node);
  const display = await openDisplay();
  try {
    return report(await runAll(chosen, { node, env: display.env }));
  } finally {
    display.close();
  }
});

function choose(names) {
  const unknown = names.find((name) => !Object.hasOwn(suites, name));
  if (unknown !== undefined) {
    throw new ScriptFailure(`No suite is called ${unknown}. There are: ${Object.keys(suites).join(', ')}.`, 2);
  }
  return names.length === 0 ? Object.values(suites) : names.map((name) => suites[name]);
}

/** Not part of any suite: a download must not use up the time of a test. */
async function prepareElectron(node) {
  await electronBinary(node);
  await run(node, [inProject('test', 'support', 'prepare-electron.ts')], { env: withNodeFirst(node) });
}

async function runAll(chosen, machine) {
  const results = [];
  for (const [name, suite] of chosen) {
    say(`\n--- ${name}`);
    const startedAtMs = Date.now();
    const counts = await suite(machine);
    results.push({ name, ...counts, seconds: (Date.now() - startedAtMs) / 1000 });
  }
  return results;
}

/** Prints the table and the last line. Returns the exit status. */
function report(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')];
  console.log('');
  for (const { name, seconds, ...counts } of results) {
    console.log(`${name.padEnd(28)} ${inWords(counts).padEnd(36)} ${seconds.toFixed(1)} s`);
  }
  console.log(`\n${inWords({ passed, failed, skipped })}`);
  return failed === 0 ? 0 : 1;
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
