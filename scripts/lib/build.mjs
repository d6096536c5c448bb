import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptFailure } from './fail.mjs';
import { packageBin, projectNode, withNodeFirst } from './node-binary.mjs';
import { inProject, say } from './project.mjs';
import { run } from './run.mjs';

/** Everything the bundles in out/ are made from. */
const sources = [
  'server',
  'electron',
  'renderer',
  'electron.vite.config.ts',
  'scripts/lib/node-http.ts',
  'scripts/lib/shapes-of-schema.ts',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.web.json',
];
const stampFile = inProject('out', 'built-from');

/** Builds out/main, out/preload and out/renderer unless they were built from the present sources. */
export async function buildIfStale() {
  if (readStamp() === fingerprintOfSources()) return;
  say('Building ...');
  await build();
}

export async function build() {
  forgetBuild();
  const fingerprint = fingerprintOfSources();
  const node = await projectNode();
  const bundler = packageBin('electron-vite', 'bin', 'electron-vite.js');
  const status = await run(node, [bundler, 'build', '--logLevel', 'warn'], {
    env: withNodeFirst(node),
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new ScriptFailure(`The build failed (electron-vite ended with status ${status}).`);
  writeFileSync(stampFile, fingerprint);
}

/** From here on out/ is not a finished build until the end of this one. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}

/**
 * Changes when a source file is edited, added or removed. Reads only names, sizes and times, so it takes milliseconds.
 */
function fingerprintOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesIn(source)) {
      const { mtimeMs, size } = statSync(inProject(path));
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(inProject(path)).isDirectory()) return [path];
  return readdirSync(inProject(path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(inProject().length + 1))
    .sort();
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return null;
  }
}
