import { setTimeout as wait } from 'node:timers/promises';
import type { StoreCensus, StorePageQuery } from '../../contract/store-list.ts';
import type { StoreMapping } from '../mappings.ts';
import { readRow } from '../read-row.ts';
import { mostValueBytes } from '../store-reader.ts';
import type { CensusRows } from './census-rows.ts';
import { type FollowedStore, restMs } from './followed-store.ts';
import { assumedBytes } from './page-values.ts';
import { found, present } from './row-marks.ts';

export interface ValueSearchOptions {
  readonly mapping: StoreMapping;
  readonly rows: CensusRows;
  readonly store: FollowedStore;
  readonly now: () => number;
}

/** What to search for in the values of all rows. */
export interface SoughtText extends Pick<StorePageQuery, 'text' | 'inValues'> {
  /** Of the app, for encrypted values. */
  readonly secrets: readonly string[];
}

interface Running {
  /** In lower case. */
  readonly text: string;
  readonly secrets: readonly string[];
  searched: number;
  found: number;
}

/** The values of one step of a search, and how short a searched text may be. */
const searchedAtOnce = 200;
const mostSearchedBytes = 4 * 1024 * 1024;
const shortestText = 2;

/** Searches the values of all rows for a text, some at a time, and marks the rows that contain it. */
export class ValueSearch {
  readonly #options: ValueSearchOptions;
  #running: Running | null = null;

  constructor(options: ValueSearchOptions) {
    this.#options = options;
  }

  /** Null if no text is searched for. */
  get progress(): StoreCensus['search'] {
    const search = this.#running;
    return search && { searched: search.searched, of: this.#options.rows.counts.rows, found: search.found };
  }

  /** Begins the search for a text, and ends the one for another text. */
  begin({ text, inValues, secrets }: SoughtText): void {
    const { rows } = this.#options;
    const sought = text.trim().toLowerCase();
    const wanted = inValues && sought.length >= shortestText ? sought : null;
    if (wanted === (this.#running?.text ?? null)) return;
    for (let place = 0; place < rows.table.end; place++)
      if (rows.table.isMarked(place, found)) rows.table.setMark(place, found, false);
    rows.noteChange();
    this.#running = wanted === null ? null : { text: wanted, secrets, searched: 0, found: 0 };
    if (this.#running !== null) void this.#run(this.#running);
  }

  async #run(search: Running): Promise<void> {
    const { rows, store } = this.#options;
    const { table } = rows;
    const isCurrent = () => this.#running === search && !store.isStopped;
    let next = 0;
    while (isCurrent()) {
      const startedMs = performance.now();
      const places: number[] = [];
      let bytes = 0;
      for (; next < table.end && places.length < searchedAtOnce && bytes < mostSearchedBytes; next++) {
        const size = table.number('bytes', next);
        if (!table.isMarked(next, present) || size > mostValueBytes) continue;
        places.push(next);
        bytes += Number.isNaN(size) ? assumedBytes : size;
      }
      if (places.length === 0 && rows.isComplete) return;
      const hits = await Promise.all(
        places.map(async (place) => {
          const key = table.keyAt(place);
          return (await this.#contains(key, search)) && table.find(key) === place;
        }),
      );
      if (!isCurrent()) return;
      for (const [index, isHit] of hits.entries()) if (isHit) table.setMark(places[index] as number, found, true);
      search.searched += places.length;
      search.found += hits.filter(Boolean).length;
      rows.noteChange();
      await wait(restMs(startedMs));
    }
  }

  async #contains(key: string, { text, secrets }: Running): Promise<boolean> {
    const { mapping, store, now } = this.#options;
    try {
      const stored = (await store.reader?.read(key)) ?? null;
      if (stored === null || stored.bytes.length > mostValueBytes) return false;
      const { value: format, clock } = mapping;
      const { value, whole, data } = readRow(stored, { format, clock, secrets, nowMs: now() });
      const shown = value.ok ? JSON.stringify(data ?? whole) : value.strings.join('\n');
      return shown.toLowerCase().includes(JSON.stringify(text).slice(1, -1));
    } catch {
      // The loop that follows the store meets the same fault, and tells it.
      return false;
    }
  }
}
