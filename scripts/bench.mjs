/**
 * npm run bench [-- NAME... | --NAME...] [-- OPTIONS]: measures, and prints a table and a line of JSON for each
 * benchmark. Without a name, all that compare in a few minutes; the others run when they are named.
 */
import { existsSync } from 'node:fs';
import { electronBinary } from './lib/electron-binary.mjs';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { projectNode, withNodeFirst } from './lib/node-binary.mjs';
import { inProject, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { openDisplay } from './lib/virtual-display.mjs';
import { installIfMissing, installPackages } from './setup.mjs';

const benchmarks = {
  throughput: { file: 'throughput.mjs', needsPeers: true, isDefault: true },
  watch: { file: 'watch.mjs', needsProxies: true },
  'watch-failures': { file: 'watch-failures.ts' },
  log: { file: 'million-log.ts', isDefault: true },
  export: { file: 'export.ts', isDefault: true },
  sessions: { file: 'sessions.ts', isDefault: true },
  'store-census': { file: 'store-census.ts' },
  'store-burst': { file: 'store-census.ts', options: ['--only', 'burst', '--rows', '50000'] },
  'store-faults': { file: 'store-faults.ts' },
  'large-values': { file: 'large-values.ts' },
  'read-only': { file: 'read-only.ts' },
  'start-up': { file: 'start-up.ts', needsDisplay: true },
  painted: { file: 'painted.mjs', needsDisplay: true },
  press: { file: 'press.mjs' },
  footprint: { file: 'footprint.ts', needsDisplay: true },
  crash: { file: 'crash.ts' },
  flood: { file: 'flood.ts' },
  model: { file: 'model.ts' },
  jar: { file: 'jar.ts' },
  clients: { file: 'clients.ts' },
  explain: { file: 'explain.ts' },
  inspect: { file: 'inspect.ts' },
};

await runScript(async (args) => {
  const split = args.indexOf('--');
  const names = (split === -1 ? args : args.slice(0, split)).map((name) => name.replace(/^--/, ''));
  const options = split === -1 ? [] : args.slice(split + 1);
  const chosen = choose(names);
  await installIfMissing();
  const node = await projectNode();
  if (chosen.some(({ needsPeers }) => needsPeers)) {
    await installBeside('peers', 'the stores to compare with (one is compiled, a minute or two)');
  }
  if (chosen.some(({ needsProxies }) => needsProxies)) await installBeside('proxies', 'the proxy to compare with');
  const display = chosen.some(({ needsDisplay }) => needsDisplay) ? await openDesktop(node) : null;
  try {
    let status = 0;
    for (const { file, options: own = [] } of chosen) {
      say(`\n--- ${file}`);
      const env = withNodeFirst(node, display?.env ?? process.env);
      status ||= await run(node, [inProject('test', 'bench', file), ...own, ...options], { env });
    }
    return status;
  } finally {
    display?.close();
  }
}, usage());

function usage() {
  const defaults = Object.keys(benchmarks).filter((name) => benchmarks[name].isDefault);
  return `Usage: npm run bench [-- NAME...] [-- OPTIONS]

Runs benchmarks, each with a table and a line of JSON. There are: ${Object.keys(benchmarks).join(', ')}.
Without a name: ${defaults.join(', ')}.`;
}

function choose(names) {
  const unknown = names.find((name) => !Object.hasOwn(benchmarks, name));
  if (unknown !== undefined) {
    throw new ScriptFailure(`No benchmark is called ${unknown}. There are: ${Object.keys(benchmarks).join(', ')}.`, 2);
  }
  if (names.length > 0) return names.map((name) => benchmarks[name]);
  return Object.values(benchmarks).filter(({ isDefault }) => isDefault);
}

/** The requirements of the desktop benchmarks: a built app, an Electron, a display. */
async function openDesktop(node) {
  await run(node, [inProject('scripts', 'build.mjs'), '--if-stale']);
  await electronBinary(node);
  return openDisplay();
}

/** The programs of comparison are not part of the product. They are installed when they are needed. */
async function installBeside(name, what) {
  const folder = inProject('test', 'bench', name);
  if (existsSync(inProject('test', 'bench', name, 'node_modules', '.package-lock.json'))) return;
  say(`Installing ${what} ...`);
  const status = await installPackages(folder);
  if (status !== 0) throw new ScriptFailure(`Could not install ${what} (status ${status}).`);
}
