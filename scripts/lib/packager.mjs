import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../setup.mjs';
import { ScriptFailure } from './fail.mjs';
import { inProject, say } from './project.mjs';

/** Installs electron-builder if it is missing. It has as many packages as the whole app, and a start needs none. */
export async function installPackager() {
  const folder = inProject('packaging');
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return;
  say('Installing electron-builder ...');
  const status = await installPackages(folder);
  if (status !== 0) throw new ScriptFailure(`Could not install electron-builder (status ${status}).`);
}
