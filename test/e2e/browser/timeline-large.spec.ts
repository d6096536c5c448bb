/**
 * The timeline over a log that is far larger than the part in memory. Frame times are printed but not judged, because
 * they depend on the machine.
 */
import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { aRecord } from '../../support/log-entries.ts';
import { type BrowserMode, startBrowserMode } from '../support/browser-mode.ts';
import { filledFolder } from '../support/filled-folder.ts';
import { requestRows } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

const SESSIONS = [
  '3fA9xQ0vT7bJm2sYwRk4LcE8uHdNpZkQ',
  '9Zt1aaaaaaaaaaaaaaaaaaaaaaaaaa0b',
  'Qw7xbbbbbbbbbbbbbbbbbbbbbbbbbbLm',
];
const OPS = ['get', 'set', 'get', 'pop', 'get'] as const;

/** A few sessions in use, in turn, until a moment ago. */
function use(id: number, atMs: number): RequestRecord {
  const sid = SESSIONS[id % SESSIONS.length] ?? '';
  const op = OPS[id % OPS.length] ?? 'get';
  const isFirst = id <= SESSIONS.length;
  return aRecord({
    id,
    arrivedAtMs: atMs,
    url: `/${op}session`,
    verdict: isFirst ? { kind: 'none' } : { kind: 'accepted', sid, secretNumber: 1 },
    sidBefore: isFirst ? null : sid,
    sidAfter: sid,
    operations: [{ atMs: 0.5, op, key: 'Username' }],
  });
}

async function withLog(count: number, stepMs: number, story: (inspector: BrowserMode) => Promise<void>): Promise<void> {
  const startMs = Date.now() - count * stepMs;
  const folder = await filledFolder(count, (id) => use(id, startMs + id * stepMs));
  const inspector = await startBrowserMode(folder);
  try {
    await story(inspector);
  } finally {
    await inspector.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('shows ten thousand requests of a log of which the window holds a few, and moves among them', async ({ page }) => {
  test.slow();
  await withLog(10_000, 1_000, async ({ inspector }) => {
    await page.goto(inspector);
    await expect(requestRows(page).first()).toBeVisible();
    await page.getByRole('button', { name: 'Show the whole log' }).click();
    await expect(page.getByRole('figure', { name: /3 sessions and 10,000 requests/ })).toBeVisible();
    await picture(page, 'timeline-10000');

    const frames = await framesWhilePanning(page);
    console.log(`panning over 10,000 marks: ${JSON.stringify(frames)}`);
    expect(frames.drawn).toBeGreaterThan(frames.steps / 2);

    // A request that is not in memory is opened from its mark.
    await page.getByRole('listbox', { name: 'Marks of the timeline' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Story' })).toBeFocused();
    await expect(requestRows(page).first()).toHaveAttribute('aria-selected', 'true');
  });
});

test('shows counts if there are too many marks, and each mark after zooming in', async ({ page }) => {
  test.slow();
  await withLog(21_000, 1_000, async ({ inspector }) => {
    await page.goto(inspector);
    await expect(requestRows(page).first()).toBeVisible();
    await page.getByRole('button', { name: 'Show the whole log' }).click();
    await expect(page.getByText(/About 2\d,\d{3} requests: zoom in to see each/)).toBeVisible();
    await picture(page, 'timeline-density');
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(page.getByText(/zoom in to see each/)).toBeHidden();
    await expect(page.getByRole('figure', { name: /3 sessions and [23],\d{3} requests/ })).toBeVisible();
  });
});

/** Drags the picture back and forth, one step a frame, and returns the frame times. */
function framesWhilePanning(page: Page) {
  return page.getByRole('listbox', { name: 'Marks of the timeline' }).evaluate(async (plot) => {
    const { left, top, width } = plot.getBoundingClientRect();
    const canvas = plot.querySelector('canvas');
    const steps = 120;
    const point = (type: string, place: number) => {
      const at = { clientX: left + width * place, clientY: top + 30, pointerId: 1, button: 0, shiftKey: true };
      plot.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, pointerType: 'mouse' }));
    };
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const looks = () => canvas?.toDataURL('image/webp', 0) ?? '';
    // A pointer that no device has cannot be captured.
    plot.setPointerCapture = () => {};
    const timesOf = async (act: (step: number) => void) => {
      const times: number[] = [];
      let last = await frame();
      for (let step = 0; step < steps; step++) {
        act(step);
        const now = await frame();
        times.push(now - last);
        last = now;
      }
      times.sort((a, b) => a - b);
      const at = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
      return { medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
    };
    // The frame times of an idle page, for comparison.
    const still = await timesOf(() => {});
    let drawn = 0;
    let before = looks();
    point('pointerdown', 0.5);
    const panning = await timesOf((step) => point('pointermove', 0.5 + 0.2 * Math.sin(step / 8)));
    for (let step = 0; step < 10; step++) {
      point('pointermove', 0.3 + step / 50);
      await frame();
      await frame();
      const after = looks();
      if (after !== before) drawn += steps / 10;
      before = after;
    }
    point('pointerup', 0.5);
    return { steps, drawn, still, panning };
  });
}
