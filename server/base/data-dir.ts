import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { DataDirUnusable } from './errors.ts';

/** Where data is kept unless told otherwise: the per-user data folder of the operating system. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Session Inspector');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Session Inspector');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'session-inspector');
}

/** The files of a data folder, named in one place. */
export interface DataDir {
  readonly path: string;
  readonly database: string;
  readonly secret: string;
  readonly lock: string;
  readonly settings: string;
  /** Browser mode: a page that leads this user's browser into the inspector. There while the inspector runs. */
  readonly openingPage: string;
  /** Files that were opened to be looked at: what is there at a start was left by a crash. */
  readonly recordings: string;
  /** The list of the watched apps, and a data folder for each of them. */
  readonly watchList: string;
  readonly watched: string;
}

/** The file names of a data folder, without touching the disk. */
export function dataDirAt(path: string): DataDir {
  const root = resolve(path);
  return {
    path: root,
    database: join(root, 'inspector.db'),
    secret: join(root, 'secret'),
    lock: join(root, 'in-use.lock'),
    settings: join(root, 'settings.json'),
    openingPage: join(root, 'open-inspector.html'),
    recordings: join(root, 'recordings'),
    watchList: join(root, 'watched.json'),
    watched: join(root, 'watched'),
  };
}

const ownName =
  /^(inspector\.db|in-use\.lock|secret(?:\.sealed)?|settings\.json|watched\.json|search-\d+\.db)((?:\.(?:new|unfinished|backup|suspect))*(?:-(?:wal|shm|journal))?)$/;
/** Each of these is looked at by whoever reads it, who also says what became of it. */
const lookedAtByReaders: readonly string[] = [
  'inspector.db',
  'secret',
  'secret.sealed',
  'settings.json',
  'watched.json',
];

/**
 * Whether this name in a data folder belongs to a file that is opened without a look at what stands there: one that
 * SQLite or an unfinished save keeps beside a file of ours, the lock, the search index.
 */
export function isBesideOurFiles(name: string): boolean {
  return ownName.test(name) && !lookedAtByReaders.includes(name);
}

/**
 * Makes the folder if it is missing and closes it to other users (0700): it holds session ids and the signing secret.
 * One that is not for us to close keeps its mode; the files in it are closed one by one anyway. So does one that
 * nothing can be written to, on a read-only disk say. Throws DataDirUnusable.
 */
export function prepareDataDir(path: string): DataDir {
  const dataDir = dataDirAt(path);
  try {
    mkdirSync(dataDir.path, { recursive: true, mode: 0o700 });
    if (!isCommonGround(dataDir.path)) closeToOthers(dataDir.path);
  } catch (error) {
    throw new DataDirUnusable(dataDir.path, error);
  }
  return dataDir;
}

/**
 * Where a folder can be written to, others must not get in. One that nobody here can write to will hold nothing of
 * ours.
 */
function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    if (isWritable(path)) throw error;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The root, the home folder, or a folder with the sticky bit, as /tmp has it: others rely on these being open. */
function isCommonGround(path: string): boolean {
  return path === parse(path).root || path === resolve(homedir()) || (statSync(path).mode & 0o1000) !== 0;
}
