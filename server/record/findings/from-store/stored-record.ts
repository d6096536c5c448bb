import type { StoreEvidence } from '../../../contract/store-evidence.ts';
import type { WatchedRecord } from '../from-outside/watched-record.ts';

/** The record of a request to a watched app whose session store is attached, before its findings are complete. */
export type StoredRecord = WatchedRecord & { readonly evidence: { readonly store: StoreEvidence } };

export function isStored(record: WatchedRecord): record is StoredRecord {
  return record.evidence.store !== undefined;
}

/** Whether the difference between both sides is the change of this request, and of nothing else. */
export function isAlone({ evidence: { store } }: StoredRecord): boolean {
  return store.attribution === 'alone';
}

/** The wall-clock time at which the answer had left. */
export function endedAtMs({ arrivedAtMs, durationMs }: Pick<StoredRecord, 'arrivedAtMs' | 'durationMs'>): number {
  return arrivedAtMs + (durationMs ?? 0);
}
