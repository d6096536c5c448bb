import type { Database } from 'better-sqlite3';
import type { LogEntry } from '../contract/log-entry.ts';
import { openDatabase } from '../storage/database/database.ts';
import { encodeEntry } from '../storage/log/entry-codec/entry-codec.ts';
import { type LogRow, logRow, logRows } from '../storage/log/log-row.ts';
import { readEntry, type StoredEntry, storedEntryColumns } from '../storage/log/stored-entry.ts';

/** Rows of one transaction. */
const batchRows = 1_000;

/**
 * Writes the entries of a recording into a separate database with the same schema as the live one, so that the same
 * readers can be used.
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
    // The database can be made again from the file, so it need not survive a crash, and a single file is easier to
    // remove.
    this.#database.pragma('journal_mode = DELETE');
    this.#database.pragma('journal_mode = OFF');
    this.#database.pragma('synchronous = OFF');
    this.#insert = this.#database.prepare<LogRow>(`INSERT OR IGNORE INTO log ${logRows(1)}`);
    this.#after = this.#database.prepare<[number, number], StoredEntry>(
      `SELECT ${storedEntryColumns} FROM log WHERE id > ? ORDER BY id LIMIT ?`,
    );
    this.#update = this.#database.prepare<[string, number]>('UPDATE log SET entry_json = ? WHERE id = ?');
  }

  /** False if an entry with this id exists already. */
  add(entry: LogEntry): boolean {
    if (this.#inBatch === 0) this.#database.exec('BEGIN');
    const [id, kind, atMs, ...others] = logRow(entry);
    const { changes } = this.#insert.run(id, kind, Math.trunc(atMs), ...others);
    if (++this.#inBatch >= batchRows) this.#commit();
    return changes > 0;
  }

  /**
   * Rewrites the next entries in the order of their ids, as `change` returns them. False if there are no more entries.
   */
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

  /** Removes all entries. */
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
