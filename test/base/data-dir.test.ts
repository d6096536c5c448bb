import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appSocketOf } from '../../server/base/app-socket.ts';
import { dataDirAt, defaultDataDir, prepareDataDir } from '../../server/base/data-dir.ts';
import { tempDir } from '../support/temp-dir.ts';

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
  ['linux', {}, join(homedir(), '.local', 'share', 'session-inspector')],
  ['linux', { XDG_DATA_HOME: '/data/home' }, join('/data/home', 'session-inspector')],
  ['linux', { XDG_DATA_HOME: '' }, join(homedir(), '.local', 'share', 'session-inspector')],
  ['darwin', { XDG_DATA_HOME: '/data/home' }, join(homedir(), 'Library', 'Application Support', 'Session Inspector')],
  ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'Session Inspector')],
  ['win32', {}, join(homedir(), 'AppData', 'Local', 'Session Inspector')],
])('on %s with %j, data is kept in %s', (platform, env, expected) => {
  expect(defaultDataDir(env, platform)).toBe(expected);
});

test('naming the files of a folder does not create them', () => {
  const path = join(tempDir(), 'not', 'there');
  expect(dataDirAt(path)).toEqual({
    path,
    database: join(path, 'inspector.db'),
    secret: join(path, 'secret'),
    lock: join(path, 'in-use.lock'),
    settings: join(path, 'settings.json'),
    openingPage: join(path, 'open-inspector.html'),
    recordings: join(path, 'recordings'),
    appSocket: join(path, 'apps.sock'),
    watchList: join(path, 'watched.json'),
    watched: join(path, 'watched'),
  });
  expect(existsSync(path)).toBe(false);
});

test('a path that is too long for a socket has none, and Windows has a named pipe', () => {
  expect(appSocketOf(join('/', 'x'.repeat(120)), 'linux')).toBeNull();
  expect(appSocketOf('/data', 'linux')).toBe('/data/apps.sock');
  expect(appSocketOf('/data', 'win32')).toMatch(/^\\\\\.\\pipe\\session-inspector-[0-9a-f]{32}$/);
});

test('a folder is made with its parents, and a relative one becomes absolute', () => {
  const path = join(tempDir(), 'a', 'b');
  expect(prepareDataDir(path)).toEqual(dataDirAt(path));
  expect(existsSync(path)).toBe(true);
  expect(dataDirAt('data').path).toBe(join(process.cwd(), 'data'));
});
