import type { LogEntry } from '../contract/log-entry.ts';
import { createSearch, type Search, type SearchOptions } from '../search/search.ts';
import type { LogSource } from '../storage/log/log-source.ts';
import { readEntry, type StoredEntry, storedEntryOf } from '../storage/log/stored-entry.ts';

export interface VerifiedSearch extends Search {
  /** Must be called when `shown` gives other entries than before. */
  changed(): void;
}

/**
 * Searches the entries of a file as they are shown. The index has them as the file does, so it is used only while
 * `isChecked` is false. Otherwise each entry is checked when it is searched, which is slower.
 */
export function createVerifiedSearch(
  options: SearchOptions,
  isChecked: () => boolean,
  shown: (entry: LogEntry) => LogEntry,
): VerifiedSearch {
  const asInFile = createSearch(options);
  const createChecked = () => createSearch({ ...options, log: shownSource(options.log, shown), thread: null });
  let checked = createChecked();
  const now = () => (isChecked() ? checked : asInFile);
  return {
    ...asInFile,
    query: (query, signal) => now().query(query, signal),
    findAll: (filter, signal) => now().findAll(filter, signal),
    changed() {
      // A search that is running continues with the earlier entries.
      checked = createChecked();
    },
  };
}

/** The rows of a log with its entries as they are shown. Rows that cannot be read stay as they are. */
function shownSource(log: LogSource, shown: (entry: LogEntry) => LogEntry): LogSource {
  const shownRow = (row: StoredEntry): StoredEntry => {
    const entry = readEntry(row);
    const changed = shown(entry);
    return changed === entry ? row : storedEntryOf(changed);
  };
  return {
    ends: log.ends,
    from: (id, limit) => log.from(id, limit).map(shownRow),
    below: (id, limit) => log.below(id, limit).map(shownRow),
    rowOf(id) {
      const row = log.rowOf(id);
      return row === null ? null : shownRow(row);
    },
  };
}
