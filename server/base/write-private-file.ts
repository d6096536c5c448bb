import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * Writes a small file that only its owner can read (mode 0600), completely or not at all: the new file is complete on
 * the disk before it replaces the old one.
 */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.new`;
  // An existing file from an interrupted save is never written to, because it may have been replaced by a link to
  // another file or by a pipe.
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
