/**
 * How a user calls a command of the inspector: by npm in a checkout, and otherwise by the name by which the program was
 * started.
 */
import { basename, relative } from 'node:path';

/** How a process was started. */
export interface Started {
  /** The path of the script, as Node has it in `process.argv[1]`. */
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

/** The name of the command of the npm package, without the ending of its file. */
const COMMAND = 'session-inspector';

/**
 * What to type before a command: `npx session-inspector` if npx or the packages of a project started this, the name of
 * the command if it is on the path, or `node` with the path of its file. Null in a checkout, which has npm scripts.
 */
export function programName({ script, env, folder }: Started, moduleUrl = import.meta.url): string | null {
  const name = basename(script);
  const isCommand = name === COMMAND || name === `${COMMAND}.cjs`;
  // npm puts every installed package below `node_modules`.
  const isInstalled = moduleUrl.includes('/node_modules/');
  if (!isCommand && !isInstalled) return null;
  if (env.npm_command === 'exec' || !isCommand || /[/\\]node_modules[/\\]/.test(script)) return `npx ${COMMAND}`;
  return name === COMMAND ? COMMAND : `node ${relative(folder, script)}`;
}

/** The name of this program. */
export const program = programName({ script: process.argv[1] ?? '', env: process.env, folder: process.cwd() });

/** The name of the program where the package is installed by npm. */
export const installedProgram = `npx ${COMMAND}`;

/** The command line that runs the command, without options. */
export function calledAs(command: string, name = program): string {
  return name === null ? `npm run ${command}` : `${name} ${command}`;
}

/** The same, ready for options to follow. */
export function calledWithOptions(command: string, name = program): string {
  return name === null ? `${calledAs(command, name)} --` : calledAs(command, name);
}
