import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogSource } from '../storage/log/log-source.ts';
import { readEntry, type StoredEntry } from '../storage/log/stored-entry.ts';
import { factsOf } from './facts.ts';
import type { AddedListener, Coverage, IndexView } from './index-view.ts';
import { MissingLook } from './missing-look.ts';
import { isOfLog, probeOf } from './probe.ts';
import { searchFiles, shardName } from './search-files.ts';
import { Shard, shardIds } from './shard.ts';
import { deleteShardFile } from './shard-file.ts';

export interface SearchIndexOptions {
  readonly folder: string;
  readonly log: LogSource;
  readonly nowMs: () => number;
  /** Monotonic milliseconds. */
  readonly tickMs: () => number;
}

/** Entries that are read, parsed and interned in one step, which takes a few milliseconds. */
const stepRows = 64;
/** The number of skipped ids that are still checked. Older ids are assumed to be unused. */
const mostMissing = 2_000;
/** How long the index may still contain entries that were removed from the log. */
const prunedForMs = 24 * 60 * 60 * 1000;

/**
 * The index of a log. It follows new entries upwards and works downwards through the older ones, in small steps that
 * the owner requests. It is made from the log alone and can be made again at any time.
 */
export class SearchIndex implements IndexView {
  readonly #options: SearchIndexOptions;
  readonly #shards = new Map<number, Shard>();
  readonly #listeners = new Set<AddedListener>();
  #top: Shard | null = null;
  readonly #missingLook = new MissingLook();
  /** Shards whose files may still need to be optimised. */
  readonly #untidy = new Set<Shard>();

  constructor(options: SearchIndexOptions) {
    this.#options = options;
    this.#open();
  }

