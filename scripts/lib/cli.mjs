import { projectNode } from './node-binary.mjs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';

/**
 * Where Node keeps what it compiled of the server's TypeScript: a start takes half the time when an earlier one has
 * filled it.
 */
const compiledIn = inProject('node_modules', '.cache', 'node-compile-cache');

/** Runs a command of the inspector in this terminal. Resolves with its exit status. */
export async function runCli(command, options) {
  const env = { NODE_COMPILE_CACHE: compiledIn, ...process.env };
  return run(await projectNode(), [inProject('server', 'cli.ts'), command, ...options], { env });
}
