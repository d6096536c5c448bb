import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { packageBin, withNodeFirst } from './node-binary.mjs';
import { inProject, say } from './project.mjs';
import { run } from './run.mjs';

/** What a suite came to. `failed` is never 0 for a suite that ended badly or had nothing to run. */
const failedWhole = { passed: 0, failed: 1, skipped: 0 };

/** A check without tests of its own (types, lint): passes or fails as one. */
export function check(args) {
  return async ({ node }) => ((await run(node, args)) === 0 ? { passed: 1, failed: 0, skipped: 0 } : failedWhole);
}

/** All of test/ but the end-to-end tests. */
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
  }));
}

/** One project of playwright.config.ts. */
export function playwright(project) {
  return async ({ node, env }) => {
    const report = reportFile(`${project}.json`);
    const args = [packageBin('@playwright/test', 'cli.js'), 'test', `--project=${project}`, '--reporter=list,json'];
    const status = await run(node, args, { env: { ...withNodeFirst(node, env), PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
    return judge(status, report, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }));
  };
}

function judge(status, report, count) {
  const counts = readCounts(report, count);
  if (counts === null) {
    say('The suite left no report.');
    return failedWhole;
  }
  if (counts.passed + counts.failed === 0) {
    say('The suite ran no tests.');
    return { ...counts, failed: 1 };
  }
  // A file that cannot be loaded fails the run without a failed test to show for it.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readCounts(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return null;
  }
}

/** The path of a report, which is not there yet: one left by an earlier run would be counted again. */
function reportFile(name) {
  const path = inProject('test-results', name);
  mkdirSync(inProject('test-results'), { recursive: true });
  rmSync(path, { force: true });
  return path;
}
