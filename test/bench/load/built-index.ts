import { join } from 'node:path';
import { SearchIndex } from '../../../server/search/search-index.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { createLogSource } from '../../../server/storage/log/log-source.ts';

/**
 * Makes the search index of a log at full speed and alone; beside a site it takes three times as long
 * (server/search/search-worker.ts). Gives the seconds it took.
 */
export function buildIndex(dataDir: string): number {
  const { database } = openDatabase(join(dataDir, 'inspector.db'));
  const startMs = performance.now();
  const index = new SearchIndex({
    folder: dataDir,
    log: createLogSource(database),
    nowMs: Date.now,
    tickMs: () => performance.now(),
  });
  while (index.catchUp() || index.workAhead());
  index.close();
  database.close();
  return (performance.now() - startMs) / 1000;
}
