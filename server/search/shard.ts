import type { Database } from 'better-sqlite3';
import { Dictionary } from './dictionary.ts';
import type { Facts } from './facts.ts';
import { decodeSegment, encodeSegment, type Row, rowsOf, type Segment, segmentOf } from './segment.ts';
import { deleteShardFile, openShardFile } from './shard-file.ts';

/** The number of ids of one shard. Shard n starts at id `n * shardIds`. */
export const shardIds = 131_072;
/**
 * The number of rows after which a segment is written. Rows that were not written yet can be read from the log again.
 */
export const segmentRows = 4_096;

/** The description of a shard in its file. */
interface Meta {
  readonly seed: number;
  /**
   * The range of indexed ids, whether or not the log had an entry with that id: `from <= id < to`. The shard is empty
   * if `from = to`.
   */
  readonly from: number;
  readonly to: number;
  /** Ids in the range that were not in the log yet but may still appear. */
  readonly missing: readonly number[];
  /** One of the indexed entries, to check that the file belongs to the current log. */
  readonly probe: { readonly id: number; readonly hash: string } | null;
  /** Since when the shard has entries that were removed from the log. Null if it has none. */
  readonly prunedSinceMs: number | null;
}

type End = 'older' | 'newer';

export interface Stretch {
  readonly firstId: number;
  readonly lastId: number;
  load(): Segment;
}

interface Written {
  readonly firstId: number;
  readonly lastId: number;
  loaded: Segment | null;
}

/**
 * The index of a range of the log, in a separate file. The file is deleted when its entries are removed from the log. A
 * shard grows at both ends: upwards with new entries, and downwards through older ones.
 */
