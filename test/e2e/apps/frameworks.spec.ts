/**
 * Apps of other frameworks on their default settings, in Chromium, through the proxy: they behave as without it, no
 * request goes past it, and their sessions are seen.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { runDjango, runExpress, runFlask, runPhp, runRails, runTutorial, runVite } from '../support/running-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withWatchedApp } from '../support/watched-page.ts';

/** Flask, Django, PHP and Rails are those of Debian. */
const isDebian = process.platform === 'linux';
const reason = 'the framework is a package of Debian';

/** What was found in all of these requests. */
const findingsIn = (records: readonly RequestRecord[]) => records.flatMap(({ findings }) => findings);

test('the Flask app of the tutorial: Set, Get and Pop', async ({ page }) => {
  test.skip(!isDebian, reason);
  await withWatchedApp(await runTutorial(), page, async ({ open, app, records }) => {
    const says = async (path: string, text: string) => {
      await page.goto(`${open}${path}`);
      await expect(page.locator('body')).toHaveText(text);
    };
    await says('/getsession', 'Welcome Anonymous');
    await says('/setsession', 'The session has been Set');
    await says('/getsession', 'Welcome Admin');
    await says('/popsession', 'Session Deleted');
    await says('/getsession', 'Welcome Anonymous');
    const paths = (await records((all) => all.filter(({ url }) => /session$/.test(url)).length === 5)).filter(
      ({ url }) => /session$/.test(url),
    );
    expect(paths.map(({ url, sessionBefore, sessionAfter }) => [url, sessionBefore, sessionAfter])).toEqual([
      ['/getsession', null, null],
      ['/setsession', null, { Username: 'Admin' }],
      ['/getsession', { Username: 'Admin' }, { Username: 'Admin' }],
      ['/popsession', { Username: 'Admin' }, null],
      ['/getsession', null, null],
    ]);
    expect(findingsIn(paths)).toEqual([]);
    expect((await app()).framework).toMatchObject({ framework: 'Flask', by: 'header' });
  });
});

test('Flask with a login, a flash and a redirect', async ({ page }) => {
  test.skip(!isDebian, reason);
  await withWatchedApp(await runFlask(), page, async ({ open, records }) => {
    await page.goto(`${open}/login`);
    await page.locator('input').fill('Alice');
    await page.getByRole('button').click();
    await expect(page.locator('#who')).toHaveText('Alice');
    await expect(page.locator('#said')).toHaveText('You are logged in');
    await page.goto(`${open}/logout`);
    await expect(page.locator('#who')).toHaveText('nobody');
    const all = await records((list) => list.some(({ url }) => url === '/logout'));
    const login = all.find(({ method }) => method === 'POST');
    expect(login).toMatchObject({ status: 302, sessionBefore: null, sessionAfter: { name: 'Alice' } });
    expect(all.find(({ url }) => url === '/logout')).toMatchObject({
      sessionBefore: { name: 'Alice' },
      sessionAfter: null,
    });
    expect(findingsIn(all)).toEqual([]);
  });
});

