import { setTimeout as wait } from 'node:timers/promises';
import { within } from '../../base/within.ts';
import type {
  StoreCensus,
  StoreNews,
  StorePageQuery,
  StoreRowSummary,
  StoreSort,
  ValueSummary,
} from '../../contract/store-list.ts';
import { treeToJson } from '../../encodings/tree-json.ts';
import type { StoreMapping } from '../mappings.ts';
import { readRow } from '../read-row.ts';
import { isKeyOf } from '../session-key.ts';
import { mostValueBytes, type RowHead, type StoreReader, type StoreWatch } from '../store-reader.ts';
import { type RowColumn, RowTable } from './row-table.ts';

export interface CensusQuery extends StorePageQuery {
  /** The key of the row to which a pasted cookie leads. */
  readonly keyOfText: string | null;
  /** Of the app, for encrypted values. */
  readonly secrets: readonly string[];
}

/** A session that a request of the log carried. */
export interface LoggedSession {
  readonly key: string;
  readonly atMs: number;
  /** Whether the request changed the session, as far as it was observed. */
  readonly hasChanged: boolean;
}

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
/** Sessions of the log whose rows are gone. */
const mostGone = 10_000;
/** The values that are read for one page, in total, and how long the page waits for them. */
const mostPageBytes = 16 * 1024 * 1024;
const mostPageWaitMs = 1_500;
const mostKeptValues = 1_000;
const shownKeys = 12;
/** A store that does not answer a question as short as this one's is out of reach. */
const mostAnswerMs = 3_000;
const reconnectMs = 1_000;
/** How often the store is asked whether it is there, while nothing else is asked. */
const pulseMs = 1_000;
/** Named keys are collected for this long, and read at most this many at a time. */
const newsPaceMs = 50;
const mostNewsKeys = 500;
const mostWaitingKeys = 20_000;
/** A walk rests as long as its last step took, so the store and this machine have time for others. */
const [leastRestMs, mostRestMs] = [2, 100];
/** The time between two walks: at least a second, and five times what the last one took. */
const [leastPauseMs, pauseFactor] = [1_000, 5];
/** If files or keys are named when they change, a walk only finds what was missed. */
const secondLookMs = 60_000;
/** Clocks that count down differ by this much from one reading to the next. */
const clockToleranceMs = 1_500;

const [present, logged, checked, found] = [1, 2, 3, 4] as const;

/** The values of one step of a search, and how short a searched text may be. */
const searchedAtOnce = 200;
const mostSearchedBytes = 4 * 1024 * 1024;
const shortestText = 2;

const columnOf: Record<Exclude<StoreSort, 'session'>, RowColumn> = {
  changed: 'changedAtMs',
  used: 'usedAtMs',
  expires: 'expiresAtMs',
  bytes: 'bytes',
};

interface KeptValue {
  readonly value: ValueSummary;
  readonly isDangerous: boolean;
  readonly bytes: number;
  readonly readAtMs: number;
}

/** A search for a text in the values of all rows. */
interface ValueSearch {
  /** In lower case. */
  readonly text: string;
  readonly secrets: readonly string[];
  searched: number;
  found: number;
}

interface Selection {
  readonly places: Uint32Array;
  readonly version: number;
  readonly madeAtMs: number;
  readonly tookMs: number;
}

/**
 * The rows of a store without their values, kept current: found by a walk in small steps, then by the store's own news
 * or by further walks. Pages in any order are made from memory; only the values of the rows of a page are read. Runs in
 * a thread of its own, since an order of a million rows takes a part of a second.
 */
export class Census {
  readonly #open: () => Promise<StoreReader>;
  readonly #mapping: StoreMapping;
  readonly #now: () => number;
  readonly #mostRows: number;
  readonly #table = new RowTable();
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #reader: StoreReader | null = null;
  #news: StoreNews = 'polled';
  #newsFault: string | null = null;
  #fault: StoreCensus['fault'] = null;
  #lastAnswerMs: number;
  #version = 0;
  #walk = 0;
  #seen = 0;
  #about: number | null = null;
  #otherKeys = 0;
  #rows = 0;
  #gone = 0;
  #isFull = false;
  #completedAtMs: number | null = null;
  #isWalkDue = true;
  /** The keys to read again, each with whether it is known to have changed. */
  readonly #waitingKeys = new Map<string, boolean>();
  #tells: Record<'expires' | 'bytes' | 'changed', boolean> = { expires: false, bytes: false, changed: false };
  readonly #values = new Map<string, KeptValue>();
  readonly #orders = new Map<string, Selection>();
  readonly #selections = new Map<string, Selection>();
  #search: ValueSearch | null = null;
  #wake = () => {};