export class Shard {
  readonly number: number;
  readonly path: string;
  readonly dictionary: Dictionary;
  readonly #database: Database;
  readonly #addSegment;
  readonly #readSegment;
  readonly #removeSegment;
  readonly #saveMeta;
  readonly #merge;
  readonly #totalChanges;
  #isTidying = false;
  #meta: Meta;
  /** Written segments in order of their first id. A loaded segment keeps its columns in memory. */
  #segments: Written[];
  /** Rows at both ends that are not written yet, in order of id. */
  readonly #ends: Record<End, { rows: Row[]; segment: Segment | null }> = {
    older: { rows: [], segment: null },
    newer: { rows: [], segment: null },
  };

  constructor(number: number, path: string) {
    this.number = number;
    this.path = path;
    this.#database = openShardFile(path);
    const database = this.#database;
    this.#addSegment = database.prepare('INSERT INTO segments (first_id, last_id, row_data) VALUES (?, ?, ?)');
    this.#readSegment = database.prepare<[number], Buffer>('SELECT row_data FROM segments WHERE first_id = ?').pluck();
    this.#removeSegment = database.prepare('DELETE FROM segments WHERE first_id = ?');
    this.#saveMeta = database.prepare('INSERT OR REPLACE INTO meta (id, meta_json) VALUES (1, ?)');
    this.#merge = database.prepare<[number]>("INSERT INTO grams (grams, rank) VALUES ('merge', ?)");
    this.#totalChanges = database.prepare<[], number>('SELECT total_changes()').pluck();
    const meta = database.prepare<[], string>('SELECT meta_json FROM meta').pluck().get();
    this.#meta = meta === undefined ? this.#newMeta() : (JSON.parse(meta) as Meta);
    this.dictionary = new Dictionary(database, this.#meta.seed);
    this.#segments = database
      .prepare<[], { first_id: number; last_id: number }>('SELECT first_id, last_id FROM segments ORDER BY first_id')
      .all()
      .map(({ first_id, last_id }) => ({ firstId: first_id, lastId: last_id, loaded: null }));
  }

  /** The smallest and the largest id that the shard may contain. */
  get firstId(): number {
    return this.number * shardIds;
  }
  get lastId(): number {
    return this.firstId + shardIds - 1;
  }

  /** The range of indexed ids: `from <= id < to`. */
  get from(): number {
    return this.#meta.from;
  }
  get to(): number {
    return this.#meta.to;
  }
  get missing(): readonly number[] {
    return this.#meta.missing;
  }
  get probe(): Meta['probe'] {
    return this.#meta.probe;
  }
  get prunedSinceMs(): number | null {
    return this.#meta.prunedSinceMs;
  }

  /** Sets the start of an empty shard. */
  startAt(id: number): void {
    this.#meta = { ...this.#meta, from: id, to: id };
  }

  /**
   * Adds entries at the upper end, in order of id. Every id below `to` is then indexed, except the ids in `missing`,
   * which the log did not have yet.
   */
  addNewer(entries: readonly Facts[], to: number, missing: readonly number[]): void {
    this.#setEnd('newer', [...this.#ends.newer.rows, ...this.#intern(entries)]);
    this.#meta = { ...this.#meta, to: Math.max(to, this.#meta.to), missing };
  }

  /** Adds entries at the lower end, in order of id. Every id from `from` on is then indexed. */
  addOlder(entries: readonly Facts[], from: number): void {
    this.#setEnd('older', [...this.#intern(entries), ...this.#ends.older.rows]);
    this.#meta = { ...this.#meta, from };
  }

  /**
   * Writes the rows that were added at one end, if there are enough for a segment; with `even`, in any case. `probe`
   * returns an indexed entry.
   */
  seal(end: End, probe: () => Meta['probe'], even = false): void {
    const { rows } = this.#ends[end];
    if (rows.length < segmentRows && !even) return;
    this.#begin();
    if (rows.length > 0) this.#write(segmentOf(rows));
    this.#setEnd(end, []);
    this.#meta = { ...this.#meta, probe: probe() };
    this.#save();
    this.commit();
  }

  /** Adds entries whose ids were skipped because the log did not have them yet. */
  addLate(entries: readonly Facts[], missing: readonly number[]): void {
    this.#begin();
    for (const facts of entries) this.#insert(this.#rowOf(facts));
    this.#meta = { ...this.#meta, missing };
    this.#save();
  }

  noteMissing(missing: readonly number[]): void {
    this.#meta = { ...this.#meta, missing };
  }

  notePruned(nowMs: number): void {
    if (this.#meta.prunedSinceMs !== null) return;
    this.#meta = { ...this.#meta, prunedSinceMs: nowMs };
    this.#begin();
    this.#save();
  }

  /** The ranges of rows, newest first. Columns are read on demand. */
  stretches(): Stretch[] {
    const written = this.#segments.map(
      (segment): Stretch => ({
        firstId: segment.firstId,
        lastId: segment.lastId,
        load: () => this.#load(segment),
      }),
    );
    return [...this.#unwritten('newer'), ...written.reverse(), ...this.#unwritten('older')];
  }

  /**
   * Commits added entries. It is not called after each addition, because the text index would then be written in many
   * small pieces and merged again. Entries that a crash removes are read from the log again.
   */
  commit(): void {
    if (this.#database.inTransaction) this.#database.exec('COMMIT');
  }

  /** Releases cached data that can be read again. */
  rest(): void {
    for (const segment of this.#segments) segment.loaded = null;
    for (const end of Object.values(this.#ends)) end.segment = null;
  }

  /**
   * Optimises a part of the text index for faster lookups. True while there is more to do. Must be called only when no
   * more entries will be added.
   */
  tidy(): boolean {
    this.commit();
    const before = this.#totalChanges.get() ?? 0;
    // A negative number in the first call makes SQLite merge everything, down to one list for each sequence of three
    // characters. Source: sqlite.org/fts5.html, merge.
    this.#merge.run(this.#isTidying ? 64 : -64);
    this.#isTidying = (this.#totalChanges.get() ?? 0) - before >= 2;
    if (!this.#isTidying) this.#database.pragma('wal_checkpoint(TRUNCATE)');
    return this.#isTidying;
  }

  close(): void {
    this.commit();
    this.#database.close();
  }

  /** Deletes the file. Its entries were removed from the log, or belong to another log. */
  delete(): void {
    this.#database.close();
    deleteShardFile(this.path);
  }

  #begin(): void {
    if (!this.#database.inTransaction) this.#database.exec('BEGIN');
  }

  #newMeta(): Meta {
    const seed = Math.floor(Math.random() * 2 ** 31);
    return { seed, from: this.lastId + 1, to: this.lastId + 1, missing: [], probe: null, prunedSinceMs: null };
  }

  #rowOf({ id, atMs, flags, status, durationMs, bytes, groups }: Facts): Row {
    const items = new Set(groups.map((group) => this.dictionary.intern(group)));
    return { id: id - this.firstId, atMs, flags, status, durationMs, bytes, items: [...items] };
  }

  #write(segment: Segment): void {
    const firstId = this.firstId + (segment.ids[0] as number);
    const lastId = this.firstId + (segment.ids[segment.count - 1] as number);
    this.#addSegment.run(firstId, lastId, encodeSegment(segment));
    const above = this.#segments.findIndex((other) => other.firstId > firstId);
    this.#segments.splice(above === -1 ? this.#segments.length : above, 0, { firstId, lastId, loaded: null });
  }

  /** Saves the range of written rows only. Rows that are not written are indexed again after the next start. */
  #save(): void {
    this.dictionary.save();
    const { older, newer } = this.#ends;
    const [highestOlder, lowestNewer] = [older.rows.at(-1), newer.rows[0]];
    const from = highestOlder === undefined ? this.#meta.from : this.firstId + highestOlder.id + 1;
    const to = lowestNewer === undefined ? this.#meta.to : this.firstId + lowestNewer.id;
    const missing = this.#meta.missing.filter((id) => id >= from && id < to);
    this.#saveMeta.run(JSON.stringify({ ...this.#meta, from, to, missing }));
  }

  #intern(entries: readonly Facts[]): Row[] {
    this.#begin();
    return entries.map((facts) => this.#rowOf(facts));
  }

  #setEnd(end: End, rows: Row[]): void {
    this.#ends[end] = { rows, segment: null };
  }

  #unwritten(end: End): Stretch[] {
    const part = this.#ends[end];
    const [first, last] = [part.rows[0], part.rows.at(-1)];
    if (first === undefined || last === undefined) return [];
    const load = () => {
      part.segment ??= segmentOf(part.rows);
      return part.segment;
    };
    return [{ firstId: this.firstId + first.id, lastId: this.firstId + last.id, load }];
  }

  #load(segment: Written): Segment {
    const data = segment.loaded === null ? this.#readSegment.get(segment.firstId) : undefined;
    segment.loaded ??= decodeSegment(data ?? new Uint8Array(8));
    return segment.loaded;
  }

  #insert(row: Row): void {
    const id = this.firstId + row.id;
    const { older, newer } = this.#ends;
    const [newestWritten, oldestWritten] = [this.#segments.at(-1), this.#segments[0]];
    if (newestWritten === undefined || oldestWritten === undefined || id > newestWritten.lastId) {
      this.#setEnd('newer', withRow(newer.rows, row));
    } else if (id < oldestWritten.firstId) {
      this.#setEnd('older', withRow(older.rows, row));
    } else {
      this.#rewrite(row, id);
    }
  }

  #rewrite(row: Row, id: number): void {
    const place = this.#segments.findLastIndex(({ firstId }) => firstId < id);
    const target = this.#segments[place] as Written;
    const segment = this.#load(target);
    this.#removeSegment.run(target.firstId);
    this.#segments.splice(place, 1);
    this.#write(segmentOf(withRow(rowsOf(segment), row)));
  }
}

function withRow(rows: readonly Row[], row: Row): Row[] {
  const above = rows.findIndex(({ id }) => id > row.id);
  return above === -1 ? [...rows, row] : rows.toSpliced(above, 0, row);
}
