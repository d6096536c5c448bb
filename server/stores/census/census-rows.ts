import type { StoreCensus } from '../../contract/store-list.ts';
import type { StoreMapping } from '../mappings.ts';
import { isKeyOf } from '../session-key.ts';
import type { RowHead } from '../store-reader.ts';
import type { KeptValues } from './kept-values.ts';
import { checked, isGone, logged, present } from './row-marks.ts';
import { RowTable } from './row-table.ts';

/** A session that a request of the log carried. */
export interface LoggedSession {
  readonly key: string;
  readonly atMs: number;
  /** Whether the request changed the session, as far as it was observed. */
  readonly hasChanged: boolean;
}

export interface CensusRowsOptions {
  readonly mapping: StoreMapping;
  /** The value of a row is removed from here when the row changes. */
  readonly values: KeptValues;
  readonly now: () => number;
  readonly mostRows: number;
}

/** The counts and the state of the walk that the list tells of its rows. */
export type CensusCounts = Pick<
  StoreCensus,
  'phase' | 'seen' | 'rows' | 'gone' | 'otherKeys' | 'isFull' | 'mostRows' | 'completedAtMs'
>;

/** Sessions of the log whose rows are gone. */
const mostGone = 10_000;
/** Clocks that count down differ by this much from one reading to the next. */
const clockToleranceMs = 1_500;

/** The rows of a store without their values, as far as walks, named keys and the log have told of them. */
export class CensusRows {
  readonly table = new RowTable();
  /** Which columns the store tells of any row. */
  readonly tells: Record<'expires' | 'bytes' | 'changed', boolean> = { expires: false, bytes: false, changed: false };
  readonly #options: CensusRowsOptions;
  #version = 0;
  #walk = 0;
  #seen = 0;
  #otherKeys = 0;
  #rows = 0;
  #gone = 0;
  #isFull = false;
  #completedAtMs: number | null = null;

  constructor(options: CensusRowsOptions) {
    this.#options = options;
  }

  /** Differs after each change of what a page can show. */
  get version(): number {
    return this.#version;
  }

  /** Whether one walk has met every row. */
  get isComplete(): boolean {
    return this.#completedAtMs !== null;
  }

  get counts(): CensusCounts {
    return {
      phase: this.isComplete ? 'complete' : 'first-walk',
      seen: this.#seen,
      rows: this.#rows,
      gone: this.#gone,
      otherKeys: this.#otherKeys,
      isFull: this.#isFull,
      mostRows: this.#options.mostRows,
      completedAtMs: this.#completedAtMs,
    };
  }

  /** Something has changed that a page shows, besides the rows. */
  noteChange(): void {
    this.#version++;
  }

  beginWalk(): void {
    this.#walk++;
    this.#seen = 0;
    this.#otherKeys = 0;
  }

  takeWalked(heads: readonly RowHead[]): void {
    this.#seen += heads.length;
    for (const head of heads) {
      if (!isKeyOf(this.#options.mapping, head.key)) this.#otherKeys++;
      else this.take(head, false);
    }
    if (!this.isComplete) this.#version++;
  }

  /** Rows that the whole walk has not met are gone. */
  endWalk(): void {
    const { table } = this;
    for (let place = 0; place < table.end; place++) {
      const isMissed = table.isMarked(place, present) && table.walkAt(place) !== this.#walk;
      if (isMissed) this.takeAbsent(table.keyAt(place));
    }
    this.#completedAtMs = this.#options.now();
    this.#version++;
  }

  /** `isNamed`: the store has named the key as changed. */
  take(head: RowHead, isNamed: boolean): void {
    const { table } = this;
    let place = table.find(head.key);
    if (place < 0) {
      if (table.size >= this.#options.mostRows) {
        this.#isFull = true;
        return;
      }
      place = table.add(head.key);
      if (place < 0) return;
    }
    const wasPresent = table.isMarked(place, present);
    if (isGone(table, place)) this.#gone--;
    const expiresAtMs = head.expiresAtMs === undefined ? Number.NaN : (head.expiresAtMs ?? Number.POSITIVE_INFINITY);
    const bytes = head.bytes ?? Number.NaN;
    const changedAtMs = head.changedAtMs ?? Number.NaN;
    if (head.expiresAtMs !== undefined) this.tells.expires = true;
    if (head.bytes !== undefined) this.tells.bytes = true;
    if (head.changedAtMs !== undefined) this.tells.changed = true;
    const hasChanged =
      isNamed ||
      differs(table.number('expiresAtMs', place), expiresAtMs, clockToleranceMs) ||
      differs(table.number('bytes', place), bytes, 0) ||
      differs(table.number('changedAtMs', place), changedAtMs, 0);
    const isNew = !wasPresent && this.isComplete;
    table.setMark(place, present, true);
    table.setMark(place, checked, true);
    table.setWalk(place, this.#walk);
    if (!Number.isNaN(expiresAtMs)) table.setNumber('expiresAtMs', place, expiresAtMs);
    if (!Number.isNaN(bytes)) table.setNumber('bytes', place, bytes);
    if (!Number.isNaN(changedAtMs)) table.setNumber('changedAtMs', place, changedAtMs);
    else if (isNew || (wasPresent && hasChanged)) table.setNumber('changedAtMs', place, this.#options.now());
    if (!wasPresent) this.#rows++;
    if (!wasPresent || hasChanged) {
      this.#options.values.forget(head.key);
      this.#version++;
    }
  }

  /** The row of a key is not in the store. It stays in the list if the log has its session. */
  takeAbsent(key: string): void {
    const { table } = this;
    const place = table.find(key);
    if (place < 0) return;
    this.#options.values.forget(key);
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
    if (wasPresent) table.setNumber('changedAtMs', place, this.#options.now());
  }

  /** False if the key is too long for the list. */
  takeLogged({ key, atMs, hasChanged }: LoggedSession): boolean {
    const { table } = this;
    const place = table.add(key);
    if (place < 0) return false;
    table.setMark(place, logged, true);
    if (!(table.number('usedAtMs', place) >= atMs)) table.setNumber('usedAtMs', place, atMs);
    if (hasChanged && !(table.number('changedAtMs', place) >= atMs)) table.setNumber('changedAtMs', place, atMs);
    this.#version++;
    return true;
  }

  /** What only the value of a row tells, such as an expiry within it. */
  takeRead(key: string, expiresAtMs: number | null, bytes: number): void {
    const { table } = this;
    const place = table.find(key);
    if (place < 0) return;
    const [knownEnd, knownBytes] = [table.number('expiresAtMs', place), table.number('bytes', place)];
    if (Number.isNaN(knownBytes)) table.setNumber('bytes', place, bytes);
    if (Number.isNaN(knownEnd) || differs(knownEnd, expiresAtMs ?? Number.POSITIVE_INFINITY, clockToleranceMs))
      table.setNumber('expiresAtMs', place, expiresAtMs ?? Number.POSITIVE_INFINITY);
  }
}

/** Whether a known number has become another known one. */
function differs(before: number, after: number, tolerance: number): boolean {
  if (Number.isNaN(before) || Number.isNaN(after) || before === after) return false;
  return !(Math.abs(before - after) <= tolerance);
}
