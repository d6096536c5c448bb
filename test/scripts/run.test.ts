import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasDisplay } from '../../scripts/lib/display.mjs';
import { run, runQuietly } from '../../scripts/lib/run.mjs';
import { eventually } from '../support/eventually.ts';
import { tempDir } from '../support/temp-dir.ts';

const node = (code: string) => run(process.execPath, ['--eval', code], { stdio: 'ignore' });

test.each([
  ['process.exit(0)', 0],
  ['process.exit(7)', 7],
  ['process.kill(process.pid, "SIGTERM")', 143],
  ['process.kill(process.pid, "SIGKILL")', 137],
])('hands on how the program ended: %s', async (code, status) => {
  expect(await node(code)).toBe(status);
});

test('passes a signal on, and takes the status the program ends with then', async () => {
  const ready = join(tempDir(), 'ready');
  const waiting = node(
    `process.on("SIGHUP", () => process.exit(0));
     require("node:fs").writeFileSync(${JSON.stringify(ready)}, "");
     setTimeout(() => process.exit(1), 60_000)`,
  );
  await eventually(() => expect(existsSync(ready)).toBe(true));
  process.emit('SIGHUP', 'SIGHUP');
  expect(await waiting).toBe(0);
});

test('leaves no signal handler behind', async () => {
  const before = process.listenerCount('SIGTERM');
  await node('');
  expect(process.listenerCount('SIGTERM')).toBe(before);
});

test('fails for a program that is not there', async () => {
  await expect(run('no-such-program', [])).rejects.toThrow('ENOENT');
  expect(await runQuietly('no-such-program', [])).toMatchObject({ status: null });
});

test('ends a program that takes too long', async () => {
  const { status } = await runQuietly(process.execPath, ['--eval', 'setTimeout(() => {}, 10_000)'], { timeoutMs: 300 });
  expect(status).toBeNull();
});

test.each([
  [{ DISPLAY: ':0' }, 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{}, 'linux', false],
  [{ DISPLAY: '' }, 'linux', false],
  [{}, 'darwin', true],
  [{}, 'win32', true],
] as const)('knows with %o on %s whether a window can be shown: %s', (env, platform, expected) => {
  expect(hasDisplay(env, platform)).toBe(expected);
});
