import type { LogSource } from '../storage/log/log-source.ts';
import { readEntry, type StoredEntry } from '../storage/log/stored-entry.ts';
import { runBounded } from './bounded-run.ts';
import { factsOf } from './facts.ts';
import { firstPlace } from './first-place.ts';
import type { IndexView } from './index-view.ts';
import { holds, type Plan } from './plan.ts';
import { mayHoldIn, rowHolds, type ShardPlan } from './scan-segment.ts';
import { placeOf } from './segment.ts';
import type { Shard } from './shard.ts';
import { TextStates } from './text-states.ts';

/** The number of rows between two checks of the clock. */
const rowsPerLook = 512;
/**
 * The number of entries for a step without an index. They are read, parsed and tested one by one, which takes one to
 * two milliseconds.
 */
const directRows = 32;
/**
 * How far an entry's id may lag behind the newest one to be found without an index. A request that was answered later
 * is found by the next new search only.
 */
const lateIds = 100;

/**
 * The search of one filter over the whole log. It goes from the newest entry to the oldest, as far as the caller
 * requests, and keeps what it found. {@link takeNew} adds the entries that were logged since. Entries that are not in
 * the index yet are read from the log.
 */
export class LogSearch {
  readonly #plan: Plan;
  readonly #index: IndexView;
  readonly #log: LogSource;
  readonly #shardPlans = new Map<Shard, ShardPlan>();
  readonly #stopListening: () => void;
  /**
   * The matches among the entries older than the start of the search, newest first, and among the later ones in order
   * of id.
   */
  readonly #older: number[] = [];
  readonly #newer: number[] = [];
  /** The matches that were added after the start, in the order in which they were found. */
  readonly #arrived: number[] = [];
  readonly #startId: number;
  /** All entries from this id on are done. */
  #doneFrom: number;
  /**
   * The entries below this id are done, or follow on the way down. The entries from this id on were added after the
   * start.
   */
  #seenTo: number;
  /** Ids that were added to the index in a range that the search had passed already. */
  readonly #late: number[] = [];
  #isTooSlow = false;

