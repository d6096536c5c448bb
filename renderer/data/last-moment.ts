import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { RecordStore } from './record-store.ts';

/** A clock that shows the end of a file: the end of its last entry. The current time until the file is loaded. */
export function clockOfFile(store: Pick<RecordStore, 'getState'>): () => number {
  let lastMs: number | null = null;
  return () => {
    const { site, log } = store.getState();
    // The first snapshot has the newest entries; the entries in memory may later be an older part.
    if (lastMs === null && site !== null) lastMs = Math.max(0, ...log.entries.map(endOf));
    return lastMs === null || lastMs === 0 ? Date.now() : lastMs;
  };
}

function endOf(entry: LogEntry): number {
  if (entry.kind === 'request') return entry.arrivedAtMs + (entry.durationMs ?? 0);
  return entry.kind === 'gap' ? entry.toMs : entry.atMs;
}
