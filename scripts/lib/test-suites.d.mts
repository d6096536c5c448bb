export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The reason of each skipped test. Null for a test without a reason. */
  readonly reasons: readonly (string | null)[];
}

export function judge<Report>(status: number, report: string, count: (json: Report) => SuiteCounts): SuiteCounts;
