import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { RecordStore } from './record-store.ts';

/**
 * A clock that stands at the end of a file: when the last of its entries was over. The present until the file is
 * there.
 */
export function clockOfFile(store: Pick<RecordStore, 'getState'>): () => number {
  let lastMs: number | null = null;
  return () => {
    const { site, log } = store.getState();
    // The first snapshot has the newest entries; what is in memory later may be an older part.
    if (lastMs === null && site !== null) lastMs = Math.max(0, ...log.entries.map(endOf));
    return lastMs === null || lastMs === 0 ? Date.now() : lastMs;
  };
}

function endOf(entry: LogEntry): number {
  if (entry.kind === 'request') return entry.arrivedAtMs + (entry.durationMs ?? 0);
  return entry.kind === 'gap' ? entry.toMs : entry.atMs;
}
