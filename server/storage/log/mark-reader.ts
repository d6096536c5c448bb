import type { Database } from 'better-sqlite3';
import type { LogEntry } from '../../contract/log-entry.ts';
import { type LogStretch, type Mark, markOf } from '../../contract/mark.ts';
import { takeRows } from '../database/take-rows.ts';
import { readEntry, type StoredEntry, storedEntryColumns } from './stored-entry.ts';

/** More marks than this are returned as a density, because a screen has fewer columns. */
const maxMarks = 20_000;
/** The number of entries that are read in one turn of the event loop. The site waits for that long. */
const chunkRows = 100;
/** The same for large entries; at least one. */
const chunkCharacters = 256 * 1024;

export interface StretchQuery {
  readonly fromMs: number;
  readonly toMs: number;
  /** The number of equal parts of a density. */
  readonly parts: number;
}

/** Reads periods of the log, for the timeline. */
export interface MarkReader {
  /** Both ends are included. When `signal` aborts, it stops early with a partial result. */
  stretch(query: StretchQuery, signal?: AbortSignal): Promise<LogStretch>;
}

/**
 * The log needs no index by time. Ids are in the order of arrival, so a binary search over the ids finds a time in
 * about twenty steps for a million entries. If the clock was set back, a period that ends near that moment may miss
 * entries. `onUnreadable` is called with the id of each unreadable row.
 */
export function createMarkReader(database: Database, onUnreadable: (id: number) => void = () => {}): MarkReader {
  const ends = database.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(id) FROM log) AS first, (SELECT max(id) FROM log) AS last',
  );
  const atOrAfter = database.prepare<[number], { id: number; at_ms: number }>(
    'SELECT id, at_ms FROM log WHERE id >= ? ORDER BY id LIMIT 1',
  );
  const rows = database.prepare<[number, number, number], StoredEntry>(
    `SELECT ${storedEntryColumns} FROM log WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`,
  );

  /** The smallest id from `low` on whose entry is not before `ms`. The last id plus one if there is none. */
  function firstIdSince(ms: number, low: number, last: number): number {
    let high = last + 1;
    let from = low;
    while (from < high) {
      const middle = Math.floor((from + high) / 2);
      const found = atOrAfter.get(middle);
      if (found === undefined || found.at_ms >= ms) high = middle;
      else from = found.id + 1;
    }
    return high;
  }

  async function read(from: number, end: number, oldestAtMs: number, signal?: AbortSignal): Promise<LogStretch> {
    const marks: Mark[] = [];
    const others: Exclude<LogEntry, { kind: 'request' | 'edit' }>[] = [];
    for (let next = from; next < end; ) {
      const chunk = takeRows(
        rows.iterate(next, end, chunkRows + 1),
        chunkRows,
        ({ json }) => json.length,
        chunkCharacters,
      );
      for (const row of chunk.rows) {
        const entry = readEntry(row);
        const mark = markOf(entry);
        if (mark !== null) marks.push(mark);
        else if (entry.kind !== 'request' && entry.kind !== 'edit') others.push(entry);
        if (entry.kind === 'unreadable') onUnreadable(row.id);
        next = row.id + 1;
      }
      if (chunk.isAll || signal?.aborted) break;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return { kind: 'marks', oldestAtMs, marks, others };
  }

  return {
    async stretch({ fromMs, toMs, parts }, signal) {
      const { first, last } = ends.get() ?? { first: null, last: null };
      if (first === null || last === null) return { kind: 'marks', oldestAtMs: null, marks: [], others: [] };
      const oldestAtMs = atOrAfter.get(first)?.at_ms ?? fromMs;
      const from = firstIdSince(fromMs, first, last);
      const end = firstIdSince(toMs + 1, from, last);
      if (end - from <= maxMarks) return read(from, end, oldestAtMs, signal);
      const counts: number[] = [];
      let low = from;
      for (let part = 1; part <= parts; part++) {
        const high = part === parts ? end : firstIdSince(fromMs + ((toMs - fromMs) * part) / parts, low, end - 1);
        counts.push(high - low);
        low = high;
      }
      return { kind: 'density', oldestAtMs, counts };
    },
  };
}
