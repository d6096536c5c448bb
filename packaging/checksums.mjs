import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const listName = 'SHA256SUMS';
/** What electron-builder leaves beside the packages. */
const notForOthers = /^(builder-.*\.ya?ml|.*\.blockmap|latest.*\.yml)$/;

/** Writes SHA256SUMS into a folder, over the packages in it, in the form that `sha256sum --check` reads. */
export function checksums(folder) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== listName && !notForOthers.test(entry.name))
    .map(({ name }) => name)
    .sort();
  writeFileSync(join(folder, listName), names.map((name) => `${sumOf(join(folder, name))}  ${name}\n`).join(''));
}

/** Packages have 100 MB and more, so they are read in parts. */
function sumOf(path) {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const part = Buffer.alloc(1024 * 1024);
    for (let read = readSync(file, part); read > 0; read = readSync(file, part)) hash.update(part.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
