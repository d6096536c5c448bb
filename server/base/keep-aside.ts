import { lstatSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FoundInstead, KeptAside } from '../contract/kept-aside.ts';
import { type DataDir, isBesideOurFiles } from './data-dir.ts';
import { oddityAt } from './own-file.ts';

/** Renames what stands in the place of a file of ours, so that one can be made there. */
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
 * Keeps aside what stands in the place of the files that SQLite and unfinished saves keep beside ours, if it is no
 * file. Our files themselves are looked at by whoever reads them.
 */
export function keepOddFilesAside({ path }: DataDir): KeptAside[] {
  return namesIn(path).flatMap((name) => {
    const found = isBesideOurFiles(name) ? oddityAt(join(path, name)) : null;
    return found === null ? [] : [keepAside(join(path, name), found)];
  });
}

/** A folder that cannot be listed is found out by whoever opens a file in it. */
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
