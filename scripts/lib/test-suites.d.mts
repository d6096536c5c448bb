export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The reason of each skipped test. Null for a test without a reason. */
  readonly reasons: readonly (string | null)[];
  /** The file and title of each failed test, and the first line of its error. Empty for a suite that crashed. */
  readonly failures: readonly string[];
}

export function judge<Report>(status: number, report: string, count: (json: Report) => SuiteCounts): SuiteCounts;

export function countsOfVitest(json: object): SuiteCounts;

export function countsOfPlaywright(json: object): SuiteCounts;
