import { constants, type Dir, watch as watchFolder } from 'node:fs';
import { lstat, open, opendir, stat } from 'node:fs/promises';
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
 * PHP holds a lock on the file while a request runs. Throws a StoreFault.
 */
export async function openFolderStore(path: string): Promise<StoreReader> {
  try {
    if (!(await stat(path)).isDirectory()) throw new StoreFault('not-a-store', `${path} is not a folder.`);
  } catch (error) {
    throw error instanceof StoreFault ? error : faultOfFile(error as NodeJS.ErrnoException, path);
  }
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
        if (code === 'ENOENT') return null;
        if (code === 'ELOOP') return null;
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
    heads: (keys) => Promise.all(keys.map((key) => headOf(path, key))),
    async count() {
      // The number of files cannot be read quickly. This only fails if the folder does not exist.
      await stat(path).catch((error: NodeJS.ErrnoException) => {
        throw faultOfFile(error, path);
      });
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

async function headsIn(path: string, names: readonly string[]): Promise<RowHead[]> {
  const heads = await Promise.all(names.map((name) => headOf(path, name)));
  return heads.filter((head) => head !== null);
}

/** Null for a file that does not exist any more. Only the content of a file can contain the expiry of its session. */
async function headOf(path: string, name: string): Promise<RowHead | null> {
  if (!isNameInFolder(name)) return null;
  try {
    const found = await lstat(join(path, name));
    return found.isFile() ? { key: name, bytes: found.size, changedAtMs: found.mtimeMs } : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw faultOfFile(error as NodeJS.ErrnoException, join(path, name));
  }
}

/** A file that cannot be read does not mean that the folder cannot. */
function faultOfRow(error: NodeJS.ErrnoException, path: string): RowFault {
  const { code, message } = faultOfFile(error, path);
  return new RowFault(code, message);
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
