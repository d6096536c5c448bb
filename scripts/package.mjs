/** npm run package -- TARGET...: builds, and writes packages for others into dist/. */
import { mkdirSync } from 'node:fs';
import { buildIfStale } from './lib/build.mjs';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { inProject } from './lib/project.mjs';
import { installIfMissing, npm } from './setup.mjs';

const targets = { npm: packNpm };

await runScript(async (names) => {
  const unknown = names.find((name) => !Object.hasOwn(targets, name));
  if (names.length === 0 || unknown !== undefined) {
    const what = unknown === undefined ? 'Name at least one target.' : `No target is called ${unknown}.`;
    throw new ScriptFailure(`${what} There are: ${Object.keys(targets).join(', ')}.`, 2);
  }
  await installIfMissing();
  await buildIfStale();
  mkdirSync(inProject('dist'), { recursive: true });
  for (const name of names) await targets[name]();
  return 0;
}, usage());

function usage() {
  return `Usage: npm run package -- TARGET...

Builds, and writes packages into dist/. There are: ${Object.keys(targets).join(', ')}.`;
}

async function packNpm() {
  const { stageNpmPackage } = await import('../packaging/npm-package.mjs');
  const folder = inProject('.cache', 'npm-package');
  await stageNpmPackage(folder);
  const status = await npm(['pack', '--pack-destination', inProject('dist'), '--loglevel=error'], folder);
  if (status !== 0) throw new ScriptFailure(`npm pack ended with status ${status}.`);
}
