/** The package for Debian: installed, started by an ordinary user with the sandbox on, driven, and removed. */
import { execFile, spawn } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { collectOutput } from '../../support/collected-output.ts';
import { canInstallDebian, whyNotInstalled } from '../../support/debian-package.ts';
import { withoutNpm } from '../../support/published-node.ts';
import { actor, openTab, press, requestRows, rowWith } from '../support/live-view.ts';
import { version } from '../support/npm-package.ts';
import { processesNaming } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../../..');
const file = join(project, 'dist', `session-inspector-${version}-linux-amd64.deb`);
const folder = '/opt/session-inspector';
const program = '/usr/bin/session-inspector';
/** `nobody`, who owns nothing and may do nothing in particular. */
const user = { uid: 65_534, gid: 65_534 };
let home = '';

test.describe.configure({ mode: 'serial' });
test.skip(!canInstallDebian, whyNotInstalled);

test.beforeAll(async () => {
  test.setTimeout(120_000);
  home = temporaryFolder();
  chownSync(home, user.uid, user.gid);
  if (!existsSync(file)) throw new Error('The package is not there: run `npm test -- package`.');
  await run('dpkg', ['--install', file]);
});

test.afterAll(async () => {
  await run('dpkg', ['--purge', 'session-inspector']);
  rmSync(home, { recursive: true, force: true });
});

/** The environment of that user, in a separate session. */
function environment(): NodeJS.ProcessEnv {
  const runtime = join(home, 'runtime');
  if (!existsSync(runtime)) {
    mkdirSync(runtime, { mode: 0o700 });
    chownSync(runtime, user.uid, user.gid);
  }
  const { XDG_DATA_HOME: _, XDG_CONFIG_HOME: _config, ...env } = withoutNpm(process.env);
  return { ...env, HOME: home, USER: 'nobody', XDG_RUNTIME_DIR: runtime };
}

const asUser = (command: string, ...args: string[]) =>
  run(command, args, { ...user, env: environment(), cwd: home }).then(({ stdout }) => stdout.trim());

interface InstalledApp {
  readonly page: Page;
  readonly browser: Browser;
  readonly pid: number;
  readonly dataDir: string;
  readonly site: string;
  /** Ends it by a signal and resolves with the exit status. */
  stop(): Promise<number | null>;
}

