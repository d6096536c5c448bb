import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { supportedMajors } from './electron-releases.ts';

const project = join(import.meta.dirname, '../..');
const jsonOf = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8'));

describe('the majors of Electron that are supported', () => {
  test.each([
    ['2025-09-02', []],
    ['2025-09-03', [38, 37, 36]],
    ['2026-03-10', [40, 39, 38]],
    ['2026-03-11', [41, 40, 39]],
    ['2026-10-20', [44, 43, 42]],
    ['2026-11-30', [45, 44, 43]],
    // Beyond the table: eight weeks after the last date, and again.
    ['2026-12-15', [45, 44, 43]],
    ['2026-12-16', [46, 45, 44]],
    ['2027-02-10', [47, 46, 45]],
    ['2027-04-07', [48, 47, 46]],
  ])('at %s', (date, majors) => {
    expect(supportedMajors(Date.parse(date))).toEqual(majors);
  });
});

test('52: the Electron of the project is one of them today', () => {
  const { version } = jsonOf('node_modules/electron/package.json');
  const major = Number.parseInt(version, 10);
  const now = Date.now();
  expect(
    supportedMajors(now),
    `Electron ${version} gets no security fixes any more: upgrade it, and add the new majors to electron-releases.ts`,
  ).toContain(major);
});

test('52: the lock file and package.json name that Electron', () => {
  const { version } = jsonOf('node_modules/electron/package.json');
  expect(jsonOf('package-lock.json').packages['node_modules/electron'].version).toBe(version);
  expect(jsonOf('package.json').devDependencies.electron).toMatch(
    new RegExp(`^\\^?${Number.parseInt(version, 10)}\\.`),
  );
});
