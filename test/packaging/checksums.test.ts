import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildTime } from '../../packaging/build-time.mjs';
import { checksums } from '../../packaging/checksums.mjs';
import { homepage, maintainer } from '../../packaging/publisher.mjs';
import { isSigning, suffixOfUnsigned } from '../../packaging/signing.mjs';
import { tempDir } from '../support/temp-dir.ts';

test('the list of checksums holds the packages, in the form of sha256sum', () => {
  const folder = tempDir();
  const contents = { 'b.deb': 'second', 'a.rpm': 'first', 'builder-debug.yml': 'x', 'latest-linux.yml': 'x' };
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
  const sum = (text: string) => createHash('sha256').update(text).digest('hex');
  const list = `${sum('first')}  a.rpm\n${sum('second')}  b.deb\n`;
  for (const _ of ['once', 'again, with the list itself in the folder']) {
    checksums(folder);
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(list);
  }
});

test('all files of a package carry one time, which is given or that of the commit', () => {
  expect(buildTime({ SOURCE_DATE_EPOCH: '1700000000' })).toBe(1_700_000_000);
  expect(buildTime({ SOURCE_DATE_EPOCH: 'today' })).toBeGreaterThan(Date.UTC(1980, 0, 1) / 1000 - 1);
});

test('a package is signed only on request, and its name says if it is not', () => {
  expect([{}, { ENABLE_SIGNING: '1' }, { ENABLE_SIGNING: 'true' }].map((env) => isSigning(env))).toEqual([
    false,
    false,
    true,
  ]);
  expect([suffixOfUnsigned({}), suffixOfUnsigned({ ENABLE_SIGNING: 'true' })]).toEqual(['-unsigned', '']);
});

test('who publishes is known in a workflow, and nobody is invented elsewhere', () => {
  expect(homepage({})).toBeNull();
  expect(homepage({ GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'somebody/app' })).toBe(
    'https://github.com/somebody/app',
  );
  expect(homepage({ PACKAGE_HOMEPAGE: 'https://example.com' })).toBe('https://example.com');
  expect(maintainer({ PACKAGE_MAINTAINER: 'A <a@example.com>' })).toBe('A <a@example.com>');
  expect(maintainer({})).toMatch(/@localhost>$/);
});