/** Starts the installed program. Chromium's own switch is the only way in: the fuses have closed those of Node. */
async function start(): Promise<InstalledApp> {
  const switches = ['--remote-debugging-port=0', '--disable-gpu', '--disable-dev-shm-usage'];
  const app = spawn(program, [...switches, '--', '--port', '0', '--json'], {
    ...user,
    cwd: home,
    // Without this variable the app refuses debugging ports.
    env: { ...environment(), SESSION_INSPECTOR_DEBUGGING: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const devTools = new Promise<string>((resolve) =>
    app.stderr.on('data', (chunk) => {
      said += chunk;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    }),
  );
  const output = collectOutput(app);
  // An app that cannot start shows why in a dialog, which only a person could close.
  const line = await Promise.race([output.until((stdout) => /^.*\n/.exec(stdout)?.[0] ?? null), tooLong(60_000)]);
  if (line === null) {
    app.kill('SIGKILL');
    throw new Error(`The app was not ready after a minute: ${said}`);
  }
  const ready = JSON.parse(line);
  const browser = await chromium.connectOverCDP(await devTools);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('The app has no window.');
  await expect(actor(page, 'Alice')).toBeVisible({ timeout: 30_000 });
  return {
    page,
    browser,
    pid: app.pid ?? 0,
    dataDir: ready.dataDir,
    site: ready.site,
    async stop() {
      await browser.close();
      app.kill('SIGTERM');
      return (await output.ended).status;
    },
  };
}

const tooLong = (ms: number) => new Promise<null>((resolve) => setTimeout(resolve, ms, null).unref());

test('the smoke test of a release accepts the package', async () => {
  test.setTimeout(120_000);
  const { stderr } = await run(process.execPath, [join(project, 'packaging', 'smoke-test.mjs')]);
  expect(stderr).toContain('session-inspector starts, and its fuses are set.');
});

test('it puts an entry into the menu, and takes files by their type', async () => {
  const entry = '/usr/share/applications/session-inspector.desktop';
  await run('desktop-file-validate', [entry]);
  expect(readFileSync(entry, 'utf8')).toContain('Exec=/opt/session-inspector/session-inspector %F\n');
  expect(await asUser('xdg-mime', 'query', 'default', 'application/har+json')).toBe('session-inspector.desktop');
  expect(await asUser('xdg-mime', 'query', 'default', 'application/x-ndjson')).toBe('session-inspector.desktop');
  const har = join(project, 'test/import/fixtures/chrome.har');
  expect(await asUser('gio', 'info', '--attributes=standard::content-type', har)).toContain('application/har+json');
  for (const size of [16, 48, 256, 512]) {
    expect(existsSync(`/usr/share/icons/hicolor/${size}x${size}/apps/session-inspector.png`)).toBe(true);
  }
});

test('its fuses are flipped, and the switches that they close do nothing', async () => {
  const wire = await getCurrentFuseWire(join(folder, 'session-inspector'));
  const { ENABLE, DISABLE } = FuseState;
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  }).toEqual({
    runAsNode: DISABLE,
    cookieEncryption: ENABLE,
    nodeOptions: DISABLE,
    inspect: DISABLE,
    integrity: ENABLE,
    onlyAsar: ENABLE,
    fileProtocol: DISABLE,
  });
  // It would answer 3 as a Node, and print the version of Node.
  const env = { ...environment(), ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nowhere.js' };
  const { stdout } = await run(program, ['--version'], { ...user, env, cwd: home });
  expect(stdout).toBe(`${version}\n`);
  expect(await asUser(program, '--help')).toContain('Usage: session-inspector [OPTIONS]');
});

test('the first lesson in the installed app, with the sandbox on', async () => {
  test.setTimeout(120_000);
  const { page, pid, dataDir, site, stop } = await start();
  expect(dataDir).toBe(join(home, '.local/share/session-inspector'));
  expect(sandboxOf(pid)).toEqual({ renderers: expect.any(Number), withoutFilter: 0, switchedOff: 0 });

  await press(page, 'Alice', 'Set');
  const set = rowWith(page, 'Alice', '/setsession');
  await expect(set).toBeVisible();
  await set.click();
  await expect(await openTab(page, 'Session')).toContainText('Admin');
  await expect(await openTab(page, 'Headers')).toContainText('Set-Cookie');
  await press(page, 'Alice', 'Get');
  await expect(actor(page, 'Alice')).toContainText('Admin');
  await press(page, 'Alice', 'Pop');
  await expect(requestRows(page)).toHaveCount(3);
  await fetch(`${site}/getsession`);
  await expect(requestRows(page)).toHaveCount(4);

  // A double click in the file manager: the desktop finds the program by the type of the file.
  const har = join(home, 'shop visit.har');
  copyFileSync(join(project, 'test/import/fixtures/chrome.har'), har);
  chownSync(har, user.uid, user.gid);
  await asUser('gio', 'open', har);
  const strip = page.getByRole('region', { name: 'The file that is shown' });
  await expect(strip).toContainText('shop visit.har', { timeout: 60_000 });
  await strip.getByRole('button', { name: 'Back to the live log' }).click();
  await expect(requestRows(page)).toHaveCount(4);
  expect(await stop()).toBe(0);
  expect(processesNaming(dataDir)).toEqual([]);
});

test('removing the package deletes everything except the data of the user, and prints its path', async () => {
  const { stdout } = await run('dpkg', ['--remove', 'session-inspector']);
  expect(stdout).toContain('The data of each user stays in ~/.local/share/session-inspector.');
  expect(readdirSync(join(home, '.local/share/session-inspector'))).toContain('inspector.db');
  for (const left of [
    folder,
    program,
    '/usr/share/applications/session-inspector.desktop',
    '/usr/share/mime/packages/session-inspector.xml',
    '/etc/apparmor.d/session-inspector',
  ]) {
    expect(existsSync(left), left).toBe(false);
  }
  expect(await asUser('xdg-mime', 'query', 'default', 'application/har+json')).toBe('');
});

test('a removed package is listed by dpkg until it is purged, and the data of the user stays', async () => {
  const listed = () => run('dpkg', ['--list', 'session-inspector']);
  expect((await listed()).stdout).toMatch(/^rc +session-inspector /m);
  await run('dpkg', ['--purge', 'session-inspector']);
  await expect(listed()).rejects.toThrow('no packages found matching session-inspector');
  expect(readdirSync(join(home, '.local/share/session-inspector'))).toContain('inspector.db');
});

/**
 * What Linux says of the processes of the app: a sandboxed page runs with a filter of system calls (seccomp mode 2).
 */
function sandboxOf(pid: number) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const read = (id: string, what: string) => {
    try {
      return readFileSync(`/proc/${id}/${what}`, 'utf8');
    } catch {
      // It has ended in the meantime.
      return '';
    }
  };
  const commands = all.map((id) => ({ id, line: read(id, 'cmdline').replaceAll('\0', ' ') }));
  const ours = commands.filter(({ id, line }) => Number(id) === pid || line.startsWith(`${folder}/`));
  const renderers = ours.filter(({ line }) => line.includes('--type=renderer'));
  return {
    renderers: renderers.length,
    withoutFilter: renderers.filter(({ id }) => !/^Seccomp:\s*2$/m.test(read(id, 'status'))).length,
    switchedOff: ours.filter(({ line }) => line.includes('--no-sandbox')).length,
  };
}
