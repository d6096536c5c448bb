import { setTimeout as wait } from 'node:timers/promises';
import type { StoreCensus, StorePageQuery, StoreRowSummary } from '../../contract/store-list.ts';
import type { StoreMapping } from '../mappings.ts';
import type { StoreReader } from '../store-reader.ts';
import { CensusRows, type LoggedSession } from './census-rows.ts';
import { FollowedStore } from './followed-store.ts';
import { type KeptValue, KeptValues } from './kept-values.ts';
import { PageValues } from './page-values.ts';
import { present } from './row-marks.ts';
import { type Selection, type SelectionQuery, Selections } from './selections.ts';
import { type SoughtText, ValueSearch } from './value-search.ts';

/** A page of the list, with the secrets of the app for encrypted values. */
export interface CensusQuery extends StorePageQuery, SelectionQuery, SoughtText {}

/** A row of the list, as far as the store tells. */
export type CensusRow = Omit<StoreRowSummary, 'sid' | 'last'>;

export interface CensusPage {
  readonly version: string;
  readonly rows: readonly CensusRow[];
  readonly matching: number;
  readonly census: StoreCensus;
}

export interface CensusOptions {
  /** Opens a reader of the store, again after each fault. Rejects with a StoreFault. */
  readonly open: () => Promise<StoreReader>;
  readonly mapping: StoreMapping;
  readonly now?: () => number;
  readonly mostRows?: number;
}

/** More rows are not kept in memory: these take about 200 MB. */
const mostRowsByDefault = 2_000_000;
/** How long a first page waits for the end of the first walk. */
const firstRowsMs = 250;

/**
 * The list of the rows of a store, kept current. Pages in any order are made from memory; only the values of the rows
 * of a page are read. It runs in a separate thread, since ordering a million rows takes a part of a second.
 */
export class Census {
  readonly #now: () => number;
  readonly #rows: CensusRows;
  readonly #store: FollowedStore;
  readonly #values: PageValues;
  readonly #search: ValueSearch;
  readonly #selections: Selections;

  constructor({ open, mapping, now = Date.now, mostRows = mostRowsByDefault }: CensusOptions) {
    const values = new KeptValues();
    const rows = new CensusRows({ mapping, values, now, mostRows });
    const store = new FollowedStore({ open, mapping, rows, values, now });
    this.#now = now;
    this.#rows = rows;
    this.#store = store;
    this.#values = new PageValues({ mapping, rows, values, store, now });
    this.#search = new ValueSearch({ mapping, rows, store, now });
    this.#selections = new Selections(rows, mapping, this.#search);
  }

  /** The wanted rows. Never rejects: a store that does not answer leaves the values of the page unread. */
  async page(query: CensusQuery): Promise<CensusPage | null> {
    // A first page of a small store is whole, instead of empty.
    await this.#firstRows();
    this.#search.begin(query);
    const selection = this.#selections.select(query);
    const { places, version } = selection;
    if (query.since === String(version)) return null;
    const { table } = this.#rows;
    const { offset, limit, isDescending } = query;
    const wanted = Array.from({ length: Math.max(0, Math.min(limit, places.length - offset)) }, (_, index) => {
      const rank = offset + index;
      return places[isDescending ? places.length - 1 - rank : rank] as number;
    }).filter((place) => table.has(place));
    const keys = wanted.map((place) => table.keyAt(place));
    const values = await this.#values.of(wanted, keys, query.secrets);
    const nowMs = this.#now();
    const rows = keys.flatMap((key, index) => {
      const place = table.find(key);
      return place < 0 ? [] : [this.#rowAt(place, key, values[index] as KeptValue, nowMs)];
    });
    return { version: String(version), rows, matching: places.length, census: this.#census(selection) };
  }

  /** Sessions that requests of the log carried, the latest last. */
  note(sessions: readonly LoggedSession[]): void {
    for (const session of sessions) {
      const isTaken = this.#rows.takeLogged(session);
      if (isTaken) this.#store.readAgain(session.key, session.hasChanged);
    }
    this.#store.wake();
  }

  async stop(): Promise<void> {
    await this.#store.stop();
  }

  /** The memory of the rows in bytes. */
  get memory(): number {
    return this.#rows.table.memory;
  }

  async #firstRows(): Promise<void> {
    const until = performance.now() + firstRowsMs;
    while (!this.#rows.isComplete && this.#store.state.fault === null && performance.now() < until) await wait(5);
  }

  #rowAt(place: number, key: string, kept: KeptValue, nowMs: number): CensusRow {
    const { table } = this.#rows;
    const [expiresAtMs, bytes] = [table.number('expiresAtMs', place), table.number('bytes', place)];
    const isHere = table.isMarked(place, present);
    return {
      key,
      state: isHere ? (expiresAtMs <= nowMs ? 'expired' : 'live') : 'gone',
      expiresAtMs: finite(expiresAtMs),
      bytes: finite(bytes) ?? finite(kept.bytes),
      changedAtMs: finite(table.number('changedAtMs', place)),
      value: kept.value,
      isDangerous: kept.isDangerous,
    };
  }

  #census({ counts, search }: Selection): StoreCensus {
    const { expires, bytes, changed } = this.#rows.tells;
    const { state } = this.#store;
    return {
      ...counts,
      ...state,
      tells: [
        'session',
        'used',
        ...(changed || state.news !== 'polled' || expires || bytes ? (['changed'] as const) : []),
        ...(expires ? (['expires'] as const) : []),
        ...(bytes ? (['bytes'] as const) : []),
      ],
      search,
    };
  }
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
