/** How `npm test` counts a suite by its report. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge, type SuiteCounts } from '../../scripts/lib/test-suites.mjs';
import { tempDir } from '../support/temp-dir.ts';

function judged(status: number, counts: SuiteCounts): SuiteCounts {
  const report = join(tempDir(), 'report.json');
  writeFileSync(report, JSON.stringify(counts));
  return judge(status, report, (json: SuiteCounts) => json);
}

test('a suite whose tests were all skipped for a reason does not fail', () => {
  const counts = { passed: 0, failed: 0, skipped: 2, reasons: ['Windows has no shell', 'Windows has no shell'] };
  expect(judged(0, counts)).toEqual(counts);
});

test.each([
  ['ran no tests', { passed: 0, failed: 0, skipped: 0, reasons: [] }],
  ['skipped all of its tests, one of them without a reason', { passed: 0, failed: 0, skipped: 1, reasons: [null] }],
])('a suite that %s fails', (_, counts) => {
  expect(judged(0, counts).failed).toBe(1);
});

test('a suite fails if its program failed although no test did', () => {
  expect(judged(1, { passed: 3, failed: 0, skipped: 0, reasons: [] }).failed).toBe(1);
});

test('a suite without a report fails', () => {
  expect(judge(0, join(tempDir(), 'missing.json'), (json: SuiteCounts) => json)).toMatchObject({
    passed: 0,
    failed: 1,
  });
});
