import { createHash } from 'node:crypto';
import type { LogSource } from '../storage/log/log-source.ts';
import type { StoredEntry } from '../storage/log/stored-entry.ts';
import type { Shard } from './shard.ts';

/** The entry by which a shard later recognises its log: the last of `rows`. Null without rows. */
export function probeOf(rows: readonly StoredEntry[]): Shard['probe'] {
  const row = rows.at(-1);
  return row === undefined ? null : { id: row.id, hash: hashOf(row.json) };
}

/**
 * Whether a shard was made from this log. The entry of its probe must be in the log unchanged, or have been removed
 * together with all older entries.
 */
export function isOfLog(
  { probe, from, to }: Shard,
  ends: { readonly oldestId: number; readonly newestId: number },
  log: LogSource,
): boolean {
  if (probe === null || from >= to || probe.id > ends.newestId) return false;
  if (probe.id < ends.oldestId) return true;
  const row = log.rowOf(probe.id);
  return row !== null && hashOf(row.json) === probe.hash;
}

function hashOf(json: string): string {
  return createHash('sha256').update(json).digest('base64');
}
