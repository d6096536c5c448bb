import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { appSocketOf } from './app-socket.ts';
import { DataDirUnusable } from './errors.ts';

/** The default data folder: the per-user data folder of the operating system. */
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
  /** Browser mode: a page that opens the inspector in this user's browser. It exists while the inspector runs. */
  readonly openingPage: string;
  /** Opened files. A file in this folder at the start is left from a crash. */
  readonly recordings: string;
  /** Where apps report their sessions. Null if the path of the folder is too long for a socket. */
  readonly appSocket: string | null;
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
    appSocket: appSocketOf(root),
    watchList: join(root, 'watched.json'),
    watched: join(root, 'watched'),
  };
}

const ownName =
  /^(inspector\.db|in-use\.lock|secret(?:\.sealed)?|in-use\.json|settings\.json|watched\.json|search-\d+\.db)((?:\.(?:new|unfinished|backup|suspect))*(?:-(?:wal|shm|journal))?)$/;
/** The code that reads each of these files also checks and reports its state. */
const lookedAtByReaders: readonly string[] = [
  'inspector.db',
  'secret',
  'secret.sealed',
  'settings.json',
  'watched.json',
];

/**
 * Whether a file with this name in a data folder is opened without a check of its type: the files that SQLite or an
 * unfinished save keep beside ours, the lock, and the search index.
 */
export function isBesideOurFiles(name: string): boolean {
  return ownName.test(name) && !lookedAtByReaders.includes(name);
}

/**
 * Creates the folder if it is missing and removes the access of other users (mode 0700), because the folder contains
 * session ids and the signing secret. If the mode cannot be changed, the folder keeps it, and each file is protected by
 * its own mode. A folder that cannot be written to, for example on a read-only disk, also keeps its mode. Throws
 * DataDirUnusable.
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
 * Other users must not have access to a folder that can be written to. A folder that cannot be written to will not
 * contain files of this app.
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

/**
 * The root, the home folder, or a folder with the sticky bit, such as /tmp. Other programs need access to these
 * folders.
 */
function isCommonGround(path: string): boolean {
  return path === parse(path).root || path === resolve(homedir()) || (statSync(path).mode & 0o1000) !== 0;
}
