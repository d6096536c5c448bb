import type { StoreCensus, StorePageQuery, StoreSort } from '../../contract/store-list.ts';
import type { StoreMapping } from '../mappings.ts';
import type { CensusCounts, CensusRows } from './census-rows.ts';
import { found, isWanted } from './row-marks.ts';
import type { RowColumn } from './row-table.ts';
import type { ValueSearch } from './value-search.ts';

export interface SelectionQuery extends Pick<StorePageQuery, 'sort' | 'isDescending' | 'text' | 'state' | 'inValues'> {
  /** The key of the row to which a pasted cookie leads. */
  readonly keyOfText: string | null;
}

/** Places of the table in an order, as of a version of the rows. */
interface Order {
  readonly places: Uint32Array;
  readonly version: number;
  /** As of the same version, so that a page never tells a complete walk beside rows of before its end. */
  readonly counts: CensusCounts;
  readonly madeAtMs: number;
  readonly tookMs: number;
}

export interface Selection extends Order {
  /** No newer than the places. */
  readonly search: StoreCensus['search'];
}

const columnOf: Record<Exclude<StoreSort, 'session'>, RowColumn> = {
  changed: 'changedAtMs',
  used: 'usedAtMs',
  expires: 'expiresAtMs',
  bytes: 'bytes',
};

/**
 * The rows that a query wants, in its order. A selection is made again at most for a tenth of the thread's time, so
 * that of a large store may be a little older than the rows.
 */
export class Selections {
  readonly #rows: CensusRows;
  readonly #mapping: StoreMapping;
  readonly #search: ValueSearch;
  readonly #orders = new Map<string, Order>();
  readonly #selections = new Map<string, Selection>();

  constructor(rows: CensusRows, mapping: StoreMapping, search: ValueSearch) {
    this.#rows = rows;
    this.#search = search;
    this.#mapping = mapping;
  }

  /** The wanted rows, ascending, as of a version. */
  select({ sort, isDescending, text, state, keyOfText, inValues }: SelectionQuery): Selection {
    const isTextFree = text === '';
    const name = `${sort} ${isDescending} ${state} ${keyOfText ?? ''} ${inValues} ${text}`;
    const known = this.#usable(this.#selections.get(name));
    if (known !== null) return known;
    const startedMs = performance.now();
    const search = this.#search.progress;
    const { places: ordered, version, counts } = this.#inOrder(sort, isDescending);
    const { table } = this.#rows;
    const sought = Buffer.from(text.trim().toLowerCase());
    const exact = keyOfText === null ? -1 : table.find(keyOfText);
    const places = new Uint32Array(ordered.length);
    let count = 0;
    for (const place of ordered) {
      if (!table.has(place) || !isWanted(table, place, state)) continue;
      const isFound = inValues && table.isMarked(place, found);
      if (!isTextFree && !isFound && place !== exact && !table.keyContains(place, sought)) continue;
      places[count++] = place;
    }
    // Only the last few selections are kept: the window asks for one.
    if (this.#selections.size >= 4) this.#selections.clear();
    const selection = { places: places.slice(0, count), version, counts, search, ...costSince(startedMs) };
    this.#selections.set(name, selection);
    return selection;
  }

  #inOrder(sort: StoreSort, isDescending: boolean): Order {
    const name = `${sort} ${sort === 'session' || isDescending}`;
    const known = this.#usable(this.#orders.get(name));
    if (known !== null) return known;
    const startedMs = performance.now();
    const { version, counts, table } = this.#rows;
    const places =
      sort === 'session'
        ? table.inOrderOfKeys(this.#mapping.key.hash === 'md5' ? '' : this.#mapping.key.prefix)
        : table.inOrderOf(columnOf[sort], isDescending);
    const order = { places, version, counts, ...costSince(startedMs) };
    this.#orders.set(name, order);
    return order;
  }

  /** Null if it has to be made again. */
  #usable<Known extends Order>(known: Known | undefined): Known | null {
    if (known === undefined) return null;
    const isCurrent = known.version === this.#rows.version;
    const isRecent = performance.now() - known.madeAtMs < known.tookMs * 10;
    return isCurrent || isRecent ? known : null;
  }
}

function costSince(startedMs: number): Pick<Order, 'madeAtMs' | 'tookMs'> {
  const madeAtMs = performance.now();
  return { madeAtMs, tookMs: madeAtMs - startedMs };
}
