import { projectNode } from './node-binary.mjs';
import { calledFrom, inProject } from './project.mjs';
import { run } from './run.mjs';

/** Node's cache of the server's compiled TypeScript: a start takes half the time if an earlier start has filled it. */
const compiledIn = inProject('node_modules', '.cache', 'node-compile-cache');

/** Runs a command of the inspector in this terminal. Resolves with its exit status. */
export async function runCli(command, options) {
  const env = { NODE_COMPILE_CACHE: compiledIn, ...process.env };
  return run(await projectNode(), [inProject('server', 'cli.ts'), command, ...options], { env, cwd: calledFrom });
}
