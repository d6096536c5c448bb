import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ScriptFailure } from './fail.mjs';
import { inProject } from './project.mjs';
import { runQuietly } from './run.mjs';

/** The server's TypeScript is run as it is, so it needs a Node that strips types: 24 or newer. */
const oldestNodeMajor = 24;

/**
 * The path of the Node that runs the product: the one in node_modules, or else this one if it is new enough. Throws
 * ScriptFailure if there is neither.
 */
export async function projectNode() {
  const own = ownNodePath();
  if (existsSync(own) && (await runQuietly(own, ['--version'])).status === 0) return own;
  if (Number.parseInt(process.versions.node, 10) >= oldestNodeMajor) return process.execPath;
  throw new ScriptFailure(
    `Node ${oldestNodeMajor} could not be installed for ${process.platform}-${process.arch}, ` +
      `and this is Node ${process.versions.node}. Install Node ${oldestNodeMajor} or newer and try again.`,
  );
}

/** The environment of a program that itself starts `node`: the project's Node comes first on its PATH. */
export function withNodeFirst(node, env = process.env) {
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...env, [pathName]: `${dirname(node)}${separator}${env[pathName] ?? ''}` };
}

/** Where the `node` package puts its binary. */
export function ownNodePath() {
  return inProject('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The script behind a command of a package, to be run by projectNode() without a shell. */
export function packageBin(packageName, ...parts) {
  return join(inProject('node_modules', packageName), ...parts);
}
