import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

const enoughBytes = 1024 * 1024;

/**
 * Whether the disk of a file has enough space for sessions and records again. Assumed if the system does not provide
 * this information.
 */
export function hasRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize >= enoughBytes;
  } catch {
    return true;
  }
}
