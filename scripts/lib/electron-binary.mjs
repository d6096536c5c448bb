import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageBin } from './node-binary.mjs';
import { say } from './project.mjs';
import { runQuietly } from './run.mjs';

/** Long enough for a slow connection, short enough not to look stuck; a closed network fails in under a second. */
const downloadLimitMs = 5 * 60_000;

/**
 * The path of the Electron that package.json names, downloaded once if needed. Null if it is not available. The
 * `electron` package contains no binary: its install.js downloads one at the first use.
 */
export async function electronBinary(node) {
  const present = installedElectron();
  if (present !== null) return present;
  say('Downloading Electron (once, about 110 MB) ...');
  await runQuietly(node, [packageBin('electron', 'install.js')], { timeoutMs: downloadLimitMs });
  return installedElectron();
}

/** The binary as install.js leaves it: dist/, and its name in path.txt. */
export function installedElectron() {
  try {
    const name = readFileSync(packageBin('electron', 'path.txt'), 'utf8').trim();
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? packageBin('electron', 'dist'), name);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
