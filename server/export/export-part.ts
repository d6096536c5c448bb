import type { LogReader } from '../storage/log/log-reader.ts';
import type { StoredEntry } from '../storage/log/stored-entry.ts';

/** What is to be exported, once it is known which entries those are. Plain data: a thread can be given it. */
export type ExportPart =
  | { readonly of: 'all' }
  | { readonly of: 'session'; readonly sid: string }
  /** Ids in order. */
  | { readonly of: 'filter'; readonly ids: Float64Array<ArrayBuffer> };

/** Enough to guess at sizes by. */
const sampleSize = 12;

/** The rows of a part, oldest first: see LogRows. */
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
 * How many entries a part has, `most` at most where they would have to be counted. Not exact: a few ids may be of
 * nothing.
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

/** A few rows from all over a part; of a session, its first. */
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

/** The first rows, as many as that. */
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
