/** How a browser gets into the inspector: by a page that only this user can read, and by nothing on a command line. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { linkOfOpeningPage } from '../../server/api/opening-page.ts';
import { type RunningCommand, runCommand, serve, startCommand } from '../support/command.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { tempDir } from '../support/temp-dir.ts';
import { needs, titleWhere, where } from '../support/where.ts';

const pageIn = (dataDir: string) => join(dataDir, 'open-inspector.html');
const codeOf = (link: string | null) => new URL(link ?? '').hash.slice('#code='.length);

/** A desktop whose command for opening a page notes its arguments and then behaves as `script` says. */
function desktop(script: string) {
  const folder = tempDir();
  const notes = join(folder, 'arguments');
  writeFileSync(
    join(folder, 'xdg-open'),
    `#!/bin/sh\nprintf '%s\\n' "$@" > "${notes}.new"\nmv "${notes}.new" "${notes}"\n${script}\n`,
    {
      mode: 0o755,
    },
  );
  return {
    /** The arguments with which the command was called, once it was. */
    opened: () => eventually(() => readFileSync(notes, 'utf8').trimEnd().split('\n')),
    start<T>(begin: () => T): T {
      const before = process.env.PATH;
      process.env.PATH = `${folder}${delimiter}${before}`;
      try {
        return begin();
      } finally {
        process.env.PATH = before;
      }
    },
  };
}

/** As long as the test, at the end of which the folder of the command goes. */
const stays = 'while [ -d "$(dirname "$0")" ]; do sleep 0.1; done';
const serveIn = (dataDir: string) => startCommand('serve', '--port', '0', '--data-dir', dataDir);

