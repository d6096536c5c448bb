import { within } from '../../base/within.ts';
import type { ValueSummary } from '../../contract/store-list.ts';
import type { StoreMapping } from '../mappings.ts';
import { readRow } from '../read-row.ts';
import { mostValueBytes } from '../store-reader.ts';
import type { CensusRows } from './census-rows.ts';
import { type FollowedStore, leastPauseMs } from './followed-store.ts';
import { type KeptValue, type KeptValues, notRead } from './kept-values.ts';
import { present } from './row-marks.ts';

export interface PageValuesOptions {
  readonly mapping: StoreMapping;
  readonly rows: CensusRows;
  readonly values: KeptValues;
  readonly store: FollowedStore;
  readonly now: () => number;
}

/** The values that are read for one page, in total, and how long the page waits for them. */
const mostPageBytes = 16 * 1024 * 1024;
const mostPageWaitMs = 1_500;
/** The assumed size of a value whose size the store does not tell. */
export const assumedBytes = 4_096;
const shownKeys = 12;

/** Reads the values of the rows of a page, within a number of bytes and a time. */
export class PageValues {
  readonly #options: PageValuesOptions;

  constructor(options: PageValuesOptions) {
    this.#options = options;
  }

  /** One value for each place. `notRead` for those beyond the limits, and for all if the store does not answer. */
  async of(
    places: readonly number[],
    keys: readonly string[],
    secrets: readonly string[],
  ): Promise<readonly KeptValue[]> {
    const { rows, values, store, now } = this.#options;
    const { table } = rows;
    const { news } = store.state;
    const nowMs = now();
    let room = mostPageBytes;
    const wanted = keys.map((key, index) => {
      const place = places[index] as number;
      const bytes = table.number('bytes', place);
      const kept = values.get(key);
      if (kept !== undefined && (news !== 'polled' || nowMs - kept.readAtMs < leastPauseMs)) return kept;
      if (!table.isMarked(place, present)) return notRead;
      if (bytes > mostValueBytes) return { ...tooLarge, bytes };
      room -= Number.isNaN(bytes) ? assumedBytes : bytes;
      return room < 0 ? notRead : null;
    });
    const reading = wanted.map((kept, index) => kept ?? this.#read(keys[index] as string, secrets));
    const read = await Promise.all(
      reading.map((value) => (value instanceof Promise ? within(value, mostPageWaitMs) : value)),
    );
    // While the store cannot be read, its rows are shown as they were last known, and so are their values.
    return read.map((value, index) => {
      const isAway = store.state.fault !== null && (value ?? notRead) === notRead;
      const isHere = table.isMarked(places[index] as number, present);
      return (isAway && isHere ? values.last(keys[index] as string) : value) ?? notRead;
    });
  }

  /** Reads one value. Resolves with `notRead` if the store cannot be read. */
  async #read(key: string, secrets: readonly string[]): Promise<KeptValue> {
    const { mapping, rows, values, store, now } = this.#options;
    const { reader } = store;
    if (reader === null) return notRead;
    try {
      const stored = await reader.read(key);
      if (stored === null) {
        store.readAgain(key, false);
        store.wake();
        return notRead;
      }
      if (stored.bytes.length > mostValueBytes) return tooLarge;
      const { value: format, clock } = mapping;
      const row = readRow(stored, { format, clock, secrets, nowMs: now() });
      const isDangerous = row.dangerous.length > 0;
      const kept = { value: summaryOf(row.data), isDangerous, bytes: row.bytes, readAtMs: now() };
      values.keep(key, kept);
      // The list keeps the times as they are stored, also where this row shows that they are those of another zone.
      const expiresAtMs = row.zoneQuarters === null ? row.expiresAtMs : stored.expiresAtMs;
      rows.takeRead(key, expiresAtMs, row.bytes);
      return kept;
    } catch {
      // The loop that follows the store meets the same fault, and tells it.
      store.wake();
      return notRead;
    }
  }
}

const tooLarge: KeptValue = { ...notRead, value: { state: 'too-large' } };

function summaryOf(data: object | null): ValueSummary {
  if (data === null) return { state: 'unreadable' };
  const names = Object.keys(data);
  const keys = names.slice(0, shownKeys).map((name) => name.slice(0, 100));
  return { state: 'read', keys, keyCount: names.length };
}
