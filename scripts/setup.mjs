/** Installs the packages of package-lock.json, unless they are there in those versions. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { inProject, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';

export async function installIfMissing() {
  if (isInstalled()) return;
  say('Installing packages (npm ci) ...');
  const startedAtMs = Date.now();
  const status = await installPackages();
  if (status !== 0) throw new ScriptFailure(`npm ci ended with status ${status}. Nothing was started.`);
  say(`Packages installed in ${((Date.now() - startedAtMs) / 1000).toFixed(0)} s.`);
}

/**
 * Installs the packages of a folder's package-lock.json (the project's own by default); returns the exit status of npm.
 */
export function installPackages(cwd) {
  return npm(['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], cwd);
}

/**
 * Whether node_modules contains the versions of package-lock.json. npm writes its list of installed packages at the
 * end, so an interrupted install does not count. Contents are compared, not times: git changes the times of unchanged
 * files, and an install would remove the packages of a running program. Optional packages may be missing: they are for
 * other platforms.
 */
function isInstalled() {
  const wanted = lockedPackages('package-lock.json');
  const present = lockedPackages('node_modules', '.package-lock.json');
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const found = present[path];
    return path === '' || (found === undefined ? Boolean(optional || devOptional) : found.version === version);
  });
}

function lockedPackages(...path) {
  try {
    return JSON.parse(readFileSync(inProject(...path), 'utf8')).packages;
  } catch {
    return null;
  }
}

/** The npm that started this script, if one did; all it prints goes to stderr. */
export function npm(args, cwd) {
  const options = { stdio: ['ignore', 2, 2], ...(cwd === undefined ? {} : { cwd }) };
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], options);
  if (process.platform === 'win32') return run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options);
  return run('npm', args, options);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await installIfMissing();
    return 0;
  });
}
