/**
 * npm test: installs what is missing, builds, runs every suite, and counts. The last line is `N passed, N failed`.
 * npm test -- SUITE...: only these (types, lint, vitest, browser, apps, electron, package).
 */
import { electronBinary } from './lib/electron-binary.mjs';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { packageBin, projectNode, withNodeFirst } from './lib/node-binary.mjs';
import { inProject, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { installSystemPackages, neededForPackages } from './lib/system-packages.mjs';
import { check, playwright, vitest } from './lib/test-suites.mjs';
import { openDisplay } from './lib/virtual-display.mjs';
import { installIfMissing } from './setup.mjs';

const suites = {
  types: { name: 'types', run: check([inProject('scripts', 'typecheck.mjs')]) },
  lint: { name: 'lint', run: check([packageBin('@biomejs/biome', 'bin', 'biome'), 'check', '.']) },
  vitest: { name: 'units, server, window data', run: vitest },
  browser: { name: 'browser mode in Chromium', run: playwright('browser') },
  apps: { name: 'apps of other frameworks', run: playwright('apps') },
  electron: { name: 'desktop app in Electron', prepare: prepareElectron, run: playwright('electron') },
  package: { name: 'packages for others', prepare: preparePackages, run: playwright('package') },
};

await runScript(async (names) => {
  const chosen = choose(names);
  await installIfMissing();
  await installSystemPackages();
  const node = await projectNode();
  const display = await openDisplay();
  try {
    return report(await runAll(chosen, { node, env: display.env }));
  } finally {
    display.close();
  }
}, usage());

function usage() {
  return `Usage: npm test [-- SUITE...]

Installs what is missing, builds, runs the suites and counts. There are: ${Object.keys(suites).join(', ')}.`;
}

function choose(names) {
  const unknown = names.find((name) => !Object.hasOwn(suites, name));
  if (unknown !== undefined) {
    throw new ScriptFailure(`No suite is called ${unknown}. There are: ${Object.keys(suites).join(', ')}.`, 2);
  }
  return names.length === 0 ? Object.values(suites) : names.map((name) => suites[name]);
}

/** Downloads Electron before the tests, so that no test waits for the download. */
async function prepareElectron({ node }) {
  await electronBinary(node);
  await run(node, [inProject('test', 'support', 'prepare-electron.ts')], { env: withNodeFirst(node) });
}

/** Makes the packages that the tests install, and installs the programs that inspect them. */
async function preparePackages({ node }) {
  if (process.getuid?.() === 0) await installSystemPackages(neededForPackages);
  await run(node, [inProject('test', 'support', 'prepare-packages.ts')], { env: withNodeFirst(node) });
}

/** The tests need the build, so a failed build is the only failure of a run. */
async function runAll(chosen, machine) {
  const build = await timed({ name: 'build', run: check([inProject('scripts', 'build.mjs'), '--if-stale']) }, machine);
  if (build.failed > 0) return [build];
  const results = [];
  for (const suite of chosen) {
    say(`\n--- ${suite.name}`);
    await suite.prepare?.(machine);
    results.push(await timed(suite, machine));
  }
  return results;
}

async function timed(suite, machine) {
  const startedAtMs = Date.now();
  const counts = await suite.run(machine);
  return { name: suite.name, ...counts, seconds: (Date.now() - startedAtMs) / 1000 };
}

/** Prints the table and the last line. Returns the exit status. */
function report(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')];
  console.log('');
  for (const { name, seconds, ...counts } of results) {
    console.log(`${name.padEnd(28)} ${inWords(counts).padEnd(36)} ${seconds.toFixed(1)} s`);
    for (const [reason, count] of counted(counts.reasons)) console.log(`  ${count} skipped: ${reason}`);
    for (const failure of counts.failures) console.log(`  failed: ${failure}`);
  }
  console.log(`\n${inWords({ passed, failed, skipped })}`);
  return failed === 0 ? 0 : 1;
}

/** How often each reason occurs. A skipped test without a reason is listed too. */
function counted(reasons) {
  const counts = new Map();
  for (const reason of reasons) {
    const text = reason ?? 'no reason is given, which is a fault of the test';
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
