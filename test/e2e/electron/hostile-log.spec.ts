/** A log whose every part is an attack on the page that shows it, in the real window (requirement 49). */
import { expect, type Page, test } from '@playwright/test';
import { send } from '../../support/http.ts';
import { Visitor } from '../../support/visitor.ts';
import { withDesktop } from '../support/desktop-app.ts';
import { openTab, requestRows } from '../support/live-view.ts';

/** Each would run in a page that took it for markup, for a template, for an address or for a style. */
const attacks = [
  '<script>window.injected=1</script>',
  '"><svg onload="window.injected=1">',
  "'-alert(1)-'",
  'javascript:window.injected=1',
  '</style><script>window.injected=1</script>',
  '{{constructor.constructor("window.injected=1")()}}',
  '<iframe srcdoc="<script>parent.injected=1</script>">',
  '<a href="javascript:window.injected=1" autofocus onfocus="window.injected=1">x</a>',
  '<img src=x onerror="window.injected=1">',
];

test('shows a hostile log as text, in every view, and not even tries to run any of it', async () => {
  await withDesktop(async ({ page, site }) => {
    await watchForScripts(page);
    await fillWith(site);
    await expect.poll(() => requestRows(page).count()).toBeGreaterThanOrEqual(attacks.length);
    // The newest rows are shown, and the last attack is among them.
    await expect(requestRows(page).filter({ hasText: 'onerror' }).first()).toBeVisible();
    const rows = await requestRows(page).count();
    for (let row = rows - 1; row >= 0; row -= 3) {
      await requestRows(page).nth(row).click();
      for (const tab of ['Session', 'Cookie', 'Headers', 'Store', 'Story'] as const) await openTab(page, tab);
      await expectNothingRan(page);
    }
    for (const view of ['Sessions', 'Cookies', 'Lab', 'Settings', 'Live']) {
      await page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click();
      await expectNothingRan(page);
    }
  });
});

/** Sends the attacks in every part of a request that the window shows. */
async function fillWith(site: string): Promise<void> {
  for (const attack of attacks) {
    const visitor = new Visitor(site);
    await visitor.set('safe', 1);
    await visitor.set(attack, { [attack]: [attack] });
    visitor.plant('own', attack.replaceAll(';', ','));
    const path = `/getsession?q=${encodeURIComponent(attack)}&${attack.replaceAll(/[\s"<>{}]/g, (one) => encodeURIComponent(one))}`;
    await visitor.send('GET', path, {
      headers: { 'User-Agent': attack, Referer: attack, 'X-Own': attack, 'Accept-Language': attack },
    });
    await send(site, '/getsession', {
      headers: { Cookie: `${attack}; session=${attack}; inspector.session=${attack}` },
    });
  }
}

/** Notes what runs, and what only the policy of the page has kept from running. */
async function watchForScripts(page: Page): Promise<void> {
  page.on('dialog', (dialog) => {
    throw new Error(`A script of the log has opened a dialog: ${dialog.message()}`);
  });
  await page.evaluate(() => {
    const tried: string[] = [];
    Object.assign(window, { tried });
    document.addEventListener('securitypolicyviolation', (event) =>
      tried.push(`${event.violatedDirective} ${event.sample}`),
    );
  });
}

async function expectNothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    injected: 'injected' in window,
    tried: Reflect.get(window, 'tried'),
    strangers: document.querySelectorAll('img[src="x"], svg[onload], iframe, a[href^="javascript:"], body script')
      .length,
  }));
  expect(found).toEqual({ injected: false, tried: [], strangers: 0 });
}
