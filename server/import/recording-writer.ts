import type { Database } from 'better-sqlite3';
import type { LogEntry } from '../contract/log-entry.ts';
import { openDatabase } from '../storage/database/database.ts';
import { encodeEntry } from '../storage/log/entry-codec/entry-codec.ts';
import { type LogRow, logRow, logRows } from '../storage/log/log-row.ts';
import { readEntry, type StoredEntry, storedEntryColumns } from '../storage/log/stored-entry.ts';

/** Rows of one transaction. */
const batchRows = 1_000;

/**
 * Writes the entries of a recording into a database of its own, laid out as the live one is, so that the same readers
 * serve both.
 */
export class RecordingWriter {
  readonly #database: Database;
  readonly #insert;
  readonly #after;
  readonly #update;
  #rewrittenTo = 0;
  #inBatch = 0;

  /** Makes the database at `path`. */
  constructor(path: string) {
    this.#database = openDatabase(path).database;
    // It is made from a file that is still there: nothing has to outlive a crash, and one file is easier to remove.
    this.#database.pragma('journal_mode = DELETE');
    this.#database.pragma('journal_mode = OFF');
    this.#database.pragma('synchronous = OFF');
    this.#insert = this.#database.prepare<LogRow>(`INSERT OR IGNORE INTO log ${logRows(1)}`);
    this.#after = this.#database.prepare<[number, number], StoredEntry>(
      `SELECT ${storedEntryColumns} FROM log WHERE id > ? ORDER BY id LIMIT ?`,
    );
    this.#update = this.#database.prepare<[string, number]>('UPDATE log SET entry_json = ? WHERE id = ?');
  }

  /** False: there is an entry of this id already. */
  add(entry: LogEntry): boolean {
    if (this.#inBatch === 0) this.#database.exec('BEGIN');
    const [id, kind, atMs, ...others] = logRow(entry);
    const { changes } = this.#insert.run(id, kind, Math.trunc(atMs), ...others);
    if (++this.#inBatch >= batchRows) this.#commit();
    return changes > 0;
  }

  /** Writes the next entries again, in the order of their ids, as `change` gives them. False: those were the last. */
  rewriteNext(change: (entry: LogEntry) => LogEntry): boolean {
    this.#commit();
    const rows = this.#after.all(this.#rewrittenTo, batchRows);
    this.#database.transaction(() => {
      for (const row of rows) {
        this.#update.run(encodeEntry(change(readEntry(row))), row.id);
        this.#rewrittenTo = row.id;
      }
    })();
    return rows.length === batchRows;
  }

  /** Begins anew. */
  clear(): void {
    this.#commit();
    this.#database.exec('DELETE FROM log');
  }

  close(): void {
    if (this.#database.inTransaction) this.#commit();
    this.#database.close();
  }

  #commit(): void {
    if (this.#inBatch > 0) this.#database.exec('COMMIT');
    this.#inBatch = 0;
  }
}
