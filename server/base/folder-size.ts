import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The bytes of all files under a folder. A file that is removed during the count, or cannot be read, counts as zero.
 */
export async function folderBytes(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry): Promise<number> => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return folderBytes(child);
    if (!entry.isFile()) return 0;
    return stat(child).then(
      ({ size }) => size,
      () => 0,
    );
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
