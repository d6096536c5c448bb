import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * Writes a small file that only its owner can read (0600), whole or not at all: it is complete on the disk before it
 * takes the place of the one before it.
 */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.new`;
  // What an interrupted save left is not written through: it may have become a link to another file, or a pipe.
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, 'wx', 0o600);
  try {
    if (typeof content === 'string') writeSync(file, content);
    else writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, path);
}
