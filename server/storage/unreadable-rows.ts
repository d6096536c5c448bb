/** The tables that have a column of JSON. */
export type JsonTable = 'log' | 'pins' | 'sessions' | 'actor_jars';

/**
 * The unreadable rows of the database that readers have found, by table and key, so that a row counts once however
 * often it is read.
 */
export class UnreadableRows {
  readonly #keys: Readonly<Record<JsonTable, Set<number | string>>> = {
    log: new Set(),
    pins: new Set(),
    sessions: new Set(),
    actor_jars: new Set(),
  };
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get count(): number {
    return Object.values(this.#keys).reduce((count, keys) => count + keys.size, 0);
  }

  note(table: JsonTable, key: number | string): void {
    if (this.#keys[table].has(key)) return;
    this.#keys[table].add(key);
    this.#onChange();
  }

  /** The row was removed or rewritten. */
  forget(table: JsonTable, key: number | string): void {
    if (this.#keys[table].delete(key)) this.#onChange();
  }

  forgetAll(table: JsonTable): void {
    if (this.#keys[table].size === 0) return;
    this.#keys[table].clear();
    this.#onChange();
  }

  /** The oldest entries of the log were removed. */
  forgetEntriesBelow(oldestId: number): void {
    for (const id of this.#keys.log) if (Number(id) < oldestId) this.forget('log', id);
  }
}
