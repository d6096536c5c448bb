import type { LogEntry } from '../contract/log-entry.ts';
import type { Storage } from '../storage/storage.ts';

/** So many of the newest entries show whose session cookies of an earlier run are. */
const recalledEntries = 400;

/** The newest entries of the log, oldest first. None if a damaged database cannot be read. */
export function recallNewest({ logReader, noteError }: Storage): readonly LogEntry[] {
  try {
    return logReader.newest(recalledEntries).entries;
  } catch (error) {
    noteError(error);
    return [];
  }
}
