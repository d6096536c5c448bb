/** How `npm test` counts a suite by its report. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countsOfPlaywright, countsOfVitest, judge, type SuiteCounts } from '../../scripts/lib/test-suites.mjs';
import { tempDir } from '../support/temp-dir.ts';

function judged(status: number, counts: SuiteCounts): SuiteCounts {
  const report = join(tempDir(), 'report.json');
  writeFileSync(report, JSON.stringify(counts));
  return judge(status, report, (json: SuiteCounts) => json);
}

test('a suite whose tests were all skipped for a reason does not fail', () => {
  const counts = { passed: 0, failed: 0, skipped: 2, reasons: Array(2).fill('Windows has no shell'), failures: [] };
  expect(judged(0, counts)).toEqual(counts);
});

test.each([
  ['ran no tests', { passed: 0, failed: 0, skipped: 0, reasons: [], failures: [] }],
  [
    'skipped all of its tests, one of them without a reason',
    { passed: 0, failed: 0, skipped: 1, reasons: [null], failures: [] },
  ],
])('a suite that %s fails', (_, counts) => {
  expect(judged(0, counts).failed).toBe(1);
});

test('a suite fails if its program failed although no test did', () => {
  expect(judged(1, { passed: 3, failed: 0, skipped: 0, reasons: [], failures: [] })).toMatchObject({
    failed: 1,
    failures: ['no test, but the suite ended with status 1'],
  });
});

test('a suite without a report fails', () => {
  expect(judge(0, join(tempDir(), 'missing.json'), (json: SuiteCounts) => json)).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test('each failed test of Vitest is named with its file and the first line of its error', () => {
  const failed = {
    status: 'failed',
    fullName: 'stores keeps a row',
    failureMessages: ['expected 1 to be 2\n  at x.ts'],
  };
  const counts = countsOfVitest({
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      {
        name: join(import.meta.dirname, 'a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          failed,
          { status: 'passed', fullName: 'counts', failureMessages: [] },
          { status: 'skipped', fullName: 'reads a file [skipped: root may read every file]', failureMessages: [] },
        ],
      },
      {
        name: join(import.meta.dirname, 'b.test.ts'),
        status: 'failed',
        message: 'Cannot find module x',
        assertionResults: [],
      },
    ],
  });
  expect(counts).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    reasons: ['root may read every file'],
    failures: [
      `${join('test', 'scripts', 'a.test.ts')} › stores keeps a row: expected 1 to be 2`,
      `${join('test', 'scripts', 'b.test.ts')}: Cannot find module x`,
    ],
  });
});

test('each failed test of Playwright is named, also in a group, without the colours of a terminal', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'e2e/a.spec.ts',
    title,
    tests: [{ status, annotations: [], results: [{ error: message === undefined ? undefined : { message } }] }],
  });
  const counts = countsOfPlaywright({
    stats: { expected: 1, flaky: 0, unexpected: 2, skipped: 0 },
    suites: [
      {
        specs: [spec('opens', 'expected'), spec('closes', 'unexpected', '\u001b[31mTimeout\u001b[39m of 20 s\nat a')],
        suites: [{ specs: [spec('ends', 'unexpected')] }],
      },
    ],
  });
  expect(counts.failures).toEqual(['e2e/a.spec.ts › closes: Timeout of 20 s', 'e2e/a.spec.ts › ends']);
});
