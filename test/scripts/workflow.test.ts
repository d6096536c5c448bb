/** The workflow runs every suite on every system that the app supports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { needed, neededWhereOffered } from '../../scripts/lib/system-packages.mjs';

const project = join(import.meta.dirname, '../..');
const workflow = readFileSync(join(project, '.github/workflows/test.yml'), 'utf8');
/** The lines of the steps, without comments. */
const lines = workflow.split('\n').filter((line) => !/^\s*#/.test(line));

test('the workflow runs on Linux, macOS and Windows, and one failure does not end the others', () => {
  const [, systems = ''] = /os: \[(.*)\]/.exec(workflow) ?? [];
  expect(systems.split(', ')).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest']);
  expect(workflow).toContain('fail-fast: false');
});

test('the workflow runs npm test without a choice of suites, under no condition', () => {
  const place = lines.findIndex((line) => line.trim() === '- run: npm test');
  expect(place).toBeGreaterThan(0);
  expect(lines[place + 1]).toMatch(/^ {6}- /);
  expect(lines.join('\n')).not.toMatch(/continue-on-error|--project|npm test --/);
});

test('the workflow uses the Node version of .nvmrc, which package.json accepts', () => {
  expect(workflow).toContain('node-version-file: .nvmrc');
  const version = readFileSync(join(project, '.nvmrc'), 'utf8').trim();
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(20);
});

test('the workflow installs every system package that the tests need on Linux', () => {
  const [, listed = ''] = /--no-install-recommends\n([\s\S]*?)\n {6}- /.exec(workflow) ?? [];
  const installed = listed.split(/\s+/).map((name) => name.replace(/t64$/, ''));
  // The runner has Chrome, which the tests take in place of Chromium.
  expect(needed.filter((name) => name !== 'chromium' && !installed.includes(name))).toEqual([]);
});

test('the workflow installs what only some releases have, where it is offered', () => {
  const [, listed = ''] = /for name in (.*); do\n\s+if LC_ALL=C apt-cache policy/.exec(workflow) ?? [];
  expect(listed.split(' ')).toEqual(neededWhereOffered);
});

test('the workflow gives macOS and Windows a browser before the tests', () => {
  const browser = lines.findIndex((line) => line.includes('npx playwright install chromium'));
  expect(lines[browser - 1]).toContain("runner.os != 'Linux'");
  expect(browser).toBeLessThan(lines.findIndex((line) => line.trim() === '- run: npm test'));
});