test('Django with its admin: log in with its token against forged requests, and log out', async ({ page }) => {
  test.skip(!isDebian, reason);
  const folder = temporaryFolder();
  try {
    await withWatchedApp(await runDjango(folder), page, async ({ open, app, records }) => {
      await page.goto(`${open}/admin/`);
      await page.locator('#id_username').fill('alice');
      await page.locator('#id_password').fill('a password of Alice');
      await page.locator('input[type=submit]').click();
      await expect(page.locator('#user-tools')).toContainText('alice');
      await page.goto(`${open}/admin/logout/`);
      await expect(page.locator('body')).toContainText('Logged out');
      const all = await records((list) => list.some(({ url }) => url.startsWith('/admin/logout')));
      const login = all.find(({ method }) => method === 'POST');
      expect(login).toMatchObject({ status: 302, cookieName: 'sessionid', sidBefore: null });
      expect(login?.sidAfter).toMatch(/^[a-z0-9]{32}$/);
      expect(all.find(({ url }) => url.startsWith('/admin/logout'))).toMatchObject({
        sidBefore: login?.sidAfter,
        sidAfter: null,
        evidence: { before: 'id-only', after: 'deleted' },
      });
      expect(findingsIn(all)).toEqual([]);
      expect(await app()).toMatchObject({
        framework: { framework: 'Django', by: 'cookie-name', sign: 'csrftoken' },
        sessionCookie: { name: 'sessionid' },
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('Express with express-session: a new id at the login, and no session after the logout', async ({ page }) => {
  await withWatchedApp(await runExpress(), page, async ({ open, app, records }) => {
    await page.goto(open);
    await page.locator('input').fill('Bob');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.locator('#who')).toHaveText('Bob');
    await page.getByRole('button', { name: 'Log out' }).click();
    await expect(page.locator('#who')).toHaveText('nobody');
    const all = await records((list) => list.some(({ url }) => url === '/logout'));
    const login = all.find(({ url }) => url === '/login');
    expect(login).toMatchObject({ cookieName: 'connect.sid', sidBefore: null });
    expect(login?.sidAfter).toMatch(/^[\w-]{32}$/);
    expect(all.find(({ url }) => url === '/logout')).toMatchObject({ sidBefore: login?.sidAfter });
    expect(findingsIn(all)).toEqual([]);
    expect((await app()).framework).toMatchObject({ framework: 'Express with express-session' });
  });
});

test('PHP with its own sessions, on its built-in server', async ({ page }) => {
  test.skip(!isDebian, reason);
  await withWatchedApp(await runPhp(), page, async ({ open, app, records }) => {
    await page.goto(`${open}/set`);
    await page.goto(`${open}/get`);
    await expect(page.locator('body')).toHaveText('Welcome Admin');
    await page.goto(`${open}/login`);
    await expect(page.locator('body')).toHaveText('Welcome Admin');
    await page.goto(`${open}/pop`);
    await expect(page.locator('body')).toHaveText('Session Deleted');
    const all = await records((list) => list.some(({ url }) => url === '/pop'));
    const at = (path: string) => all.find(({ url }) => url === path);
    expect(at('/set')).toMatchObject({ cookieName: 'PHPSESSID', sidBefore: null });
    // The id is another one after the login.
    expect(at('/login')?.sidBefore).toBe(at('/set')?.sidAfter);
    expect(at('/login')?.sidAfter).not.toBe(at('/login')?.sidBefore);
    expect(at('/pop')?.sidBefore).toBe(at('/login')?.sidAfter);
    // The default of PHP: scripts may read the cookie. It is reported once.
    expect(findingsIn(all)).toEqual([
      { kind: 'cookie-unprotected', requestIds: [at('/set')?.id], name: 'PHPSESSID', lacks: ['HttpOnly', 'SameSite'] },
    ]);
    expect((await app()).framework).toMatchObject({ framework: 'PHP' });
  });
});

test('Rails with its encrypted cookie: closed without the secret, and read with it', async ({ page }) => {
  test.skip(!isDebian, reason);
  for (const secret of [null, 'a secret key base of the Rails app']) {
    const folder = temporaryFolder();
    try {
      await withWatchedApp(
        await runRails(folder),
        page,
        async ({ open, app, records }) => {
          await page.context().clearCookies();
          await page.goto(open);
          await page.locator('input[name=name]').fill('Carol');
          await page.getByRole('button', { name: 'Log in' }).click();
          await expect(page.locator('#who')).toHaveText('Carol');
          await expect(page.locator('#said')).toHaveText('You are logged in');
          await page.getByRole('button', { name: 'Log out' }).click();
          await expect(page.locator('#who')).toHaveText('nobody');
          const all = await records((list) => list.filter(({ url }) => url === '/').length === 3);
          const login = all.find(({ url }) => url === '/login');
          expect(login).toMatchObject({ status: 302, cookieName: '_shop_session' });
          expect(login?.evidence).toMatchObject(
            secret === null
              ? { before: 'encrypted', after: 'encrypted' }
              : { before: 'verified', after: 'verified', isSecretProved: true },
          );
          expect(login?.verdict).toMatchObject(
            secret === null ? { kind: 'not-verifiable', why: 'encrypted' } : { kind: 'accepted', secretNumber: 1 },
          );
          if (secret !== null) {
            expect(login?.sessionBefore).not.toHaveProperty('name');
            expect(login?.sessionAfter).toMatchObject({ name: 'Carol' });
            const logout = all.find(({ url }) => url === '/logout');
            expect(logout?.sessionBefore).toMatchObject({ name: 'Carol' });
            expect(logout?.sessionAfter ?? {}).not.toHaveProperty('name');
          }
          expect(findingsIn(all)).toEqual([]);
          expect((await app()).framework).toMatchObject({ framework: 'Ruby on Rails' });
        },
        secret,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
});

test('a development server of Vite: a change of a file is on the page by its WebSocket, without a reload', async ({
  page,
}) => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'src'));
  const write = (text: string) =>
    writeFileSync(join(root, 'src', 'text.js'), `document.body.textContent = '${text}';\nimport.meta.hot?.accept();\n`);
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><body></body><script type="module" src="/src/text.js"></script>',
  );
  write('first');
  try {
    await withWatchedApp(await runVite(root), page, async ({ open, records }) => {
      const sockets: string[] = [];
      page.on('websocket', (socket) => sockets.push(socket.url()));
      await page.goto(open);
      await expect(page.locator('body')).toHaveText('first');
      await expect.poll(() => sockets.length).toBeGreaterThan(0);
      await page.evaluate('globalThis.wasNotLoadedAgain = true');
      write('second');
      await expect(page.locator('body')).toHaveText('second');
      expect(await page.evaluate('globalThis.wasNotLoadedAgain')).toBe(true);
      for (const url of sockets) expect(new URL(url).port).toBe(new URL(open).port);
      await records((list) =>
        list.some(({ status, upstream }) => status === 101 && upstream?.upgradedTo === 'websocket'),
      );
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
