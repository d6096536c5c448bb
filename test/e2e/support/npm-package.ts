/** The package for npm as `npm run package -- npm` leaves it, and programs of other people that use it. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { folderOfNode, withoutNpm } from '../../support/published-node.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../../..');
export const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };

/** The path of the tarball. Throws if it has not been made. */
export function tarball(): string {
  const path = join(project, 'dist', `session-inspector-${version}.tgz`);
  if (!existsSync(path)) throw new Error('The package is not there: run `npm run package -- npm`.');
  return path;
}

/** An environment in which `node`, and so npm and npx, are of this major version. */
export async function environmentOf(major: number): Promise<NodeJS.ProcessEnv> {
  const folder = await folderOfNode(major);
  return { ...withoutNpm(process.env), PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
}

export interface NpxOptions {
  readonly nodeMajor: number;
  readonly folder: string;
  /** The folder of npm's cache. */
  readonly cache: string;
}

/** `npx session-inspector ARGV`, from the tarball. */
export async function spawnNpx({ nodeMajor, folder, cache }: NpxOptions, ...argv: string[]) {
  const args = ['--yes', '--cache', cache, `--package=${tarball()}`, 'session-inspector', ...argv];
  return spawn('npx', args, {
    cwd: folder,
    env: await environmentOf(nodeMajor),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Installs the tarball and other packages into a folder, as an app does. */
export async function installInto(folder: string, ...others: string[]): Promise<void> {
  const args = ['install', tarball(), ...others, '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', args, { cwd: folder, env: await environmentOf(24) });
}
