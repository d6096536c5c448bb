/** The package for npm, in the hands of people who have nothing but Node. */

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { collectOutput } from '../../support/collected-output.ts';
import { environmentOf, spawnNpx, tarball, version } from '../support/npm-package.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const notOnWindows = 'the test starts npx as a program, which is a batch file on Windows';

/** An empty folder, and an empty cache of npm. */
async function withNothing(story: (place: { folder: string; cache: string; dataDir: string }) => Promise<void>) {
  const root = temporaryFolder();
  try {
    for (const name of ['folder', 'cache']) mkdirSync(join(root, name));
    await story({ folder: join(root, 'folder'), cache: join(root, 'cache'), dataDir: join(root, 'data') });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test.skip(process.platform === 'win32', notOnWindows);

for (const nodeMajor of [22, 24]) {
  test(`npx session-inspector, in an empty folder on Node ${nodeMajor}: the site answers`, async () => {
    test.setTimeout(120_000);
    await withNothing(async ({ folder, cache, dataDir }) => {
      const options = ['--port', '0', '--no-open', '--json', '--data-dir', dataDir];
      // Node itself may have to be fetched, which is no part of the time.
      await environmentOf(nodeMajor);
      const startedAtMs = Date.now();
      const npx = await spawnNpx({ nodeMajor, folder, cache }, ...options);
      const output = collectOutput(npx);
      const line = await output.until((stdout) => /^.*\n/.exec(stdout)?.[0] ?? null);
      const ready = JSON.parse(line) as { site: string; inspector: string; pid: number };
      const answer = await fetch(`${ready.site}/getsession`);
      console.log(`  Node ${nodeMajor}: first answer after ${Date.now() - startedAtMs} ms, with an empty cache`);
      expect(await answer.text()).toBe('Welcome Anonymous');
      expect(await (await fetch(new URL('/', ready.inspector))).text()).toContain(
        'data-open-command="npx session-insp',
      );
      process.kill(ready.pid, 'SIGTERM');
      expect(await output.ended).toMatchObject({ status: 0, stderr: '' });
    });
  });
}

test('on Node 20 it says in one sentence which Node it needs', async () => {
  test.setTimeout(120_000);
  await withNothing(async ({ folder, cache }) => {
    const npx = await spawnNpx({ nodeMajor: 20, folder, cache });
    const { status, stdout, stderr } = await collectOutput(npx).ended;
    const [said = '', ...more] = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
    expect([status, stdout, more]).toEqual([1, '', []]);
    expect(said).toMatch(/^Session Inspector needs Node 22 or newer, and this is Node 20\.\d+\.\d+\.$/);
  });
});

test('its commands: decode, export, backup, watch, open and help', async () => {
  test.setTimeout(120_000);
  await withNothing(async ({ folder, cache, dataDir }) => {
    const npx = async (...argv: string[]) =>
      collectOutput(await spawnNpx({ nodeMajor: 24, folder, cache }, ...argv)).ended;
    expect((await npx('--version')).stdout).toBe(`${version}\n`);
    expect((await npx('--help')).stdout).toContain('Usage: npx session-inspector watch URL... [OPTIONS]');
    const decoded = await npx(
      'decode',
      '--secret',
      'xyz',
      'eyJVc2VybmFtZSI6IkFkbWluIn0.aAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAA',
    );
    expect(JSON.parse(decoded.stdout)).toMatchObject({ format: 'flask' });

    const serving = await spawnNpx(
      { nodeMajor: 24, folder, cache },
      ...['watch', 'http://127.0.0.1:9', '--watch-port', '0', '--port', '0', '--no-open', '--json'],
      ...['--data-dir', dataDir],
    );
    const output = collectOutput(serving);
    const ready = JSON.parse(await output.until((stdout) => /^.*\n/.exec(stdout)?.[0] ?? null));
    expect(ready.watching).toMatchObject([{ app: 'http://127.0.0.1:9' }]);
    await fetch(`${ready.site}/setsession`);
    const link = await npx('open', '--no-open', '--data-dir', dataDir);
    expect(link.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}\n$/);
    const exported = await npx('export', '--format', 'ndjson', '--data-dir', dataDir);
    expect(exported.stdout).toContain('"url":"/setsession"');
    const copy = join(folder, 'copy.db');
    expect(await npx('backup', '--out', copy, '--data-dir', dataDir)).toMatchObject({ status: 0 });
    process.kill(ready.pid, 'SIGTERM');
    await once(serving, 'close');
    const { status, stderr } = await npx('nonsense');
    expect([status, stderr]).toEqual([2, expect.stringContaining('Unknown command “nonsense”')]);
  });
});

test('the package holds the program, its licences and its types, and nothing else', async () => {
  const { stdout } = await run('tar', ['-tzf', tarball()]);
  const allowed =
    /^package\/(package\.json|README\.md|LICENSE|LICENSES\.md|bin\/session-inspector\.cjs|(?:store|express)\/index\.(js|cjs|d\.ts|d\.cts)|out\/main\/[\w-]+\.js|out\/renderer\/(index\.html|assets\/[\w-]+\.(js|css|svg|woff2)))$/;
  const files = stdout.trim().split('\n');
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  for (const needed of [
    'bin/session-inspector.cjs',
    'out/main/cli.js',
    'out/main/search-worker.js',
    'store/index.cjs',
    'express/index.cjs',
  ]) {
    expect(files).toContain(`package/${needed}`);
  }
  const { stdout: text } = await run('tar', ['-xzOf', tarball(), 'package/package.json']);
  const manifest = JSON.parse(text);
  expect(Object.keys(manifest.dependencies)).toEqual(['better-sqlite3']);
  expect(manifest).not.toHaveProperty('private');
  expect(manifest).not.toHaveProperty('scripts');
});
