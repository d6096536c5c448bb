/** A log that is indexed in this thread, a step at a time, as the search thread does it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { FilterTerm } from '../../server/contract/filter/filter.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { type IndexView, NO_INDEX } from '../../server/search/index-view.ts';
import { LogSearch } from '../../server/search/log-search.ts';
import { planOf } from '../../server/search/plan.ts';
import { SearchIndex } from '../../server/search/search-index.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import { createLogSource } from '../../server/storage/log/log-source.ts';
import { tempDir } from '../support/temp-dir.ts';

export interface IndexedLog {
  readonly database: Database;
  readonly folder: string;
  readonly index: SearchIndex;
  /** Milliseconds by which the clocks of the index were moved. */
  moveClock(ms: number): void;
  add(...entries: readonly LogEntry[]): void;
  /** Removes everything below an id, as retention does. */
  prune(belowId: number): void;
  /** Until there is nothing left to do. */
  catchUp(): void;
  /** The index as it is after a new start. */
  reopen(): void;
  search(terms: readonly FilterTerm[], view?: IndexView): LogSearch;
}

export function indexedLog(): IndexedLog {
  const folder = join(tempDir(), 'data');
  mkdirSync(folder);
  const { database } = openDatabase(join(folder, 'inspector.db'));
  const log = createLogSource(database);
  let offsetMs = 0;
  const open = () =>
    new SearchIndex({ folder, log, nowMs: () => Date.now() + offsetMs, tickMs: () => performance.now() + offsetMs });
  let index = open();
  onTestFinished(() => {
    index.close();
    database.close();
  });
  const insert = database.prepare(
    'INSERT INTO log (id, kind, at_ms, sid, old_sid, entry_json) VALUES (?, ?, 0, NULL, NULL, ?)',
  );
  return {
    database,
    folder,
    get index() {
      return index;
    },
    moveClock: (ms) => {
      offsetMs += ms;
    },
    add: database.transaction((...entries: readonly LogEntry[]) => {
      for (const entry of entries) insert.run(entry.id, entry.kind, JSON.stringify(entry));
    }),
    prune: (belowId) => void database.prepare('DELETE FROM log WHERE id < ?').run(belowId),
    catchUp() {
      while (index.catchUp() || index.workAhead());
    },
    reopen() {
      index.close();
      index = open();
    },
    search: (terms, view = index) => new LogSearch(planOf(terms, Date.now()), view, log),
  };
}

/** Everything a search finds, newest first. */
export function allFound(search: LogSearch): number[] {
  search.goOn(() => false);
  return search.foundBelow(Number.POSITIVE_INFINITY, 1_000_000);
}

export { NO_INDEX };
