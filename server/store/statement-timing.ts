/** One SQL statement as it was run for a store call: its text as written, how long SQLite took, how many rows it changed. */
export interface StatementTiming {
  readonly sql: string;
  readonly microseconds: number;
  /** Null for a query. */
  readonly changes: number | null;
}

/** Runs a statement and measures it. `changesOf` reads the number of changed rows from its result; left out for a query. */
export function timed<Result>(
  sql: string,
  run: () => Result,
  changesOf?: (result: Result) => number,
): { result: Result; timing: StatementTiming } {
  const startedMs = performance.now();
  const result = run();
  const microseconds = Math.round((performance.now() - startedMs) * 1000);
  return { result, timing: { sql, microseconds, changes: changesOf?.(result) ?? null } };
}
