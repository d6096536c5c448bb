/** A learner's own Flask app in the desktop app: seen, decoded, after four actions from a fresh start. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runFlaskTutorial } from '../../support/real-flask-app.ts';
import { withDesktop } from '../support/desktop-app.ts';
import { picture } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wordsOf } from '../support/words.ts';

const { watch: t, commands, live, details } = wordsOf('en-US');

test("a learner's own Flask app is seen, decoded, after four actions", async () => {
  test.slow();
  test.skip(process.platform !== 'linux', 'the program that opens a browser is replaced, as on Linux');
  const desktop = temporaryFolder();
  const opened = join(desktop, 'opened');
  // The desktop's own way to a browser: Electron starts it with the address.
  writeFileSync(join(desktop, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`);
  chmodSync(join(desktop, 'xdg-open'), 0o755);
  const flask = await runFlaskTutorial('a secret of the test');
  try {
    await withDesktop(
      async ({ page }) => {
        const { port } = new URL(flask.origin);
        // The first action, and the second.
        await page.getByRole('main').getByRole('button', { name: commands.titles['watch-app'] }).click();
        await page.getByRole('button', { name: t.watchThis(`localhost:${port}`) }).click();
        // The third opens the learner's browser at the right address.
        await page
          .getByRole('region', { name: t.strip })
          .getByRole('button', { name: /^Open localhost:/ })
          .click();
        const address = () => {
          try {
            return readFileSync(opened, 'utf8');
          } catch {
            return '';
          }
        };
        await expect.poll(address).toMatch(/^http:\/\/localhost:\d+\/?$/);
        // The fourth is the visit: what the learner does with the app.
        const visit = await fetch(new URL('/setsession', address()));
        expect(await visit.text()).toBe('The session has been Set');
        const row = page.getByRole('grid', { name: live.requests }).getByRole('row').filter({ hasText: '/setsession' });
        await expect(row).toContainText('+Username');
        await row.click();
        await page.getByRole('tab', { name: details.tabs.session }).click();
        await expect(page.getByRole('tabpanel', { name: details.tabs.session })).toContainText('Admin');
        await picture(page, 'electron-watch');
      },
      { env: { PATH: `${desktop}:${process.env.PATH}` } },
    );
  } finally {
    await flask.stop();
    rmSync(desktop, { recursive: true, force: true });
  }
});
