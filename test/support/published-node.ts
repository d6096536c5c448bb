/** Other versions of Node, from the npm registry: each is fetched once per user, into the cache folder of the tests. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const runProgram = promisify(execFile);
const cacheRoot = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'session-inspector-tests');
const project = join(import.meta.dirname, '../..');

/** The folder with the binary `node` of this major version. 24 is that of the project. */
export async function folderOfNode(major: number): Promise<string> {
  if (major === 24) return join(project, 'node_modules', 'node', 'bin');
  const ready = join(cacheRoot, `node-${major}`);
  const bin = join(ready, 'node_modules', 'node', 'bin');
  if (existsSync(bin)) return bin;
  const work = `${ready}.${randomUUID()}`;
  mkdirSync(work, { recursive: true });
  try {
    // The package fetches the binary for this machine in a separate script, which newer npm runs only by name.
    writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
    await runProgram('npm', ['install', `node@${major}`, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: work,
      env: withoutNpm(process.env),
    });
    if (!existsSync(ready)) renameSync(work, ready);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return bin;
}

/** The environment without the variables of npm, which would make another npm work in this project's folder. */
export function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_|^INIT_CWD$/i.test(name)));
}
