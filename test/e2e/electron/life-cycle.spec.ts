import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { serveOptions, serving, spawnCommand } from '../../support/spawned-command.ts';
import { desktopCommand, openDesktop, withDesktop } from '../support/desktop-app.ts';
import { press, requestRows, rowWith } from '../support/live-view.ts';
import { processesNaming } from '../support/processes.ts';
import { readyLine } from '../support/ready-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const runProgram = promisify(execFile);
let dataDir: string;

test.beforeEach(() => {
  dataDir = temporaryFolder();
});
test.afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('says on stdout where it is, in the words of browser mode', async () => {
  const { executablePath, args } = await desktopCommand({ dataDir });
  const child = spawn(executablePath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = await readyLine(child.stdout);
  expect(ready).toEqual({
    event: 'ready',
    site: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    inspector: 'app://inspector/',
    dataDir,
    watching: [],
    pid: child.pid,
  });
  expect((await fetch(`${ready.site}/getsession`)).status).toBe(200);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('quits cleanly: status 0, nothing left running, no file left to recover', async () => {
  const app = await openDesktop({ dataDir });
  await press(app.page, 'Alice', 'Set');
  await expect(requestRows(app.page)).toHaveCount(1);
  expect(await app.quit()).toBe(0);
  await expect.poll(() => processesNaming(dataDir)).toEqual([]);
  expect(readdirSync(dataDir).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
  await expect(fetch(app.site)).rejects.toThrow();
});

test('quits when its window is closed', async () => {
  const app = await openDesktop({ dataDir });
  const exited = once(app.electron.process(), 'exit');
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {});
  expect((await exited)[0]).toBe(0);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`ends cleanly on ${signal}, with a request under way`, async () => {
    const app = await openDesktop({ dataDir });
    await press(app.page, 'Alice', 'Set');
    await expect(requestRows(app.page)).toHaveCount(1);
    const main = app.electron.process();
    const exited = once(main, 'exit');
    main.kill(signal);
    expect(await exited).toEqual([0, null]);
    await expect.poll(() => processesNaming(dataDir)).toEqual([]);
    expect(readdirSync(dataDir).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  });
}

test('comes back as it was left: log, sessions, cookies of the actors, size of the window', async () => {
  const first = await openDesktop({ dataDir });
  await press(first.page, 'Alice', 'Set');
  await expect(requestRows(first.page)).toHaveCount(1);
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 700));
  await first.quit();

  const second = await openDesktop({ dataDir });
  await expect(rowWith(second.page, 'Alice', '/setsession')).toBeVisible();
  await press(second.page, 'Alice', 'Get');
  await expect(second.page.getByRole('group', { name: 'Alice' })).toContainText('Admin');
  const size = await second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  expect(size).toEqual([1100, 700]);
  await second.quit();
});

test('keeps its files to its user', async () => {
  await withDesktop(async ({ dataDir }) => {
    const modes = Object.fromEntries(
      readdirSync(dataDir).map((name) => [name, statSync(join(dataDir, name)).mode & 0o077]),
    );
    expect(new Set(Object.values(modes))).toEqual(new Set([0]));
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });
});

test('opens once for a folder: a second start shows the first window and ends', async () => {
  const app = await openDesktop({ dataDir });
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const { executablePath, args } = await desktopCommand({ dataDir });
  const second = await runProgram(executablePath, args);
  expect(second.stdout).toBe('');
  expect(second.stderr).toContain('already open');
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
    )
    .toEqual([true]);
  await app.quit();
});

for (const [where, display, words] of [
  ['without a display', '', 'There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set.'],
  ['at a display that is not there', ':65125', 'No display answers at DISPLAY=:65125.'],
] as const) {
  test(`ends ${where} with one line that says what to do, and with status 1`, async () => {
    test.skip(process.platform !== 'linux', 'Only Linux can be without a display.');
    const { executablePath, args } = await desktopCommand({ dataDir });
    const env = { ...process.env, DISPLAY: display, WAYLAND_DISPLAY: '' };
    const child = spawn(executablePath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [stderr, exit] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
    expect(exit).toEqual([1, null]);
    const told = stderr.split('\n').filter((line) => line.includes('No window can be shown'));
    expect(told).toEqual([expect.stringContaining(words)]);
    expect(told[0]).toMatch(/“(npx session-inspector|npm run) serve” opens the inspector in a browser/);
  });
}

test('refuses a bad option in one line, with status 2', async () => {
  const { executablePath, args } = await desktopCommand({ dataDir });
  const child = spawn(executablePath, [...args, '--nonsense'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
  expect(code).toBe(2);
  expect(stderr.split('\n').filter((line) => line.includes('--nonsense'))).toHaveLength(1);
});

test('says why when it cannot start, on stderr and in a dialog, and ends with a status other than 0', async () => {
  const browserMode = await serving(spawnCommand(serveOptions(dataDir), join(dataDir, 'compiled')));
  try {
    const { executablePath, args } = await desktopCommand({ dataDir });
    const child = spawn(executablePath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const exited = once(child, 'exit');
    await untilText(child.stderr, 'Another Session Inspector is using');
    child.kill('SIGTERM');
    expect(await exited).toEqual([1, null]);
  } finally {
    browserMode.process.kill('SIGTERM');
    await browserMode.ended;
  }
});

test('opens although its database is not a database, keeps the file, and reports it in the window', async () => {
  writeFileSync(join(dataDir, 'inspector.db'), 'this is no database');
  const app = await openDesktop({ dataDir });
  await expect(
    app.page.getByText(/It was kept as inspector\.db\.corrupt-\w+, and a new database was created\./),
  ).toBeVisible();
  await press(app.page, 'Alice', 'Set');
  await expect(requestRows(app.page)).toHaveCount(1);
  const kept = readdirSync(dataDir).filter((name) => name.includes('.corrupt-'));
  expect(kept.map((name) => readFileSync(join(dataDir, name), 'utf8'))).toEqual(['this is no database']);
  expect(await app.quit()).toBe(0);
});

test('takes the next port when the wanted one is taken, and says so', async () => {
  const stranger = createServer((_request, response) => response.writeHead(403).end());
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const { port } = stranger.address() as { port: number };
  const app = await openDesktop({ dataDir, port });
  expect(app.site).not.toBe(`http://localhost:${port}`);
  await expect(app.page.getByText(`Port ${port} was taken`).first()).toBeVisible();
  await app.quit();
  stranger.close();
});

test('keeps serving when its page crashes, and loads the page again', async () => {
  await withDesktop(async ({ electron, page, site }) => {
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await electron.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => resolve());
          contents?.forcefullyCrashRenderer();
        }),
    );
    expect(await (await fetch(`${site}/getsession`)).text()).toBe('Welcome Anonymous');
    const text = () =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
      );
    await expect.poll(text).toContain('/setsession');
    await expect.poll(text).toContain('/getsession');
  });
});

test('continues after an uncaught error, without a dialog', async () => {
  await withDesktop(async ({ electron, page }) => {
    await electron.evaluate(() => {
      setTimeout(() => {
        throw new Error('a surprise');
      });
      void Promise.reject(new Error('another one'));
    });
    await press(page, 'Alice', 'Set');
    await expect(rowWith(page, 'Alice', '/setsession')).toBeVisible();
  });
});

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

async function untilText(stream: NodeJS.ReadableStream, wanted: string): Promise<void> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes(wanted)) return;
  }
  throw new Error(`“${wanted}” was never said: ${text}`);
}
