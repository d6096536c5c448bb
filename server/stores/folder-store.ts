import { constants, type Dir, watch as watchFolder } from 'node:fs';
import { access, lstat, open, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOfFile } from './sqlite-store.ts';
import {
  type KeyPage,
  mostValueBytes,
  RowFault,
  type RowHead,
  readInPart,
  StoreFault,
  type StoreReader,
} from './store-reader.ts';

/** The number of file names that recognition reads. */
const mostOutlineNames = 200;

/**
 * A folder with one file for each session. Files are opened for reading alone, never through a link, and never locked:
 * PHP holds a lock on the file while a request runs. A file that is not there counts as absent only if the folder is
 * there. Throws a StoreFault.
 */
export async function openFolderStore(path: string): Promise<StoreReader> {
  const identity = await folderThere(path);
  return {
    transport: 'folder',
    async read(key) {
      if (!isNameInFolder(key)) return null;
      try {
        const file = await open(join(path, key), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        try {
          const found = await file.stat();
          if (!found.isFile()) return null;
          const size = Math.min(found.size, mostValueBytes + 1);
          const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
          const read = buffer.subarray(0, bytesRead);
          return { ...readInPart(read, found.size), expiresAtMs: null, changedAtMs: found.mtimeMs };
        } finally {
          await file.close();
        }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ELOOP') return null;
        await folderThere(path);
        if (code === 'ENOENT') return null;
        throw faultOfRow(error as NodeJS.ErrnoException, join(path, key));
      }
    },
    page: async (cursor, limit) => pageOf(await namesIn(path, Number.POSITIVE_INFINITY), cursor, limit),
    async *walk() {
      let names: string[] = [];
      for await (const entry of await folderAt(path)) {
        if (entry.isFile()) names.push(entry.name);
        if (names.length < walkedNames) continue;
        yield await headsIn(path, names);
        names = [];
      }
      if (names.length > 0) yield await headsIn(path, names);
    },
    heads: (keys) => headsOf(path, keys),
    async count() {
      // The number of files cannot be read quickly. A new folder has to be opened, because `watch` follows the old one.
      if ((await folderThere(path)) !== identity) throw new StoreFault('path-replaced', { place: path });
      return null;
    },
    async watch(_prefix, listener) {
      const watcher = watchFolder(path, { persistent: false }, (_event, name) => {
        if (name === null) listener.something();
        else listener.changed([name]);
      });
      // The folder was removed. The next read fails with the reason.
      watcher.on('error', () => listener.something());
      return {
        news: 'names',
        async stop() {
          watcher.close();
        },
      };
    },
    outline: async () => ({ tables: [], keys: await namesIn(path, mostOutlineNames) }),
    async close() {},
  };
}

/** The files of one step of a walk. */
const walkedNames = 200;

async function folderAt(path: string): Promise<Dir> {
  try {
    return await opendir(path, { bufferSize: 256 });
  } catch (error) {
    throw faultOfFile(error as NodeJS.ErrnoException, path);
  }
}

/** Which folder it is. Throws a StoreFault if there is no folder, or none that can be read. */
async function folderThere(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isDirectory()) throw new StoreFault('not-a-folder', { place: path });
    await access(path, constants.R_OK | constants.X_OK);
    return `${found.dev} ${found.ino}`;
  } catch (error) {
    throw error instanceof StoreFault ? error : faultOfFile(error as NodeJS.ErrnoException, path);
  }
}

async function headsIn(path: string, names: readonly string[]): Promise<RowHead[]> {
  return (await headsOf(path, names)).filter((head) => head !== null);
}

/** Null for each file that does not exist, in a folder that does. */
async function headsOf(path: string, names: readonly string[]): Promise<(RowHead | null)[]> {
  const heads = await Promise.all(names.map((name) => headOf(path, name)));
  if (heads.includes(null)) await folderThere(path);
  return heads;
}

/** Null for a file that does not exist any more. Only the content of a file can contain the expiry of its session. */
async function headOf(path: string, name: string): Promise<RowHead | null> {
  if (!isNameInFolder(name)) return null;
  try {
    const found = await lstat(join(path, name));
    return found.isFile() ? { key: name, bytes: found.size, changedAtMs: found.mtimeMs } : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    await folderThere(path);
    throw faultOfFile(error as NodeJS.ErrnoException, join(path, name));
  }
}

/** A file that cannot be read does not mean that the folder cannot. */
function faultOfRow(error: NodeJS.ErrnoException, path: string): RowFault {
  const { why } = faultOfFile(error, path);
  return new RowFault(why.reason, why);
}

/** The key is made from a cookie: it has to be one name in this folder. */
function isNameInFolder(key: string): boolean {
  return key !== '' && key !== '.' && key !== '..' && !/[/\\\0]/.test(key);
}

async function namesIn(path: string, most: number): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await folderAt(path)) {
      if (entry.isFile()) names.push(entry.name);
      if (names.length >= most) break;
    }
  } catch (error) {
    throw faultOfFile(error as NodeJS.ErrnoException, path);
  }
  return names.sort();
}

function pageOf(names: readonly string[], cursor: string | null, limit: number): KeyPage {
  const keys = names.filter((name) => cursor === null || name > cursor).slice(0, limit);
  return { keys, next: keys.length < limit ? null : (keys.at(-1) ?? null) };
}
