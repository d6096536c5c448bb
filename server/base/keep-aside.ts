import { lstatSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FoundInstead, KeptAside } from '../contract/kept-aside.ts';
import { type DataDir, isBesideOurFiles } from './data-dir.ts';
import { oddityAt } from './own-file.ts';

/** Renames a file that cannot be used, so that a new file can be made at its path. */
export function keepAside(path: string, found: FoundInstead): KeptAside {
  const aside = freeName(`${path}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`);
  let keptAs: string | null = basename(aside);
  try {
    renameSync(path, aside);
  } catch {
    keptAs = null;
  }
  return { file: basename(path), found, keptAs };
}

/**
 * Renames everything that is not a file at the paths that SQLite and unfinished saves use beside our files. Our own
 * files are checked by the code that reads them.
 */
export function keepOddFilesAside({ path }: DataDir): KeptAside[] {
  return namesIn(path).flatMap((name) => {
    const found = isBesideOurFiles(name) ? oddityAt(join(path, name)) : null;
    return found === null ? [] : [keepAside(join(path, name), found)];
  });
}

/** The code that opens a file in the folder will report that the folder cannot be listed. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function freeName(name: string): string {
  const isTaken = (candidate: string) => lstatSync(candidate, { throwIfNoEntry: false }) !== undefined;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}
