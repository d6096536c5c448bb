/** Installs the packages of package-lock.json, unless they are there in those versions. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Runs npm; all it prints goes to stderr. Resolves with its exit status. */
export function npm(args, cwd) {
  return run(...npmCommand(args), { stdio: ['ignore', 2, 2], ...(cwd === undefined ? {} : { cwd }) });
}

/** Runs npm in the project. Resolves with its exit status, and with what it printed on stdout. */
export async function npmOutput(args) {
  const child = spawn(...npmCommand(args), { cwd: inProject(), stdio: ['ignore', 'pipe', 2] });
  const exited = once(child, 'exit');
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk;
  const [status] = await exited;
  return { status, output };
}

/** The npm that started this script, if one did, as a program and its arguments. */
function npmCommand(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return [process.execPath, [cli, ...args]];
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await installIfMissing();
    return 0;
  });
}