  onAdded(listener: AddedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The range from the newest indexed entry down to the first gap. Null if the index is empty. */
  get coverage(): Coverage | null {
    if (this.#top === null) return null;
    let { from } = this.#top;
    for (let number = this.#top.number - 1; ; number--) {
      const shard = this.#shards.get(number);
      if (shard === undefined || from > (number + 1) * shardIds || shard.to < from) break;
      from = shard.from;
    }
    return { from, to: this.#top.to };
  }

  /** The shard that has indexed an id. Null if there is none. */
  shardOf(id: number): Shard | null {
    const shard = this.#shards.get(Math.floor(id / shardIds));
    return shard !== undefined && id >= shard.from && id < shard.to ? shard : null;
  }

  /** The largest indexed id below `id`. -1 if there is none. */
  coveredBelow(id: number): number {
    const ends = [...this.#shards.values()].filter(({ from, to }) => from < to && from < id);
    return ends.reduce((highest, { to }) => Math.max(highest, Math.min(to, id) - 1), -1);
  }

  /** Whether skipped ids may still appear in the log, so that they must be checked from time to time. */
  get isWaiting(): boolean {
    return [...this.#shards.values()].some(({ missing }) => missing.length > 0);
  }

  /** Indexes a few new entries. True if there are more. */
  catchUp(): boolean {
    const ends = this.#options.log.ends();
    if (ends === null) return false;
    // Starts a little before the newest entry: running requests have lower ids but are not in the log yet.
    this.#top ??= this.#begin(Math.max(ends.oldestId, ends.newestId + 1 - mostMissing));
    const top = this.#top;
    const rows = this.#options.log.from(top.to, stepRows);
    const own = rows.filter(({ id }) => id <= top.lastId);
    const last = own.at(-1);
    if (last !== undefined) this.#addNewer(top, own, last.id + 1);
    if (own.length === rows.length) return rows.length === stepRows;
    this.#leaveTop(top);
    return true;
  }

  /**
   * Does a small part of the work that is not urgent: skipped ids, older entries, obsolete shards. True if there is
   * more.
   */
  workAhead(): boolean {
    const ends = this.#options.log.ends();
    this.#dropPruned(ends?.oldestId ?? Number.POSITIVE_INFINITY);
    if (ends === null || this.#top === null) return false;
    this.#lookForMissing();
    return this.#extendDown(ends.oldestId) || this.#tidy();
  }

  /** Commits added entries. Called when there is no other work. */
  commit(): void {
    for (const shard of this.#shards.values()) shard.commit();
  }

  /** Releases cached data that can be read again. */
  rest(): void {
    for (const shard of this.#shards.values()) shard.rest();
  }

  /** Deletes the whole index, including its files. */
  clear(): void {
    for (const shard of this.#shards.values()) shard.delete();
    this.#shards.clear();
    this.#untidy.clear();
    this.#top = null;
    for (const path of searchFiles(this.#options.folder)) deleteShardFile(path);
  }

  close(): void {
    for (const shard of this.#shards.values()) shard.close();
    this.#shards.clear();
  }

  #open(): void {
    const { folder, log } = this.#options;
    const numbers = readdirSync(folder).flatMap((name) => {
      const match = shardName.exec(name);
      return match !== null && match[2] === undefined ? [Number(match[1])] : [];
    });
    const ends = log.ends();
    for (const number of numbers.sort((a, b) => a - b)) {
      const shard = new Shard(number, this.#pathOf(number));
      if (ends === null || !isOfLog(shard, ends, log)) shard.delete();
      else {
        this.#shards.set(number, shard);
        this.#top = shard;
        this.#untidy.add(shard);
      }
    }
  }

  #begin(id: number): Shard {
    const shard = this.#add(Math.floor(id / shardIds));
    shard.startAt(id);
    return shard;
  }

  #add(number: number): Shard {
    const shard = new Shard(number, this.#pathOf(number));
    this.#shards.set(number, shard);
    this.#untidy.add(shard);
    return shard;
  }

  #pathOf(number: number): string {
    return join(this.#options.folder, `search-${number}.db`);
  }

  #addNewer(shard: Shard, rows: readonly StoredEntry[], to: number): void {
    const missing = [...shard.missing];
    let expected = shard.to;
    for (const { id } of rows) {
      for (; expected < id; expected++) if (id - expected <= mostMissing) missing.push(expected);
      expected = id + 1;
    }
    if (missing.length > shard.missing.length) this.#missingLook.hurry(this.#options.tickMs());
    shard.addNewer(factsOfAll(rows), to, missing.slice(-mostMissing));
    shard.seal('newer', () => probeOf(rows));
    this.#tell(rows);
  }

  /** The log has continued beyond the last id of the top shard, so the next shard starts. */
  #leaveTop(top: Shard): void {
    top.addNewer([], top.lastId + 1, top.missing);
    top.seal('newer', () => this.#anyProbe(top), true);
    this.#top = this.#begin(top.lastId + 1);
  }

  #lookForMissing(): void {
    const now = this.#options.tickMs();
    if (!this.#missingLook.isDue(now)) return;
    let isFound = false;
    for (const shard of this.#shards.values()) {
      if (shard.missing.length === 0) continue;
      const rows = shard.missing.flatMap((id) => this.#options.log.rowOf(id) ?? []);
      if (rows.length === 0) continue;
      isFound = true;
      const found = new Set(rows.map(({ id }) => id));
      shard.addLate(
        factsOfAll(rows),
        shard.missing.filter((id) => !found.has(id)),
      );
      this.#tell(rows);
    }
    this.#missingLook.looked(now, isFound);
  }

  /** Indexes a few older entries at the newest gap. True if entries were added. */
  #extendDown(oldestId: number): boolean {
    const top = this.#top as Shard;
    for (let number = top.number; number >= Math.floor(oldestId / shardIds); number--) {
      const shard = this.#shards.get(number) ?? this.#add(number);
      const bottom = Math.max(shard.firstId, oldestId);
      if (shard.from <= bottom) continue;
      const rows = this.#options.log
        .below(shard.from, stepRows)
        .filter(({ id }) => id >= bottom)
        .reverse();
      const [first] = rows;
      const isAtBottom = first === undefined || first.id <= bottom || rows.length < stepRows;
      shard.addOlder(factsOfAll(rows), isAtBottom ? bottom : first.id);
      shard.seal('older', () => (rows.length > 0 ? probeOf(rows) : this.#anyProbe(shard)), isAtBottom);
      return true;
    }
    return false;
  }

  #tidy(): boolean {
    for (const shard of this.#untidy) {
      // The top shard still grows, so it would have to be optimised again.
      if (shard === this.#top) continue;
      if (shard.tidy()) return true;
      this.#untidy.delete(shard);
    }
    return false;
  }

  #dropPruned(oldestId: number): void {
    const nowMs = this.#options.nowMs();
    for (const shard of this.#shards.values()) {
      if (shard.from >= oldestId || shard.from === shard.to) continue;
      if (shard.lastId < oldestId) this.#drop(shard);
      else if (shard.prunedSinceMs === null) shard.notePruned(nowMs);
      else if (nowMs - shard.prunedSinceMs > prunedForMs) this.#makeAnew(shard);
    }
  }

  #drop(shard: Shard): void {
    shard.delete();
    this.#shards.delete(shard.number);
    this.#untidy.delete(shard);
    if (shard === this.#top) this.#top = null;
  }

  #makeAnew(shard: Shard): void {
    const isTop = shard === this.#top;
    const { to } = shard;
    this.#drop(shard);
    if (isTop) this.#top = this.#begin(to);
  }

  #anyProbe(shard: Shard): Shard['probe'] {
    if (shard.probe !== null) return shard.probe;
    const [row] = this.#options.log.below(shard.to, 1);
    return row === undefined || row.id < shard.from ? null : probeOf([row]);
  }

  #tell(rows: readonly StoredEntry[]): void {
    if (rows.length === 0 || this.#listeners.size === 0) return;
    const ids = rows.map(({ id }) => id);
    for (const listener of this.#listeners) listener(ids);
  }
}

function factsOfAll(rows: readonly StoredEntry[]) {
  return rows.map((row) => factsOf(readEntry(row)));
}
