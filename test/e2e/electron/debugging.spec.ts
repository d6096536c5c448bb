/** The doors for debuggers, which would open the window to every program of this machine (requirement 56). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { freePort } from '../../support/free-port.ts';
import { desktopCommand } from '../support/desktop-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let dataDir: string;

test.beforeEach(() => {
  dataDir = temporaryFolder();
});
test.afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

// With --inspect-brk Node waits for its debugger before any code of ours runs: only a package can refuse that.
for (const name of ['remote-debugging-port', 'remote-debugging-pipe', 'inspect']) {
  test(`refuses to start with --${name}, and says how to allow it`, async () => {
    const port = await freePort();
    const { executablePath, args } = await desktopCommand({ dataDir });
    const { SESSION_INSPECTOR_DEBUGGING: _, ...env } = process.env;
    const child = spawn(executablePath, withSwitch(args, `--${name}=${port}`), {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(await exited).toEqual([2, null]);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Refused: --${name} opens Session Inspector`);
    expect(stderr).toContain('SESSION_INSPECTOR_DEBUGGING=1');
    // Chromium's door is not opened at all; Node opens its own before any code of ours runs.
    expect(stderr).not.toContain('DevTools listening');
    expect(await isRefused(port)).toBe(true);
    expect(readdirSync(dataDir)).toEqual([]);
  });
}

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

/** Before the `--` that ends the switches of Chromium. */
function withSwitch(args: readonly string[], name: string): string[] {
  const end = args.indexOf('--');
  return [...args.slice(0, end), name, ...args.slice(end)];
}
