import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest } from '../../electron/manifest.ts';
import { tempDir } from '../support/temp-dir.ts';

function manifestOf(content: object) {
  const file = join(tempDir(), 'package.json');
  writeFileSync(file, JSON.stringify({ version: '1.2.3', ...content }));
  return readManifest(file);
}

test.each([
  ['a checkout', {}, { releasesUrl: null, isSigned: null }],
  [
    'a build on one’s own machine',
    { homepage: 'http://localhost/', isSigned: false },
    { releasesUrl: null, isSigned: false },
  ],
  [
    'a release',
    { homepage: 'https://example.com/app', isSigned: true },
    { releasesUrl: 'https://example.com/app/releases', isSigned: true },
  ],
  [
    'a release with a slash',
    { homepage: 'https://example.com/' },
    { releasesUrl: 'https://example.com/releases', isSigned: null },
  ],
])('%s', (_, content, expected) => {
  expect(manifestOf(content)).toEqual({ version: '1.2.3', ...expected });
});
