import type { LogReader } from '../storage/log/log-reader.ts';
import type { StoredEntry } from '../storage/log/stored-entry.ts';

/** The selected entries of an export. It is plain data and can be sent to a thread. */
export type ExportPart =
  | { readonly of: 'all' }
  | { readonly of: 'session'; readonly sid: string }
  /** Ids in ascending order. */
  | { readonly of: 'filter'; readonly ids: Float64Array<ArrayBuffer> };

/** Enough entries to estimate sizes. */
const sampleSize = 12;

/** The rows of a part, oldest first; see LogRows. */
export function rowsOf({ rows }: LogReader, part: ExportPart): Iterable<StoredEntry> {
  switch (part.of) {
    case 'all':
      return rows.all();
    case 'session':
      return rows.ofSession(part.sid);
    case 'filter':
      return rows.byId(part.ids);
  }
}

/**
 * The number of entries of a part. If they must be counted one by one, at most `most`. It is not exact, because a few
 * ids may be unused.
 */
export function countOf({ rows }: LogReader, part: ExportPart, most: number): { entries: number; isExact: boolean } {
  switch (part.of) {
    case 'all':
      return { entries: rows.idSpan(), isExact: false };
    case 'session': {
      const entries = rows.countOfSession(part.sid, most);
      return { entries, isExact: entries < most };
    }
    case 'filter':
      return { entries: part.ids.length, isExact: true };
  }
}

/** A few rows that are spread over the part; for a session, its first rows. */
export function sampleOf({ rows }: LogReader, part: ExportPart): StoredEntry[] {
  switch (part.of) {
    case 'all':
      return shares(sampleSize).flatMap((share) => rows.near(share) ?? []);
    case 'session':
      return firstOf(rows.ofSession(part.sid), sampleSize);
    case 'filter': {
      const { ids } = part;
      const places = new Set(shares(sampleSize).map((share) => Math.round(share * (ids.length - 1))));
      return [...rows.byId([...places].map((place) => ids[place] ?? 0))];
    }
  }
}

/** The first rows, as many as given. */
export function firstOf(rows: Iterable<StoredEntry>, count: number): StoredEntry[] {
  const first: StoredEntry[] = [];
  for (const row of rows) {
    first.push(row);
    if (first.length === count) break;
  }
  return first;
}

function shares(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index / (count - 1));
}