  constructor(plan: Plan, index: IndexView, log: LogSource) {
    this.#plan = plan;
    this.#index = index;
    this.#log = log;
    this.#startId = Math.max(index.coverage?.to ?? 0, (log.ends()?.newestId ?? 0) + 1);
    this.#doneFrom = this.#startId;
    this.#seenTo = this.#startId;
    this.#stopListening = index.onAdded((ids) => {
      for (const id of ids) if (id < this.#seenTo && id >= this.#doneFrom) this.#late.push(id);
    });
  }

  close(): void {
    this.#stopListening();
  }

  /** Whether a regex took too long. The search then finds no further entries. */
  get isTooSlow(): boolean {
    return this.#isTooSlow;
  }

  /** Whether the whole log was searched. */
  get isComplete(): boolean {
    return this.#isTooSlow || this.#doneFrom <= (this.#log.ends()?.oldestId ?? Number.POSITIVE_INFINITY);
  }

  /** Whether the next entry to search is in the index. */
  get isNextIndexed(): boolean {
    return this.#index.shardOf(this.#doneFrom - 1) !== null;
  }

  /** The number of matches so far, without entries that were removed from the log. */
  get count(): number {
    this.#dropPruned();
    return this.#older.length + this.#newer.length;
  }

  /**
   * The number of matches that were added after the start. Pass it to {@link arrivedSince} to get the following ones.
   */
  get arrivedCount(): number {
    return this.#arrived.length;
  }

  arrivedSince(count: number, limit: number): number[] {
    return this.#arrived.slice(count, count + limit);
  }

  /** The matches below an id, newest first. */
  foundBelow(id: number, limit: number): number[] {
    this.#dropPruned();
    const end = firstPlace(this.#newer.length, (place) => (this.#newer[place] as number) >= id);
    const page = this.#newer.slice(Math.max(0, end - limit), end).reverse();
    const from = firstPlace(this.#older.length, (place) => (this.#older[place] as number) < id);
    return [...page, ...this.#older.slice(from, from + limit - page.length)];
  }

  /** All matches so far, oldest first. */
  foundIds(): Float64Array<ArrayBuffer> {
    this.#dropPruned();
    const ids = new Float64Array(this.#older.length + this.#newer.length);
    ids.set(this.#older);
    ids.subarray(0, this.#older.length).reverse();
    ids.set(this.#newer, this.#older.length);
    return ids;
  }

  /** Continues until `isEnough` returns true or the whole log was searched. */
  goOn(isEnough: () => boolean): void {
    let runs = 0;
    this.#bounded(() => {
      // The step that was stopped is taken again, even if the time for this call is over by now.
      if (++runs > 1 && !this.isComplete) this.#step(isEnough);
      while (!this.isComplete && !isEnough()) this.#step(isEnough);
    });
  }

  /** Searches the entries that were indexed since the last call. */
  takeNew(): void {
    this.#bounded(() => {
      this.#takeNewer();
      // An id stays until its entry was tested, in case a regex is stopped.
      for (let [id] = this.#late; id !== undefined; [id] = this.#late) {
        const shard = this.#index.shardOf(id);
        if (shard !== null && this.#holdsById(shard, id)) this.#arrive(id);
        this.#late.shift();
      }
    });
  }

  /** Removes matches whose entries were removed from the log. */
  #dropPruned(): void {
    const oldestId = this.#log.ends()?.oldestId ?? Number.POSITIVE_INFINITY;
    while ((this.#older.at(-1) ?? oldestId) < oldestId) this.#older.pop();
    const gone = firstPlace(this.#newer.length, (place) => (this.#newer[place] as number) >= oldestId);
    if (gone > 0) this.#newer.splice(0, gone);
  }

  /** Work that may run a regex has a time limit. */
  #bounded(work: () => void): void {
    if (this.#isTooSlow) return;
    if (!this.#plan.hasRegex) work();
    else this.#isTooSlow = runBounded(work) === 'regex-too-slow';
  }

  #step(isEnough: () => boolean): void {
    const shard = this.#index.shardOf(this.#doneFrom - 1);
    if (shard === null) this.#stepDirectly();
    else this.#stepThrough(shard, isEnough);
  }

  #stepThrough(shard: Shard, isEnough: () => boolean): void {
    const shardPlan = this.#planFor(shard);
    const { firstId } = shard;
    for (const stretch of shard.stretches()) {
      if (stretch.firstId >= this.#doneFrom) continue;
      const segment = stretch.load();
      if (!mayHoldIn(shardPlan, segment)) {
        this.#doneFrom = stretch.firstId;
        if (isEnough()) return;
        continue;
      }
      let place = placeOf(segment, this.#doneFrom - firstId) - 1;
      while (place >= 0) {
        const stop = Math.max(-1, place - rowsPerLook);
        // If a regex is stopped here, the rows of this stretch are tested again, and none may be found twice.
        const found: number[] = [];
        for (; place > stop; place--) {
          if (rowHolds(shardPlan, segment, place)) found.push(firstId + (segment.ids[place] as number));
        }
        this.#older.push(...found);
        this.#doneFrom = firstId + (segment.ids[place + 1] as number);
        if (isEnough()) return;
      }
    }
    this.#doneFrom = shard.from;
  }

  #stepDirectly(): void {
    const covered = this.#index.coveredBelow(this.#doneFrom);
    const rows = this.#log.below(this.#doneFrom, directRows).filter(({ id }) => id > covered);
    for (const row of rows) {
      if (this.#holdsDirectly(row)) this.#older.push(row.id);
      this.#doneFrom = row.id;
    }
    if (rows.length < directRows) this.#doneFrom = covered + 1;
  }

  #takeNewer(): void {
    const to = this.#index.coverage?.to;
    if (to === undefined) this.#takeNewerDirectly();
    else this.#takeNewerUpTo(to);
  }

  /** Without an index, entries with an earlier id can arrive unnoticed, so the last ids are searched again. */
  #takeNewerDirectly(): void {
    for (;;) {
      const from = Math.max(this.#startId, this.#seenTo - lateIds);
      const rows = this.#log.from(from, lateIds * 2);
      for (const row of rows) if (this.#holdsDirectly(row)) this.#arrive(row.id);
      const next = (rows.at(-1)?.id ?? 0) + 1;
      if (next <= this.#seenTo) return;
      this.#seenTo = next;
    }
  }

  #takeNewerUpTo(to: number): void {
    while (this.#seenTo < to) {
      const shard = this.#index.shardOf(this.#seenTo);
      if (shard === null) {
        this.#seenTo++;
        continue;
      }
      const shardPlan = this.#planFor(shard);
      for (const stretch of shard.stretches().reverse()) {
        if (stretch.lastId < this.#seenTo) continue;
        const segment = stretch.load();
        for (let place = placeOf(segment, this.#seenTo - shard.firstId); place < segment.count; place++) {
          if (rowHolds(shardPlan, segment, place)) this.#arrive(shard.firstId + (segment.ids[place] as number));
        }
      }
      this.#seenTo = shard.to;
    }
  }

  #arrive(id: number): void {
    const list = id >= this.#startId ? this.#newer : this.#older;
    const isBefore = list === this.#newer ? (other: number) => other >= id : (other: number) => other <= id;
    const place = firstPlace(list.length, (at) => isBefore(list[at] as number));
    if (list[place] === id) return;
    list.splice(place, 0, id);
    this.#arrived.push(id);
  }

  #holdsById(shard: Shard, id: number): boolean {
    const stretch = shard.stretches().find(({ firstId, lastId }) => id >= firstId && id <= lastId);
    const segment = stretch?.load();
    if (segment === undefined) return false;
    const place = placeOf(segment, id - shard.firstId);
    return segment.ids[place] === id - shard.firstId && rowHolds(this.#planFor(shard), segment, place);
  }

  #holdsDirectly(row: StoredEntry): boolean {
    return holds(this.#plan, factsOf(readEntry(row)));
  }

  #planFor(shard: Shard): ShardPlan {
    let shardPlan = this.#shardPlans.get(shard);
    if (shardPlan === undefined) {
      const states = this.#plan.texts.map((test) => new TextStates(test, shard));
      shardPlan = { plan: this.#plan, states, firstId: shard.firstId };
      this.#shardPlans.set(shard, shardPlan);
    }
    return shardPlan;
  }
}
