import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** The longest path of a Unix domain socket that Linux (108 bytes) and macOS (104) both take, with the end mark. */
const longestPath = 103;

/**
 * The local address at which an inspector with this data folder listens for apps that report their sessions: a Unix
 * domain socket in the folder, on Windows a named pipe. Null if the path of the folder is too long for a socket.
 */
export function appSocketOf(dataDir: string, platform: NodeJS.Platform = process.platform): string | null {
  const folder = resolve(dataDir);
  if (platform === 'win32') {
    const id = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32);
    return `\\\\.\\pipe\\session-inspector-${id}`;
  }
  const path = join(folder, 'apps.sock');
  return Buffer.byteLength(path) > longestPath ? null : path;
}
