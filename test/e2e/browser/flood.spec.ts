/** The table under high load: skipped rows are counted and shown as a number, and none is lost. */
import { expect, type Page, test } from '@playwright/test';
import { keepAlive, send } from '../../support/http.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { requestRows } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Requests' });
const status = (page: Page) => page.getByRole('contentinfo');
const visit = (page: Page, number: number) => requestRows(page).filter({ hasText: `visit=${number}.` });

/** Visits numbered from 0, one after another on each of four connections. */
async function visitTimes(site: string, count: number): Promise<void> {
  const agent = keepAlive();
  let next = 0;
  const worker = async () => {
    while (next < count) await send(site, `/getsession?visit=${next++}.`, { agent });
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  agent.destroy();
}

/**
 * Runs in the page before anything else: of each message with entries it leaves all but the last through, and says
 * how many there were, as the inspector does of thousands a second. The machine of the test may be too slow for so
 * many.
 */
function leaveOut(): void {
  const all = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await all(input, init);
    if (!response.headers.get('content-type')?.includes('event-stream') || response.body === null) return response;
    let held = '';
    const cut = (event: string) => {
      const data = /^data: (\{"type":"entries".*)$/m.exec(event)?.[1];
      if (data === undefined) return event;
      const { entries, ...rest } = JSON.parse(data);
      const skipped = entries.length - 1 + (rest.skipped ?? 0);
      const told = JSON.stringify({ ...rest, entries: entries.slice(-1), ...(skipped > 0 ? { skipped } : {}) });
      return event.replace(data, () => told);
    };
    const body = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(
      new TransformStream<string, string>({
        transform(chunk, controller) {
          const events = (held + chunk).split('\n\n');
          held = events.pop() ?? '';
          for (const event of events) controller.enqueue(`${cut(event)}\n\n`);
        },
      }),
    );
    return new Response(body.pipeThrough(new TextEncoderStream()), response);
  };
}

test('shows how many rows were skipped, and loads each of them when the user scrolls up', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.addInitScript(leaveOut);
    await page.goto(inspector);
    await expect(page.getByText('Alice').first()).toBeVisible();
    await visitTimes(site, 600);
    await expect(status(page)).toContainText('600 requests');
    await expect(status(page)).toContainText(/[1-9]\d* rows? not drawn/);
    await expect(status(page)).toContainText('0 not saved');
    await expect(visit(page, 599)).toBeVisible();
    await picture(page, 'flood');

    await expect(async () => {
      await grid(page).evaluate((element) => {
        element.scrollTop = 0;
      });
      await expect(visit(page, 0)).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '601');
    const numbers = await everyVisit(page);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, number) => number));
  });
});

test('stays where the reader scrolled to while more comes, and goes back to the end', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await expect(page.getByText('Alice').first()).toBeVisible();
    await visitTimes(site, 200);
    await expect(visit(page, 199)).toBeVisible();
    await grid(page).hover();
    await page.mouse.wheel(0, -1_500);
    await expect(visit(page, 199)).toHaveCount(0);
    const before = await rowsInSight(page);
    expect(before.length).toBeGreaterThan(5);

    await visitTimes(site, 50);
    await page.getByRole('button', { name: '50 new requests' }).waitFor();
    expect(await rowsInSight(page)).toEqual(before);

    await page.getByRole('button', { name: '50 new requests' }).click();
    await expect(visit(page, 49).last()).toBeVisible();
    await expect(page.getByRole('button', { name: /new requests/ })).toHaveCount(0);
  });
});

/** The numbers of all visits in the table, read by scrolling from its start to its end. */
async function everyVisit(page: Page): Promise<number[]> {
  return grid(page).evaluate(async (element) => {
    const numbers = new Set<number>();
    for (let top = 0; top < element.scrollHeight; top += element.clientHeight / 2) {
      element.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      for (const row of element.querySelectorAll('tbody tr')) {
        const number = /visit=(\d+)\./.exec(row.textContent ?? '')?.[1];
        if (number !== undefined) numbers.add(Number(number));
      }
    }
    return [...numbers];
  });
}

/** The text of the visible rows, from the top. */
async function rowsInSight(page: Page): Promise<string[]> {
  return grid(page).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return [...element.querySelectorAll('tbody tr')]
      .filter((row) => row.getBoundingClientRect().bottom > top + 26 && row.getBoundingClientRect().top < bottom)
      .map((row) => row.textContent ?? '');
  });
}
