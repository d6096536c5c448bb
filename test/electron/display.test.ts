import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { missingDisplay } from '../../electron/display.ts';
import { tempDir } from '../support/temp-dir.ts';

const missing = (env: Record<string, string>, over: { platform?: NodeJS.Platform; argv?: string[] } = {}) =>
  missingDisplay({ platform: 'linux', argv: ['session-inspector'], env, ...over });

test('a Linux without a display is told apart, and no other system', () => {
  expect(missing({})).toBe('There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set.');
  expect(missing({ DISPLAY: '', WAYLAND_DISPLAY: '' })).toContain('There is no display here');
  expect(missing({}, { platform: 'darwin' })).toBeNull();
  expect(missing({}, { platform: 'win32' })).toBeNull();
});

test('a Chromium that is told to do without a display needs none', () => {
  for (const word of ['--headless', '--headless=new', '--ozone-platform=headless'])
    expect(missing({}, { argv: ['session-inspector', word] })).toBeNull();
});

test('a display that is named and not there is named in the sentence', () => {
  expect(missing({ DISPLAY: ':65123' })).toBe('No display answers at DISPLAY=:65123.');
  const runtime = tempDir();
  expect(missing({ DISPLAY: ':65123.0', WAYLAND_DISPLAY: 'wayland-7', XDG_RUNTIME_DIR: runtime })).toBe(
    'No display answers at DISPLAY=:65123.0 or WAYLAND_DISPLAY=wayland-7.',
  );
});

test('a display on another machine is left to Chromium, which connects to it', () => {
  expect(missing({ DISPLAY: 'elsewhere:10.0' })).toBeNull();
});

test('an X11 display may listen at an abstract address of Linux only', async () => {
  const server = createServer().listen('\0/tmp/.X11-unix/X65124');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(missing({ DISPLAY: ':65124' })).toBeNull();
  await new Promise((resolve) => server.close(resolve));
  expect(missing({ DISPLAY: ':65124' })).not.toBeNull();
});

test('the file of an X11 display that was killed is no display', async () => {
  const folder = '/tmp/.X11-unix';
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o1777 });
  const socket = join(folder, 'X65126');
  rmSync(socket, { force: true });
  onTestFinished(() => rmSync(socket, { force: true }));
  const server = createServer().listen(`${socket}.of-the-server`);
  await new Promise((resolve) => server.once('listening', resolve));
  // Another name, as in a container: it is not the one that Linux lists, and a connection succeeds.
  renameSync(`${socket}.of-the-server`, socket);
  expect(missing({ DISPLAY: ':65126' })).toBeNull();
  await new Promise((resolve) => server.close(resolve));
  expect(existsSync(socket)).toBe(true);
  expect(missing({ DISPLAY: ':65126' })).toBe('No display answers at DISPLAY=:65126.');
});

test('a Wayland display is a socket in the folder of the session', async () => {
  const runtime = tempDir();
  const server = createServer().listen(join(runtime, 'wayland-1'));
  await new Promise((resolve) => server.once('listening', resolve));
  expect(missing({ WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: runtime })).toBeNull();
  await new Promise((resolve) => server.close(resolve));
});
