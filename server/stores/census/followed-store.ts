import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { within } from '../../base/within.ts';
import type { StoreCensus, StoreNews } from '../../contract/store-list.ts';
import type { StoreWhy } from '../../contract/store-why.ts';
import type { StoreMapping } from '../mappings.ts';
import { isKeyOf } from '../session-key.ts';
import { asStoreFault, type RowHead, StoreFault, type StoreReader, type StoreWatch } from '../store-reader.ts';
import type { CensusRows } from './census-rows.ts';
import type { KeptValues } from './kept-values.ts';

export interface FollowedStoreOptions {
  /** Opens a reader of the store, again after each fault. Rejects with a StoreFault. */
  readonly open: () => Promise<StoreReader>;
  readonly mapping: StoreMapping;
  readonly rows: CensusRows;
  readonly values: KeptValues;
  readonly now: () => number;
}

/** The time between two walks: at least a second, and five times what the last one took. */
export const leastPauseMs = 1_000;
const pauseFactor = 5;
/** If files or keys are named when they change, a walk only finds what was missed. */
const secondLookMs = 60_000;
/** A walk rests as long as its last step took, so the store and this machine have time for others. */
const [leastRestMs, mostRestMs] = [2, 100];
/** A store that does not answer a question as short as this one's is out of reach. */
const mostAnswerMs = 3_000;
const reconnectMs = 1_000;
/** How often the store is asked whether it is there, while nothing else is asked. */
const pulseMs = 1_000;
/** Named keys are collected for this long, and read at most this many at a time. */
const newsPaceMs = 50;
const mostNewsKeys = 500;
const mostWaitingKeys = 20_000;

/**
 * Keeps the rows of a list current: a walk in small steps finds them, then the store names its changes, or further
 * walks find them. A store that is out of reach is opened again, and walked from the beginning.
 */
export class FollowedStore {
  readonly #options: FollowedStoreOptions;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #reader: StoreReader | null = null;
  #news: StoreNews = 'polled';
  #newsFault: StoreCensus['newsFault'] = null;
  #fault: StoreCensus['fault'] = null;
  #about: number | null = null;
  #lastAnswerMs: number;
  #isWalkDue = true;
  /** The keys to read again, each with whether it is known to have changed. */
  readonly #waitingKeys = new Map<string, boolean>();
  #wake = () => {};

  constructor(options: FollowedStoreOptions) {
    this.#options = options;
    this.#lastAnswerMs = options.now();
    this.#ended = this.#run();
  }

  /** Null while the store is out of reach. */
  get reader(): StoreReader | null {
    return this.#reader;
  }

  get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  get state(): Pick<StoreCensus, 'about' | 'news' | 'newsFault' | 'fault'> {
    return { about: this.#about, news: this.#news, newsFault: this.#newsFault, fault: this.#fault };
  }

  /** The row of a key is read soon. Its value is no longer current. */
  readAgain(key: string, hasChanged: boolean): void {
    this.#waitingKeys.set(key, hasChanged || this.#waitingKeys.get(key) === true);
    this.#options.values.forget(key);
  }

  /** Ends a pause: something has to be read, or a fault has to be found. */
  wake(): void {
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.isStopped) {
      let watch: StoreWatch | null = null;
      let reader: StoreReader | null = null;
      let isOver = false;
      try {
        reader = await this.#options.open();
        this.#reader = reader;
        watch = await this.#watch(reader);
        this.#isWalkDue = true;
        await this.#follow(reader);
      } catch (error) {
        isOver = error instanceof StoreFault && error.lasts;
        this.#setFault(asStoreFault(error).why, !isOver);
      }
      this.#reader = null;
      await watch?.stop().catch(() => {});
      await reader?.close().catch(() => {});
      // Trying again does not change it. Whoever changes the setting begins another list.
      if (isOver) return;
      await this.#pause(reconnectMs);
    }
  }

