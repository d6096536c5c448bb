import type { LogEntry } from '../contract/log-entry.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * The number of newest entries that are read at the start, to know which client has which session cookie of an earlier
 * run.
 */
const recalledEntries = 400;

/** The newest entries of the log, oldest first. Empty if a damaged database cannot be read. */
export function recallNewest({ logReader, noteError }: Storage): readonly LogEntry[] {
  try {
    return logReader.newest(recalledEntries).entries;
  } catch (error) {
    noteError(error);
    return [];
  }
}
