import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedStorage } from './storage.ts';
import { tempDir } from './temp-dir.ts';

/** A copy of a folder in use, as a kill of its process leaves it: what is committed is there, nothing is closed. */
export function crashed({ dataDir }: OpenedStorage): string {
  const path = join(tempDir(), 'data');
  mkdirSync(path);
  for (const suffix of ['', '-wal']) {
    const file = `${dataDir.database}${suffix}`;
    if (existsSync(file)) copyFileSync(file, join(path, `inspector.db${suffix}`));
  }
  return path;
}