  async #watch(reader: StoreReader): Promise<StoreWatch | null> {
    this.#news = 'polled';
    this.#newsFault = null;
    if (reader.watch === undefined) return null;
    try {
      const watch = await reader.watch(this.#options.mapping.key.prefix, {
        changed: (keys) => this.#changed(keys),
        something: () => this.#something(),
      });
      this.#news = watch.news;
      return watch;
    } catch (error) {
      this.#newsFault = asStoreFault(error).why;
      return null;
    }
  }

  /** Walks and reads what is named, until a fault or the end. */
  async #follow(reader: StoreReader): Promise<void> {
    const { rows, now } = this.#options;
    let walkedAtMs = Number.NEGATIVE_INFINITY;
    let tookMs = 0;
    while (!this.isStopped) {
      await this.#readNamed(reader);
      const sinceMs = now() - walkedAtMs;
      const isLong = sinceMs > Math.max(leastPauseMs, pauseFactor * tookMs);
      const isSecondLook = sinceMs > Math.max(secondLookMs, pauseFactor * 10 * tookMs);
      const isRepeated = this.#news === 'polled' || ((this.#news === 'names' || this.#news === 'app') && isSecondLook);
      if (!rows.isComplete || walkedAtMs < 0 || (isLong && (this.#isWalkDue || isRepeated))) {
        this.#isWalkDue = false;
        const startedMs = now();
        await this.#walkOnce(reader);
        walkedAtMs = now();
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
    const { rows, mapping } = this.#options;
    rows.beginWalk();
    await this.#pulse(reader);
    let askedMs = performance.now();
    for await (const heads of reader.walk?.(mapping.key.prefix) ?? keysOf(reader)) {
      if (this.isStopped) return;
      this.#answered();
      rows.takeWalked(heads);
      await this.#readNamed(reader);
      await wait(restMs(askedMs));
      askedMs = performance.now();
    }
    rows.endWalk();
    this.#answered();
  }

  /** Reads some of the named keys. More of them may wait, because a busy app changes sessions all the time. */
  async #readNamed(reader: StoreReader): Promise<void> {
    const { rows } = this.#options;
    const named = [...this.#waitingKeys].slice(0, mostNewsKeys);
    if (named.length === 0) return;
    for (const [key] of named) this.#waitingKeys.delete(key);
    const keys = named.map(([key]) => key);
    const heads = await this.#answer(reader.heads?.(keys) ?? headsByReading(reader, keys));
    for (const [index, [key, hasChanged]] of named.entries()) {
      const head = heads[index] ?? null;
      if (head === null) rows.takeAbsent(key);
      else rows.take(head, hasChanged);
    }
    this.#answered();
  }

  /** Rejects if the store does not answer. */
  async #pulse(reader: StoreReader): Promise<void> {
    this.#about = await this.#answer(reader.count());
    this.#answered();
  }

  async #answer<T>(asked: Promise<T>): Promise<T> {
    const answer = await within(
      asked.then((value) => ({ value })),
      mostAnswerMs,
    );
    if (answer === null) throw new StoreFault('no-answer-for', { about: String(mostAnswerMs / 1000) });
    return answer.value;
  }

  #answered(): void {
    this.#lastAnswerMs = this.#options.now();
    if (this.#fault === null) return;
    this.#fault = null;
    this.#options.rows.noteChange();
  }

  #setFault(why: StoreWhy, isTriedAgain: boolean): void {
    if (this.isStopped) return;
    if (isDeepStrictEqual(this.#fault?.why, why)) return;
    this.#fault = { why, sinceMs: this.#fault?.sinceMs ?? this.#lastAnswerMs, isTriedAgain };
    this.#options.rows.noteChange();
    this.#wake();
  }

  #changed(keys: readonly string[]): void {
    for (const key of keys) if (isKeyOf(this.#options.mapping, key)) this.readAgain(key, true);
    if (this.#waitingKeys.size > mostWaitingKeys) {
      this.#waitingKeys.clear();
      this.#something();
    }
    this.#wake();
  }

  #something(): void {
    this.#isWalkDue = true;
    this.#options.values.forgetAll();
    this.#options.rows.noteChange();
    this.#wake();
  }

  /** Ends early when something has to be read. */
  async #pause(ms: number): Promise<void> {
    if (this.isStopped) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.#wake = () => {};
  }
}

/** How long to rest after a step that began at `startedMs`: as long as it took, within bounds. */
export function restMs(startedMs: number): number {
  return Math.min(mostRestMs, Math.max(leastRestMs, performance.now() - startedMs));
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
