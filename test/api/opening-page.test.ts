import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepOpeningPage, linkOfOpeningPage } from '../../server/api/opening-page.ts';
import { eventually } from '../support/eventually.ts';
import { tempDir } from '../support/temp-dir.ts';

test('a page that could not be written again is written as soon as that is possible', async () => {
  const folder = join(tempDir(), 'data');
  mkdirSync(folder);
  const path = join(folder, 'open-inspector.html');
  const uses: (() => void)[] = [];
  const failures: unknown[] = [];
  const newLink = (onUsed: () => void) => `http://127.0.0.1:1/#code=link-${uses.push(onUsed)}`;
  const page = keepOpeningPage(path, newLink, (error) => failures.push(error));
  onTestFinished(() => page.remove());
  expect(linkOfOpeningPage(path)).toBe('http://127.0.0.1:1/#code=link-1');

  renameSync(folder, `${folder}.away`);
  uses[0]?.();
  expect(failures).toHaveLength(1);
  renameSync(`${folder}.away`, folder);
  await eventually(() => expect(linkOfOpeningPage(path)).toBe('http://127.0.0.1:1/#code=link-2'));
  expect([page.timesUsed, failures.length]).toEqual([1, 1]);
});
