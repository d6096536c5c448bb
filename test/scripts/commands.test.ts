import { describe, expect, test } from 'vitest';
import { startNpm, startScript } from '../support/script.ts';
import { tempDir } from '../support/temp-dir.ts';

describe('npm start, without a display', () => {
  test('says why there is no window, serves the tutorial, and ends with status 0', async () => {
    const running = startNpm('start', '--', '--port', '0', '--data-dir', tempDir(), '--secret', 'xyz');
    const [, site] = await running.said(/^Session server {2}(http:\/\/localhost:\d+)$/m);
    const [, inspector] = await running.said(/^Inspector {7}(http:\/\/127\.0\.0\.1:\d+\/)#code=[\w-]{43}$/m);
    expect(await answers(`${site}`)).toEqual([
      'Welcome Anonymous',
      'The session has been Set',
      'Welcome Admin',
      'Session Deleted',
      'Welcome Anonymous',
    ]);
    expect((await fetch(`${inspector}trpc/log.page`)).status).toBe(401);

    running.process.kill('SIGTERM');
    const { status, stderr } = await running.ended;
    expect(status).toBe(0);
    expect(stderr.split('\n').filter((line) => line.includes('browser mode'))).toEqual([
      'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the inspector runs in browser mode.',
    ]);
    await expect(fetch(`${site}`)).rejects.toThrow();
  });

  test('refuses a bad option in one line, with status 2', async () => {
    for (const options of [['--nonsense'], ['--port', '99999'], ['--engine', 'steam'], ['/nowhere/a.har']]) {
      const { status, stdout, stderr } = await startScript('start', ...options).ended;
      expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    }
  });
});

describe('npm run export', () => {
  test('prints nothing but the log', async () => {
    const dataDir = tempDir();
    const running = startScript('serve', '--port', '0', '--data-dir', dataDir, '--no-open');
    const [, site] = await running.said(/^Session server {2}(\S+)$/m);
    await fetch(`${site}/setsession`);
    running.process.kill('SIGINT');
    expect((await running.ended).status).toBe(0);

    const exported = await startNpm('run', '--silent', 'export', '--', '--data-dir', dataDir, '--format', 'ndjson')
      .ended;
    const lines = exported.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ kind: 'request', url: '/setsession' });
    expect(exported.status).toBe(0);
  });

  test('refuses a bad option in one line, with status 2', async () => {
    const { status, stdout, stderr } = await startScript('export', '--format', 'pdf').ended;
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  });
});

test('npm test knows its suites', async () => {
  const { status, stderr } = await startScript('test', 'nonsense').ended;
  expect([status, stderr.trimEnd()]).toEqual([
    2,
    'No suite is called nonsense. There are: types, lint, vitest, browser, apps, electron, package.',
  ]);
});

/** The tutorial's five requests, by a visitor with a cookie jar of one cookie. */
async function answers(site: string): Promise<string[]> {
  let cookie = '';
  const texts = [];
  for (const path of ['getsession', 'setsession', 'getsession', 'popsession', 'getsession']) {
    const answer = await fetch(`${site}/${path}`, { headers: { cookie } });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    texts.push(await answer.text());
  }
  return texts;
}
