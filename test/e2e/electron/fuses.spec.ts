/**
 * The fuses of a package (requirement 55). There is no package yet; what is tested is what its maker needs: that the
 * fuses of an Electron can be read and set, and that the app runs with them and obeys nothing that they close.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { electronForTests } from '../../support/electron-for-tests.ts';
import { electronWithFuses, fusesOfAPackage, wrongFuses } from '../../support/package-fuses.ts';
import { desktopCommand } from '../support/desktop-app.ts';
import { readyLine } from '../support/ready-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const project = join(import.meta.dirname, '../../..');

test.skip(process.platform !== 'linux', 'an app of macOS and of Windows is signed when it is packaged');

test('the fuses of an Electron can be read: one from the registry is not yet a package', async () => {
  const { executablePath } = await electronForTests();
  const wrong = await wrongFuses(executablePath);
  expect(wrong).toContain('OnlyLoadAppFromAsar');
  expect(Object.keys(fusesOfAPackage)).toEqual(expect.arrayContaining(wrong));
});

test('no packager is here without a test of the fuses of its packages', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const packagers = Object.keys({ ...dependencies, ...devDependencies }).filter((name) =>
    /^(electron-builder|electron-packager|@electron\/packager|@electron-forge\/.+)$/.test(name),
  );
  expect([packagers.length > 0, existsSync(join(project, 'test/packages'))]).toEqual([false, false]);
});

test('with the fuses of a package the app runs, and obeys no variable and no signal that is for Node', async () => {
  const dataDir = temporaryFolder();
  const intruder = join(dataDir, 'intruder.cjs');
  writeFileSync(intruder, `require('node:fs').writeFileSync(__filename + '.ran', '')`);
  const { executablePath, args } = await desktopCommand({ dataDir: join(dataDir, 'data') });
  const { binary, remove } = await electronWithFuses(executablePath, project);
  try {
    expect(await wrongFuses(binary)).toEqual(['OnlyLoadAppFromAsar', 'EnableEmbeddedAsarIntegrityValidation']);
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${intruder}` };
    const child = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const exited = once(child, 'exit');
    const stderr = text(child.stderr);
    // As Node it would read the first switch as an option of Node, and end.
    const { site } = await readyLine(child.stdout);
    child.kill('SIGUSR1');
    expect((await fetch(`${site}/getsession`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(await stderr).not.toContain('Debugger listening');
    expect(existsSync(`${intruder}.ran`)).toBe(false);
  } finally {
    remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