  constructor({ open, mapping, now = Date.now, mostRows = mostRowsByDefault }: CensusOptions) {
    this.#open = open;
    this.#mapping = mapping;
    this.#now = now;
    this.#mostRows = mostRows;
    this.#lastAnswerMs = now();
    this.#ended = this.#run();
  }

  /** The wanted rows. Never rejects: a store that does not answer leaves the values of the page unread. */
  async page(query: CensusQuery): Promise<CensusPage | null> {
    // A first page of a small store is whole, instead of empty.
    if (this.#completedAtMs === null && this.#fault === null) await this.#firstRows();
    this.#searchFor(query);
    const { places, version } = this.#select(query);
    if (query.since === String(version)) return null;
    const { offset, limit, isDescending } = query;
    const wanted = Array.from({ length: Math.max(0, Math.min(limit, places.length - offset)) }, (_, index) => {
      const rank = offset + index;
      return places[isDescending ? places.length - 1 - rank : rank] as number;
    }).filter((place) => this.#table.has(place));
    const keys = wanted.map((place) => this.#table.keyAt(place));
    const values = await this.#valuesOf(wanted, keys, query.secrets);
    const nowMs = this.#now();
    const rows = keys.flatMap((key, index) => {
      const place = this.#table.find(key);
      return place < 0 ? [] : [this.#rowAt(place, key, values[index] as KeptValue, nowMs)];
    });
    return { version: String(version), rows, matching: places.length, census: this.#census() };
  }

  /** Sessions that requests of the log carried, the latest last. */
  note(sessions: readonly LoggedSession[]): void {
    for (const { key, atMs, hasChanged } of sessions) {
      const place = this.#table.add(key);
      if (place < 0) continue;
      this.#table.setMark(place, logged, true);
      const before = this.#table.number('usedAtMs', place);
      if (!(before >= atMs)) this.#table.setNumber('usedAtMs', place, atMs);
      const changedBefore = this.#table.number('changedAtMs', place);
      if (hasChanged && !(changedBefore >= atMs)) this.#table.setNumber('changedAtMs', place, atMs);
      this.#readAgain(key, hasChanged);
    }
    this.#version++;
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#ended;
  }

  /** The memory of the rows in bytes. */
  get memory(): number {
    return this.#table.memory;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      let watch: StoreWatch | null = null;
      let reader: StoreReader | null = null;
      try {
        reader = await this.#open();
        this.#reader = reader;
        watch = await this.#watch(reader);
        this.#isWalkDue = true;
        await this.#follow(reader);
      } catch (error) {
        this.#setFault(error instanceof Error ? error.message : String(error));
      }
      this.#reader = null;
      await watch?.stop().catch(() => {});
      await reader?.close().catch(() => {});
      await this.#pause(reconnectMs);
    }
  }

  async #watch(reader: StoreReader): Promise<StoreWatch | null> {
    this.#news = 'polled';
    this.#newsFault = null;
    if (reader.watch === undefined) return null;
    try {
      const watch = await reader.watch(this.#mapping.key.prefix, {
        changed: (keys) => this.#changed(keys),
        something: () => this.#something(),
      });
      this.#news = watch.news;
      return watch;
    } catch (error) {
      this.#newsFault = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  /** Walks and reads what is named, until a fault or the end. */
  async #follow(reader: StoreReader): Promise<void> {
    let walkedAtMs = Number.NEGATIVE_INFINITY;
    let tookMs = 0;
    while (!this.#stop.signal.aborted) {
      await this.#readNamed(reader);
      const sinceMs = this.#now() - walkedAtMs;
      const isLong = sinceMs > Math.max(leastPauseMs, pauseFactor * tookMs);
      const isSecondLook = sinceMs > Math.max(secondLookMs, pauseFactor * 10 * tookMs);
      const isRepeated = this.#news === 'polled' || (this.#news === 'names' && isSecondLook);
      if (this.#completedAtMs === null || walkedAtMs < 0 || (isLong && (this.#isWalkDue || isRepeated))) {
        this.#isWalkDue = false;
        const startedMs = this.#now();
        await this.#walkOnce(reader);
        walkedAtMs = this.#now();
        tookMs = walkedAtMs - startedMs;
        continue;
      }
      if (this.#waitingKeys.size === 0) {
        await this.#pause(pulseMs);
        if (this.#waitingKeys.size === 0) await this.#pulse(reader);
      }
      await wait(newsPaceMs);
    }
  }

  async #walkOnce(reader: StoreReader): Promise<void> {
    this.#walk++;
    this.#seen = 0;
    this.#otherKeys = 0;
    await this.#pulse(reader);
    let askedMs = performance.now();
    for await (const heads of reader.walk?.(this.#mapping.key.prefix) ?? keysOf(reader)) {
      if (this.#stop.signal.aborted) return;
      this.#answered();
      this.#takeWalked(heads);
      await this.#readNamed(reader);
      const tookMs = performance.now() - askedMs;
      await wait(Math.min(mostRestMs, Math.max(leastRestMs, tookMs)));
      askedMs = performance.now();
    }
    this.#sweep();
    this.#answered();
    this.#completedAtMs = this.#now();
    this.#version++;
  }

  #takeWalked(heads: readonly RowHead[]): void {
    this.#seen += heads.length;
    for (const head of heads) {
      if (!isKeyOf(this.#mapping, head.key)) this.#otherKeys++;
      else this.#take(head, false);
    }
    if (this.#completedAtMs === null) this.#version++;
  }

  /** `isNamed`: the store has named the key as changed. */
  #take(head: RowHead, isNamed: boolean): void {
    let place = this.#table.find(head.key);
    if (place < 0) {
      if (this.#table.size >= this.#mostRows) {
        this.#isFull = true;
        return;
      }
      place = this.#table.add(head.key);
      if (place < 0) return;
    }
    const table = this.#table;
    const wasPresent = table.isMarked(place, present);
    if (isGone(table, place)) this.#gone--;
    const expiresAtMs = head.expiresAtMs === undefined ? Number.NaN : (head.expiresAtMs ?? Number.POSITIVE_INFINITY);
    const bytes = head.bytes ?? Number.NaN;
    const changedAtMs = head.changedAtMs ?? Number.NaN;
    if (head.expiresAtMs !== undefined) this.#tells.expires = true;
    if (head.bytes !== undefined) this.#tells.bytes = true;
    if (head.changedAtMs !== undefined) this.#tells.changed = true;
    const hasChanged =
      isNamed ||
      differs(table.number('expiresAtMs', place), expiresAtMs, clockToleranceMs) ||
      differs(table.number('bytes', place), bytes, 0) ||
      differs(table.number('changedAtMs', place), changedAtMs, 0);
    const isNew = !wasPresent && this.#completedAtMs !== null;
    table.setMark(place, present, true);
    table.setMark(place, checked, true);
    table.setWalk(place, this.#walk);
    if (!Number.isNaN(expiresAtMs)) table.setNumber('expiresAtMs', place, expiresAtMs);
    if (!Number.isNaN(bytes)) table.setNumber('bytes', place, bytes);
    if (!Number.isNaN(changedAtMs)) table.setNumber('changedAtMs', place, changedAtMs);
    else if (isNew || (wasPresent && hasChanged)) table.setNumber('changedAtMs', place, this.#now());
    if (!wasPresent) this.#rows++;
    if (!wasPresent || hasChanged) {
      this.#values.delete(head.key);
      this.#version++;
    }
  }

  /** The row of a key is not in the store. It stays in the list if the log has its session. */
  #takeAbsent(place: number, key: string): void {
    const table = this.#table;
    this.#values.delete(key);
    const wasPresent = table.isMarked(place, present);
    if (isGone(table, place)) return;
    this.#version++;
    if (wasPresent) this.#rows--;
    if (!table.isMarked(place, logged) || this.#gone >= mostGone) {
      table.remove(place);
      return;
    }
    this.#gone++;
    table.setMark(place, present, false);
    table.setMark(place, checked, true);
    if (wasPresent) table.setNumber('changedAtMs', place, this.#now());
  }

  /** Rows that a whole walk has not met are gone. */
  #sweep(): void {
    const table = this.#table;
    for (let place = 0; place < table.end; place++) {
      const isMissed = table.isMarked(place, present) && table.walkAt(place) !== this.#walk;
      if (isMissed) this.#takeAbsent(place, table.keyAt(place));
    }
  }

  /** Reads some of the named keys. More of them may wait, because a busy app changes sessions all the time. */
  async #readNamed(reader: StoreReader): Promise<void> {
    const named = [...this.#waitingKeys].slice(0, mostNewsKeys);
    if (named.length === 0) return;
    for (const [key] of named) this.#waitingKeys.delete(key);
    const keys = named.map(([key]) => key);
    const heads = await this.#answer(reader.heads?.(keys) ?? headsByReading(reader, keys));
    for (const [index, [key, hasChanged]] of named.entries()) {
      const head = heads[index] ?? null;
      if (head !== null) {
        this.#take(head, hasChanged);
        continue;
      }
      const place = this.#table.find(key);
      if (place >= 0) this.#takeAbsent(place, key);
    }
    this.#answered();
  }

  /** Rejects if the store does not answer. */
  async #pulse(reader: StoreReader): Promise<void> {
    const about = await this.#answer(reader.count?.() ?? Promise.resolve(null));
    this.#about = about;
    this.#answered();
  }

  async #answer<T>(asked: Promise<T>): Promise<T> {
    const answer = await within(
      asked.then((value) => ({ value })),
      mostAnswerMs,
    );
    if (answer === null) throw new Error(`The store has not answered for ${mostAnswerMs / 1000} seconds.`);
    return answer.value;
  }

  #answered(): void {
    this.#lastAnswerMs = this.#now();
    if (this.#fault === null) return;
    this.#fault = null;
    this.#version++;
  }

  #setFault(detail: string): void {
    if (this.#stop.signal.aborted) return;
    if (this.#fault?.detail === detail) return;
    this.#fault = { detail, sinceMs: this.#fault?.sinceMs ?? this.#lastAnswerMs };
    this.#version++;
    this.#wake();
  }

  #changed(keys: readonly string[]): void {
    for (const key of keys) if (isKeyOf(this.#mapping, key)) this.#readAgain(key, true);
    if (this.#waitingKeys.size > mostWaitingKeys) {
      this.#waitingKeys.clear();
      this.#something();
    }
    this.#wake();
  }

  #readAgain(key: string, hasChanged: boolean): void {
    this.#waitingKeys.set(key, hasChanged || this.#waitingKeys.get(key) === true);
    this.#values.delete(key);
  }

  #something(): void {
    this.#isWalkDue = true;
    this.#values.clear();
    this.#version++;
    this.#wake();
  }

  /** Ends early when something has to be read. */
  async #pause(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.#wake = () => {};
  }

  async #firstRows(): Promise<void> {
    const until = performance.now() + 250;
    while (this.#completedAtMs === null && this.#fault === null && performance.now() < until) await wait(5);
  }

  /** Begins the search for the text of a query, and ends the one for another text. */
  #searchFor({ text, inValues, secrets }: CensusQuery): void {
    const sought = text.trim().toLowerCase();
    const wanted = inValues && sought.length >= shortestText ? sought : null;
    if (wanted === (this.#search?.text ?? null)) return;
    for (let place = 0; place < this.#table.end; place++)
      if (this.#table.isMarked(place, found)) this.#table.setMark(place, found, false);
    this.#version++;
    this.#search = wanted === null ? null : { text: wanted, secrets, searched: 0, found: 0 };
    if (this.#search !== null) void this.#searchValues(this.#search);
  }

  /** Reads the values of all rows, some at a time, until another search begins. */
  async #searchValues(search: ValueSearch): Promise<void> {
    const isCurrent = () => this.#search === search && !this.#stop.signal.aborted;
    const table = this.#table;
    let next = 0;
    while (isCurrent()) {
      const startedMs = performance.now();
      const places: number[] = [];
      let bytes = 0;
      for (; next < table.end && places.length < searchedAtOnce && bytes < mostSearchedBytes; next++) {
        const size = table.number('bytes', next);
        if (!table.isMarked(next, present) || size > mostValueBytes) continue;
        places.push(next);
        bytes += Number.isNaN(size) ? 4096 : size;
      }
      if (places.length === 0 && this.#completedAtMs !== null) return;
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
      this.#version++;
      await wait(Math.min(mostRestMs, Math.max(leastRestMs, performance.now() - startedMs)));
    }
  }

  async #contains(key: string, { text, secrets }: ValueSearch): Promise<boolean> {
    try {
      const stored = (await this.#reader?.read(key)) ?? null;
      if (stored === null || stored.bytes.length > mostValueBytes) return false;
      const { value: format, clock } = this.#mapping;
      const { value, data } = readRow(stored, { format, clock, secrets, nowMs: this.#now() });
      const shown = value.ok ? JSON.stringify(data ?? treeToJson(value.tree)) : value.strings.join('\n');
      return shown.toLowerCase().includes(JSON.stringify(text).slice(1, -1));
    } catch {
      // The loop that follows the store meets the same fault, and tells it.
      return false;
    }
  }

  /**
   * The wanted rows, ascending, as of a version. A selection is made again at most for a tenth of the thread's time, so
   * that of a large store may be a little older than the rows.
   */
  #select({ sort, isDescending, text, state, keyOfText, inValues }: CensusQuery): Selection {
    const isTextFree = text === '';
    const name = `${sort} ${isDescending} ${state} ${keyOfText ?? ''} ${inValues} ${text}`;
    const known = this.#usable(this.#selections.get(name));
    if (known !== null) return known;
    const startedMs = performance.now();
    const { places: ordered, version } = this.#inOrder(sort, isDescending);
    const table = this.#table;
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
    const selection = { places: places.slice(0, count), version, ...costSince(startedMs) };
    this.#selections.set(name, selection);
    return selection;
  }

  #inOrder(sort: StoreSort, isDescending: boolean): Selection {
    const name = `${sort} ${sort === 'session' || isDescending}`;
    const known = this.#usable(this.#orders.get(name));
    if (known !== null) return known;
    const startedMs = performance.now();
    const version = this.#version;
    const places =
      sort === 'session'
        ? this.#table.inOrderOfKeys(this.#mapping.key.hash === 'md5' ? '' : this.#mapping.key.prefix)
        : this.#table.inOrderOf(columnOf[sort], isDescending);
    const order = { places, version, ...costSince(startedMs) };
    this.#orders.set(name, order);
    return order;
  }

  /** Null if the selection has to be made again. */
  #usable(selection: Selection | undefined): Selection | null {
    if (selection === undefined) return null;
    const isCurrent = selection.version === this.#version;
    const isRecent = performance.now() - selection.madeAtMs < selection.tookMs * 10;
    return isCurrent || isRecent ? selection : null;
  }

  async #valuesOf(
    places: readonly number[],
    keys: readonly string[],
    secrets: readonly string[],
  ): Promise<readonly KeptValue[]> {
    const nowMs = this.#now();
    let room = mostPageBytes;
    const wanted = keys.map((key, index) => {
      const place = places[index] as number;
      const bytes = this.#table.number('bytes', place);
      const kept = this.#values.get(key);
      if (kept !== undefined && (this.#news !== 'polled' || nowMs - kept.readAtMs < leastPauseMs)) return kept;
      if (!this.#table.isMarked(place, present)) return notRead;
      if (bytes > mostValueBytes) return { ...notRead, value: { state: 'too-large' as const }, bytes };
      room -= Number.isNaN(bytes) ? 4096 : bytes;
      return room < 0 ? notRead : null;
    });
    const reading = wanted.map((kept, index) => kept ?? this.#valueOf(keys[index] as string, secrets));
    const read = await Promise.all(
      reading.map((value) => (value instanceof Promise ? within(value, mostPageWaitMs) : value)),
    );
    return read.map((value) => value ?? notRead);
  }

  /** Reads one value. Resolves with `notRead` if the store cannot be read. */
  async #valueOf(key: string, secrets: readonly string[]): Promise<KeptValue> {
    const reader = this.#reader;
    if (reader === null) return notRead;
    try {
      const stored = await reader.read(key);
      if (stored === null) {
        this.#readAgain(key, false);
        this.#wake();
        return notRead;
      }
      if (stored.bytes.length > mostValueBytes) return { ...notRead, value: { state: 'too-large' } };
      const { value: format, clock } = this.#mapping;
      const row = readRow(stored, { format, clock, secrets, nowMs: this.#now() });
      const names = row.data === null ? null : Object.keys(row.data);
      const kept: KeptValue = {
        value:
          names === null
            ? { state: 'unreadable' }
            : {
                state: 'read',
                keys: names.slice(0, shownKeys).map((name) => name.slice(0, 100)),
                keyCount: names.length,
              },
        isDangerous: row.dangerous.length > 0,
        bytes: row.bytes,
        readAtMs: this.#now(),
      };
      this.#keepValue(key, kept);
      this.#noteRead(key, row.expiresAtMs, row.bytes);
      return kept;
    } catch {
      // The loop that follows the store meets the same fault, and tells it.
      this.#wake();
      return notRead;
    }
  }

  #keepValue(key: string, value: KeptValue): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= mostKeptValues) return;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }

  /** What only the value of a row tells, such as an expiry within it. */
  #noteRead(key: string, expiresAtMs: number | null, bytes: number): void {
    const place = this.#table.find(key);
    if (place < 0) return;
    const [knownEnd, knownBytes] = [this.#table.number('expiresAtMs', place), this.#table.number('bytes', place)];
    if (Number.isNaN(knownBytes)) this.#table.setNumber('bytes', place, bytes);
    if (Number.isNaN(knownEnd) || differs(knownEnd, expiresAtMs ?? Number.POSITIVE_INFINITY, clockToleranceMs))
      this.#table.setNumber('expiresAtMs', place, expiresAtMs ?? Number.POSITIVE_INFINITY);
  }

  #rowAt(place: number, key: string, kept: KeptValue, nowMs: number): CensusRow {
    const table = this.#table;
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

  #census(): StoreCensus {
    const { expires, bytes, changed } = this.#tells;
    return {
      phase: this.#completedAtMs === null ? 'first-walk' : 'complete',
      seen: this.#seen,
      about: this.#about,
      rows: this.#rows,
      gone: this.#gone,
      otherKeys: this.#otherKeys,
      isFull: this.#isFull,
      mostRows: this.#mostRows,
      tells: [
        'session',
        'used',
        ...(changed || this.#news !== 'polled' || expires || bytes ? (['changed'] as const) : []),
        ...(expires ? (['expires'] as const) : []),
        ...(bytes ? (['bytes'] as const) : []),
      ],
      news: this.#news,
      newsFault: this.#newsFault,
      completedAtMs: this.#completedAtMs,
      search:
        this.#search === null ? null : { searched: this.#search.searched, of: this.#rows, found: this.#search.found },
      fault: this.#fault,
    };
  }
}

const notRead: KeptValue = { value: { state: 'not-read' }, isDangerous: false, bytes: Number.NaN, readAtMs: 0 };

function isGone(table: RowTable, place: number): boolean {
  return table.isMarked(place, checked) && !table.isMarked(place, present);
}

function isWanted(table: RowTable, place: number, state: StorePageQuery['state']): boolean {
  // Of a session of the log it is not known yet whether the store has it.
  if (!table.isMarked(place, checked)) return false;
  const isHere = table.isMarked(place, present);
  if (state === 'all') return true;
  if (state === 'gone') return !isHere;
  return isHere && table.isMarked(place, logged) === (state === 'logged');
}

/** Whether a known number has become another known one. */
function differs(before: number, after: number, tolerance: number): boolean {
  if (Number.isNaN(before) || Number.isNaN(after) || before === after) return false;
  return !(Math.abs(before - after) <= tolerance);
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

function costSince(startedMs: number): Pick<Selection, 'madeAtMs' | 'tookMs'> {
  const madeAtMs = performance.now();
  return { madeAtMs, tookMs: madeAtMs - startedMs };
}

/** The keys of a store that tells nothing else of its rows. */
async function* keysOf(reader: StoreReader): AsyncIterable<readonly RowHead[]> {
  let cursor: string | null = null;
  do {
    const page = await reader.page(cursor, 250);
    yield page.keys.map((key) => ({ key }));
    cursor = page.next;
  } while (cursor !== null);
}

async function headsByReading(reader: StoreReader, keys: readonly string[]): Promise<(RowHead | null)[]> {
  const heads: (RowHead | null)[] = [];
  for (const key of keys) {
    const stored = await reader.read(key);
    heads.push(stored === null ? null : { key, expiresAtMs: stored.expiresAtMs, bytes: stored.bytes.length });
  }
  return heads;
}
