import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Program, portableDataDir, portableFolder } from '../../electron/portable.ts';
import { tempDir } from '../support/temp-dir.ts';

const program = (over: Partial<Program>): Program => ({
  isPackaged: true,
  path: '/opt/session-inspector/session-inspector',
  env: {},
  platform: 'linux',
  ...over,
});

test('an app without a folder beside it is not portable', () => {
  const folder = tempDir();
  expect(portableDataDir(program({ path: join(folder, 'session-inspector') }))).toBeNull();
  writeFileSync(join(folder, portableFolder), 'a file is no folder');
  expect(portableDataDir(program({ path: join(folder, 'session-inspector') }))).toBeNull();
});

test('a folder beside the program holds the data: of an archive, an AppImage, an app of macOS', () => {
  const folder = tempDir();
  const data = join(folder, portableFolder);
  mkdirSync(data);
  const at = (over: Partial<Program>) => portableDataDir(program(over));
  expect(at({ path: join(folder, 'session-inspector') })).toBe(data);
  expect(at({ path: '/tmp/.mount_abc/session-inspector', env: { APPIMAGE: join(folder, 'a.AppImage') } })).toBe(data);
  const binary = join(folder, 'Session Inspector.app', 'Contents', 'MacOS', 'Session Inspector');
  expect(at({ path: binary, platform: 'darwin' })).toBe(data);
});

test('the portable program of Windows always has its data beside it', () => {
  const env = { PORTABLE_EXECUTABLE_DIR: '/stick' };
  expect(portableDataDir(program({ env, platform: 'win32' }))).toBe(join('/stick', portableFolder));
  expect(portableDataDir(program({ env, platform: 'linux' }))).toBeNull();
});

test('a checkout is never portable', () => {
  expect(portableDataDir(program({ isPackaged: false, env: { PORTABLE_EXECUTABLE_DIR: '/stick' } }))).toBeNull();
});
