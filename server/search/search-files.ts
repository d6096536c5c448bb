import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an index: one database for each part, and what SQLite puts beside it. The number is the first group. */
export const shardName = /^search-(\d+)\.db(-wal|-shm|-journal)?$/;

/** The paths of all index files in a folder. */
export function searchFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => shardName.test(name))
    .map((name) => join(folder, name));
}
