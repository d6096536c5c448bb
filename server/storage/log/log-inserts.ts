import type { Database } from 'better-sqlite3';
import { runApart } from '../../base/run-apart.ts';
import type { CommitQueue } from '../database/commit-queue.ts';
import type { WaitingWrite } from '../database/pending-write.ts';
import { type LogRow, logRows } from './log-row.ts';

type Inserted = (error: Error | null) => void;

/** The maximum number of rows of one statement. It halves the cost of a row (docs/speed.md). */
const rowsAtOnce = 8;
/** The maximum for one write. */
const mostGathered = { rows: 64, bytes: 1024 * 1024 } as const;

interface Gathered {
  readonly rows: LogRow[];
  readonly done: Inserted[];
  bytes: number;
  readonly write: WaitingWrite<unknown>;
}

/**
 * Inserts rows into the log. Rows that wait for the same batch of the queue are inserted together. An invalid row fails
 * alone: the rows are then inserted one by one.
 */
export class LogInserts {
  readonly #database: Database;
  readonly #queue: CommitQueue;
  readonly #one;
  readonly #several;
  #gathered: Gathered | null = null;

  constructor(database: Database, queue: CommitQueue) {
    this.#database = database;
    this.#queue = queue;
    const statement = (count: number) => database.prepare<unknown[]>(`INSERT INTO log ${logRows(count)}`);
    this.#one = statement(1);
    this.#several = statement(rowsAtOnce);
  }

  /** Inserts with the next batch of any other caller. `done` runs after the commit, or with the error of the row. */
  addPatiently(row: LogRow, done: Inserted): void {
    const current = this.#gathered;
    const isOpen =
      current?.write.isWaiting === true &&
      current.rows.length < mostGathered.rows &&
      current.bytes < mostGathered.bytes;
    const gathered = isOpen ? current : this.#newGathering();
    this.#gathered = gathered;
    const bytes = bytesOf(row);
    gathered.bytes += bytes;
    gathered.write.grow(bytes);
    gathered.rows.push(row);
    gathered.done.push(done);
  }

  /** Inserts with the batch of this turn. */
  add(row: LogRow, done: Inserted): void {
    this.#queue.write(() => this.#one.run(...row), done, bytesOf(row));
  }

  #newGathering(): Gathered {
    const rows: LogRow[] = [];
    const done: Inserted[] = [];
    const write = this.#queue.writePatiently(
      () => this.#insert(rows),
      (error, failures) => {
        for (const [place, told] of done.entries()) runApart(() => told(error ?? failures?.get(place) ?? null));
      },
    );
    return { rows, done, bytes: 0, write };
  }

  /** The errors of the rows that could not be inserted, by their index. Throws if the whole transaction failed. */
  #insert(rows: readonly LogRow[]): ReadonlyMap<number, Error> {
    const failures = new Map<number, Error>();
    let place = 0;
    for (; place + rowsAtOnce <= rows.length; place += rowsAtOnce) {
      const group = rows.slice(place, place + rowsAtOnce);
      if (!this.#isInserted(group)) this.#insertEach(group, place, failures);
    }
    this.#insertEach(rows.slice(place), place, failures);
    return failures;
  }

  /** False if one of them made the statement fail for all. */
  #isInserted(group: readonly LogRow[]): boolean {
    try {
      const values: unknown[] = [];
      for (const row of group) values.push(...row);
      this.#several.run(values);
      return true;
    } catch (error) {
      if (!this.#database.inTransaction) throw error;
      return false;
    }
  }

  #insertEach(group: readonly LogRow[], from: number, failures: Map<number, Error>): void {
    for (const [offset, row] of group.entries()) {
      try {
        this.#one.run(...row);
      } catch (error) {
        if (!this.#database.inTransaction || !(error instanceof Error)) throw error;
        failures.set(from + offset, error);
        this.#queue.onError(error);
      }
    }
  }
}

/** The cost of a row in the indexes, about one page, in addition to its own bytes. */
function bytesOf(row: LogRow): number {
  return row[5].length + 4_096;
}
