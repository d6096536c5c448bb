import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject } from '../scripts/lib/project.mjs';

/**
 * The time that all files of a package carry, in seconds since 1970, so that the same sources give the same bytes:
 * `SOURCE_DATE_EPOCH` if it is set, else that of the commit, else (without git) that of the newest released version in
 * CHANGELOG.md, or 1980, the first year that a zip file can name.
 */
export function buildTime(env = process.env) {
  if (/^\d+$/.test(env.SOURCE_DATE_EPOCH ?? '')) return Number(env.SOURCE_DATE_EPOCH);
  return timeOfCommit() ?? timeOfVersion() ?? Date.UTC(1980, 0, 1) / 1000;
}

function timeOfCommit() {
  try {
    const options = { cwd: inProject(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], options));
  } catch {
    return null;
  }
}

function timeOfVersion() {
  const [, day] = /^## \[[\d.]+\] - (\d{4}-\d\d-\d\d)$/m.exec(readFileSync(inProject('CHANGELOG.md'), 'utf8')) ?? [];
  return day === undefined ? null : Date.parse(day) / 1000;
}
