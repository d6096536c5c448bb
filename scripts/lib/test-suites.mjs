import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { packageBin, withNodeFirst } from './node-binary.mjs';
import { inProject, say } from './project.mjs';
import { run } from './run.mjs';

/** The counts of a suite that failed as a whole. `failed` is never 0 for a suite that crashed or ran no test. */
const failedWhole = { passed: 0, failed: 1, skipped: 0, reasons: [] };

/** A check that counts as one test (types, lint). */
export function check(args) {
  return async ({ node }) =>
    (await run(node, args)) === 0 ? { passed: 1, failed: 0, skipped: 0, reasons: [] } : failedWhole;
}

/** All tests of test/ except the end-to-end tests. */
export async function vitest({ node }) {
  const report = reportFile('vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run(node, [packageBin('vitest', 'vitest.mjs'), 'run', ...reporters], {
    env: withNodeFirst(node),
  });
  return judge(status, report, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
    reasons: json.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => isSkipped(status)).map(({ fullName }) => reasonIn(fullName)),
    ),
  }));
}

/** One project of playwright.config.ts. */
export function playwright(project) {
  return async ({ node, env }) => {
    const report = reportFile(`${project}.json`);
    const args = [packageBin('@playwright/test', 'cli.js'), 'test', `--project=${project}`, '--reporter=list,json'];
    const status = await run(node, args, { env: { ...withNodeFirst(node, env), PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
    return judge(status, report, ({ stats, suites }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      reasons: suites.flatMap(skippedIn),
    }));
  };
}

const isSkipped = (status) => status === 'skipped' || status === 'pending' || status === 'todo';

/** The reason that test/support/where.ts writes into the title of a test or of its group; null if there is none. */
function reasonIn(title) {
  return /\[skipped: ([^\]]+)\]/.exec(title)?.[1] ?? null;
}

/** The reasons of the skipped tests of a suite in Playwright's report, one for each test. */
function skippedIn({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ tests }) =>
    tests
      .filter(({ status }) => isSkipped(status))
      .map(({ annotations }) => annotations.find(({ type }) => type === 'skip')?.description ?? null),
  );
  return [...own, ...suites.flatMap(skippedIn)];
}

/**
 * The counts of a suite by its report and its exit status. A suite whose tests were all skipped fails only if a test
 * has no reason: on some systems none of its tests can run.
 */
export function judge(status, report, count) {
  const counts = readCounts(report, count);
  if (counts === null) {
    say('The suite left no report.');
    return failedWhole;
  }
  const isSkippedForReasons = counts.skipped > 0 && counts.reasons.every((reason) => reason !== null);
  if (counts.passed + counts.failed === 0 && !isSkippedForReasons) {
    say('The suite ran no tests.');
    return { ...counts, failed: 1 };
  }
  // A test file that cannot be loaded fails the run without a failed test.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readCounts(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return null;
  }
}

/** The path for a report. The report of an earlier run is removed, because it would be counted again. */
function reportFile(name) {
  const path = inProject('test-results', name);
  mkdirSync(inProject('test-results'), { recursive: true });
  rmSync(path, { force: true });
  return path;
}
