/** Installs what is missing: the packages of package-lock.json, when they are absent or older than it. */
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { inProject, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';

export async function installIfMissing() {
  if (isInstalled()) return;
  say('Installing packages (npm ci) ...');
  const startedAtMs = Date.now();
  const status = await npm(['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']);
  if (status !== 0) throw new ScriptFailure(`npm ci ended with status ${status}. Nothing was started.`);
  say(`Packages installed in ${((Date.now() - startedAtMs) / 1000).toFixed(0)} s.`);
}

/** npm writes node_modules/.package-lock.json as its last act, so it is the proof of a finished install. */
function isInstalled() {
  const installed = modifiedAtMs(inProject('node_modules', '.package-lock.json'));
  const wanted = modifiedAtMs(inProject('package-lock.json'));
  return installed !== null && wanted !== null && installed >= wanted;
}

function modifiedAtMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** The npm that started this script, if one did; all it prints goes to stderr. */
function npm(args) {
  const stdio = ['ignore', 2, 2];
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], { stdio });
  if (process.platform === 'win32') return run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { stdio });
  return run('npm', args, { stdio });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await installIfMissing();
    return 0;
  });
}
