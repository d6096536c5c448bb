import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { packageBin, withNodeFirst } from './node-binary.mjs';
import { inProject, say } from './project.mjs';
import { run } from './run.mjs';

/** The counts of a suite that failed as a whole. `failed` is never 0 for a suite that crashed or ran no test. */
const failedWhole = { passed: 0, failed: 1, skipped: 0, reasons: [], failures: [] };

/** A check that counts as one test (types, lint). */
export function check(args) {
  return async ({ node }) =>
    (await run(node, args)) === 0 ? { passed: 1, failed: 0, skipped: 0, reasons: [], failures: [] } : failedWhole;
}

/** All tests of test/ except the end-to-end tests. */
export async function vitest({ node }) {
  const report = reportFile('vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run(node, [packageBin('vitest', 'vitest.mjs'), 'run', ...reporters], {
    env: withNodeFirst(node),
  });
  return judge(status, report, countsOfVitest);
}

/** One project of playwright.config.ts. */
export function playwright(project) {
  return async ({ node, env }) => {
    const report = reportFile(`${project}.json`);
    const args = [packageBin('@playwright/test', 'cli.js'), 'test', `--project=${project}`, '--reporter=list,json'];
    const status = await run(node, args, { env: { ...withNodeFirst(node, env), PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
    return judge(status, report, countsOfPlaywright);
  };
}

/** The counts in a report of Vitest's JSON reporter. */
export function countsOfVitest(json) {
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
    reasons: json.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => isSkipped(status)).map(({ fullName }) => reasonIn(fullName)),
    ),
    failures: json.testResults.flatMap(failedInFile),
  };
}

/** The failed tests of one file in Vitest's report, or the file itself if it could not be loaded. */
function failedInFile({ name, status, message, assertionResults }) {
  const file = relative(inProject(), name);
  const failed = assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => failure(`${file} › ${fullName}`, failureMessages[0]));
  return failed.length === 0 && status === 'failed' ? [failure(file, message)] : failed;
}

/** The counts in a report of Playwright's JSON reporter. */
export function countsOfPlaywright({ stats, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    reasons: suites.flatMap(skippedIn),
    failures: suites.flatMap((suite) => failedInSuite(suite)),
  };
}

function failedInSuite({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => failure(`${file} › ${title}`, results.at(-1)?.error?.message)),
  );
  return [...own, ...suites.flatMap(failedInSuite)];
}

/** The title of a failed test and the first line of its error. */
function failure(title, message) {
  const firstLine = stripVTControlCharacters(message ?? '').split('\n', 1)[0];
  return firstLine === '' ? title : `${title}: ${firstLine}`;
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
  // A test file that cannot be loaded, or an error outside of all tests, fails the run without a failed test.
  if (status === 0 || counts.failed > 0) return counts;
  const failures =
    counts.failures.length > 0 ? counts.failures : [`no test, but the suite ended with status ${status}`];
  return { ...counts, failed: 1, failures };
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
