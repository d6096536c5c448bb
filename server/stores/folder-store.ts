import { constants } from 'node:fs';
import { open, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOfFile } from './sqlite-store.ts';
import { type KeyPage, mostValueBytes, StoreFault, type StoreReader } from './store-reader.ts';

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
      // The key is made from a cookie: it is one name in this folder.
      if (key === '' || key === '.' || key === '..' || /[/\\\0]/.test(key)) return null;
      try {
        const file = await open(join(path, key), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        try {
          const found = await file.stat();
          if (!found.isFile()) return null;
          const size = Math.min(found.size, mostValueBytes + 1);
          const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
          return { bytes: buffer.subarray(0, bytesRead), expiresAtMs: null };
        } finally {
          await file.close();
        }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT') return null;
        if (code === 'ELOOP') return null;
        throw faultOfFile(error as NodeJS.ErrnoException, join(path, key));
      }
    },
    page: async (cursor, limit) => pageOf(await namesIn(path, Number.POSITIVE_INFINITY), cursor, limit),
    outline: async () => ({ tables: [], keys: await namesIn(path, mostOutlineNames) }),
    async close() {},
  };
}

async function namesIn(path: string, most: number): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(path, { bufferSize: 256 })) {
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