/** The command lines of every process there is, as every user can list them. */
function processList(): string {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

async function linkPrintedBy(running: RunningCommand): Promise<string> {
  const [, line = ''] = await running.lines(2);
  return line.split(/ {2,}/)[1] ?? '';
}

describe.runIf(needs.linux.isMet)(titleWhere(needs.linux, 'a start with a browser'), () => {
  test('names the page to the desktop, and no code is in the process list', async () => {
    const dataDir = tempDir();
    const { start, opened } = desktop(stays);
    const running = start(() => serveIn(dataDir));
    const printed = await linkPrintedBy(running);
    expect(await opened()).toEqual([pathToFileURL(pageIn(dataDir)).href]);
    const fromPage = linkOfOpeningPage(pageIn(dataDir));
    const list = processList();
    expect(list).toContain(pageIn(dataDir));
    for (const link of [printed, fromPage]) expect(list).not.toContain(codeOf(link));
    // Nor is any other code of this inspector. Another program on the machine may have opened a link of its own.
    const { host } = new URL(printed);
    expect(list.split('\n').filter((line) => line.includes(host) && line.includes('code='))).toEqual([]);
  });

  test('reports a missing or failing command of the desktop', async () => {
    const { start } = desktop('exit 3');
    const running = start(() => serveIn(tempDir()));
    await running.lines(2);
    await eventually(() =>
      expect(running.stderr()).toBe('No browser was opened (xdg-open ended with 3). Open the link on the terminal.\n'),
    );
  });

  test('says what to do if no browser has loaded the page for a while', async () => {
    const dataDir = tempDir();
    const { start } = desktop(stays);
    const running = start(() => serveIn(dataDir));
    await running.lines(2);
    // It is said after some seconds, so the limit is longer than that of eventually().
    await expect
      .poll(running.stderr, { timeout: 60_000 })
      .toBe(
        `No browser has opened the inspector yet. If yours may not read ${pageIn(dataDir)} (those from Snap and Flatpak may not ` +
          'read hidden folders), open the link on the terminal.\n',
      );
  });
});

describe('the page', () => {
  test('is for its user alone, has a link that works, and another one as soon as that was used', async () => {
    const { ready } = await serve(tempDir());
    const path = pageIn(ready.dataDir);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const links = [ready.inspector];
    for (let n = 0; n < 3; n++) {
      const link = linkOfOpeningPage(path) ?? '';
      expect(links).not.toContain(link);
      links.push(link);
      const { origin, token } = await accessBy(link);
      const headers = { Authorization: `Bearer ${token}` };
      expect((await send(origin, '/trpc/log.page?input={}', { headers })).status).toBe(200);
      expect(readFileSync(path, 'utf8')).not.toContain(token);
    }
    await accessBy(ready.inspector);
    for (const used of links) await expect(accessBy(used)).rejects.toThrow('The link was refused: 403');
  });

  test('goes when the inspector ends', async () => {
    const running = await serve(tempDir());
    running.process.kill('SIGTERM');
    await running.ended;
    expect(existsSync(pageIn(running.ready.dataDir))).toBe(false);
  });

  test('that a kill has left is replaced by the next start', async () => {
    const dataDir = tempDir();
    const first = await serve(dataDir);
    const left = linkOfOpeningPage(pageIn(dataDir));
    first.process.kill('SIGKILL');
    await first.ended;
    expect(existsSync(pageIn(dataDir))).toBe(true);
    await serve(dataDir);
    await eventually(() => expect(linkOfOpeningPage(pageIn(dataDir))).not.toBe(left));
  });

  test('a page that cannot be written is not a failure', async () => {
    const dataDir = tempDir();
    const running = await serve(dataDir);
    rmSync(pageIn(dataDir));
    // A folder in its place: neither a file nor a rename can take it.
    execFileSync('mkdir', ['-p', join(pageIn(dataDir), 'x')]);
    const { origin, token } = await accessBy(running.ready.inspector);
    expect(
      (await send(origin, '/trpc/log.page?input={}', { headers: { Authorization: `Bearer ${token}` } })).status,
    ).toBe(200);
  });
});

describe('open', () => {
  test('prints a new link for the inspector that runs, and the links that were printed before still work', async () => {
    const { ready } = await serve(tempDir());
    const links = [ready.inspector];
    for (let n = 0; n < 2; n++) {
      const { status, stdout, stderr } = await runCommand('open', '--no-open', '--data-dir', ready.dataDir);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}\n$/);
      links.push(stdout.trimEnd());
      expect((await accessBy(stdout.trimEnd())).origin).toBe(new URL(ready.inspector).origin);
    }
    expect(new Set(links).size).toBe(3);
    await accessBy(ready.inspector);
  });

  for (const script of ['exit 0', stays]) {
    where(needs.linux)(`shows the page to the desktop (${script})`, async () => {
      const { ready } = await serve(tempDir());
      const { start, opened } = desktop(script);
      const ended = await start(() => runCommand('open', '--data-dir', ready.dataDir));
      expect(ended).toMatchObject({ status: 0, stdout: '', stderr: '' });
      expect(await opened()).toEqual([pathToFileURL(pageIn(ready.dataDir)).href]);
    });
  }

  const nothingOn = (dataDir: string) => ({
    status: 1,
    stdout: '',
    stderr:
      `No Session Inspector runs in browser mode on ${dataDir}. Start one with “npm run serve”, ` +
      'or name the folder of one that runs with --data-dir.\n',
  });

  test('reports that no inspector is running', async () => {
    const dataDir = tempDir();
    expect(await runCommand('open', '--data-dir', dataDir)).toMatchObject(nothingOn(dataDir));
  });

  test('does not take another program at the port of one that was killed for the inspector', async () => {
    const stranger = createServer((_request, response) => response.end('{"token":"a stranger’s"}'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const dataDir = tempDir();
    const { port } = stranger.address() as AddressInfo;
    writeFileSync(pageIn(dataDir), `<a href="http://127.0.0.1:${port}/#code=abc">Open</a>`);
    const ended = await runCommand('open', '--no-open', '--data-dir', dataDir);
    expect(ended).toMatchObject(nothingOn(dataDir));
  });

  test.each([['--nonsense'], ['--data-dir', '']])(
    'refuses a bad option in one line, with status 2 (%s)',
    async (...argv) => {
      const { status, stdout, stderr } = await runCommand('open', ...argv);
      expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    },
  );
});
