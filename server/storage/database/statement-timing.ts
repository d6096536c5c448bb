/** The cost of the SQL statement of a store call. */
export interface StatementTiming {
  readonly microseconds: number;
  /** The number of rows that it changed. Null for a query. */
  readonly changes: number | null;
}

/**
 * Runs a statement and measures it. `changesOf` reads the number of changed rows from its result; it is omitted for a
 * query.
 */
export function timed<Result>(
  run: () => Result,
  changesOf?: (result: Result) => number,
): { result: Result; timing: StatementTiming } {
  const startedMs = performance.now();
  const result = run();
  const microseconds = Math.round((performance.now() - startedMs) * 1000);
  return { result, timing: { microseconds, changes: changesOf?.(result) ?? null } };
}
