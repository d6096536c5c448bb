import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiClient } from '../support/api-client.ts';
import { send } from '../support/http.ts';
import { exchange, statusOf } from '../support/raw-socket.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A built window, and beside it a file that is none of its business. */
function makeUi(): { uiDir: string; outside: string } {
  const folder = tempDir();
  const uiDir = join(folder, 'ui');
  const outside = join(folder, 'private');
  mkdirSync(join(uiDir, 'assets'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(uiDir, 'index.html'), 'the window');
  writeFileSync(join(uiDir, 'assets', 'app-1.js'), 'the script');
  writeFileSync(join(uiDir, 'assets', 'app-1.js.map'), 'a map');
  writeFileSync(join(outside, 'secret.html'), 'a secret');
  return { uiDir, outside };
}

async function serveUi(uiDir: string) {
  const running = await inspectorForTest({ uiDir });
  const { origin } = await apiClient(running.inspector);
  return {
    running,
    port: Number(new URL(origin).port),
    get: (path: string) => send(origin, path),
    getByApp: async (path: string) => running.inspector.handle(new Request(`app://inspector${path}`)),
  };
}

describe('the built window', () => {
  test('is served with the types that browsers require; only hashed files are cached', async () => {
    const { get } = await serveUi(makeUi().uiDir);
    const seen = [];
    for (const path of ['/', '/index.html', '/assets/app-1.js']) {
      const { status, headers, body } = await get(path);
      seen.push([path, status, headers['content-type'], headers['cache-control'], body]);
    }
    expect(seen).toEqual([
      ['/', 200, 'text/html; charset=utf-8', 'no-cache', 'the window'],
      ['/index.html', 200, 'text/html; charset=utf-8', 'no-cache', 'the window'],
      ['/assets/app-1.js', 200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'the script'],
    ]);
  });

  test('serves no types of files that a window does not use', async () => {
    const { get } = await serveUi(makeUi().uiDir);
    expect((await get('/assets/app-1.js.map')).status).toBe(404);
  });

  test('ignores the query of an address', async () => {
    const { get } = await serveUi(makeUi().uiDir);
    expect((await get('/?a=../../private/secret.html')).body).toBe('the window');
  });

  test.each([
    '/../private/secret.html',
    '/assets/../../private/secret.html',
    '/%2e%2e/private/secret.html',
    '/%2E%2E%2Fprivate%2Fsecret.html',
    '/assets/%2e%2e/%2e%2e/private/secret.html',
    '/..%2fprivate/secret.html',
    '/..%5cprivate%5csecret.html',
    '/..\\private\\secret.html',
    '/....//private/secret.html',
    '/%00/../private/secret.html',
    '/index.html%00.js',
    '//private/secret.html',
    '/./../private/secret.html',
    '/assets',
    '/assets/',
    '/index.html/',
    '/INDEX.HTML',
  ])('does not serve %s', async (path) => {
    const { port } = await serveUi(makeUi().uiDir);
    const answer = await exchange(port, `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
    expect(statusOf(answer)).toBeOneOf([400, 404]);
    expect(answer).not.toContain('a secret');
  });

  test('does not serve a file by its path on this machine', async () => {
    const { uiDir, outside } = makeUi();
    const { port, getByApp } = await serveUi(uiDir);
    for (const path of [
      join(outside, 'secret.html'),
      join(uiDir, 'index.html'),
      '/etc/passwd',
      '/C:/Windows/win.ini',
    ]) {
      const answer = await exchange(
        port,
        `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
      );
      expect(statusOf(answer)).toBe(404);
      expect((await getByApp(path)).status).toBe(404);
    }
  });

  test('follows no link out of its folder, be it to a file or to a folder', async () => {
    const { uiDir, outside } = makeUi();
    symlinkSync(join(outside, 'secret.html'), join(uiDir, 'file.html'));
    symlinkSync(outside, join(uiDir, 'folder'));
    symlinkSync(uiDir, join(uiDir, 'loop'));
    const { get, getByApp } = await serveUi(uiDir);
    for (const path of ['/file.html', '/folder/secret.html', '/loop/index.html']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
      expect([path, (await getByApp(path)).status]).toEqual([path, 404]);
    }
  });

  test('reports a missing build with the next step, and finds it once it exists', async () => {
    const folder = tempDir();
    const uiDir = join(folder, 'ui');
    const { get } = await serveUi(uiDir);
    const missing = await get('/');
    expect(missing.status).toBe(503);
    expect(JSON.parse(missing.body)).toMatchObject({
      title: 'The window is not built',
      detail: expect.stringContaining('npm run build'),
    });
    expect(missing.body).not.toContain(folder);
    mkdirSync(uiDir);
    writeFileSync(join(uiDir, 'index.html'), 'built since');
    expect((await get('/')).body).toBe('built since');
  });

  test('serves the new files after a rebuild', async () => {
    const { uiDir } = makeUi();
    const { get } = await serveUi(uiDir);
    await get('/');
    rmSync(join(uiDir, 'assets', 'app-1.js'));
    writeFileSync(join(uiDir, 'assets', 'app-2.js'), 'the new script');
    expect((await get('/assets/app-1.js')).status).toBe(404);
    expect((await get('/assets/app-2.js')).body).toBe('the new script');
  });

  test('an invalid folder does not prevent the start of the inspector', async () => {
    const uiDir = join(tempDir(), 'file');
    writeFileSync(uiDir, 'not a folder');
    const { get } = await serveUi(uiDir);
    expect((await get('/')).status).toBe(503);
  });
});
