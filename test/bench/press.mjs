/**
 * How long it takes from a press on Set, Get or Pop of a simulated browser to the frame that shows the answer on its
 * card, in Chromium. Needs a built app: node test/bench/press.mjs [PRESSES]
 *
 * The time begins with the time stamp of the press itself and ends in the second frame after the words have changed,
 * which is after the first one was drawn.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../e2e/support/system-chromium.ts';
import { percentile } from './load/http-load.mjs';
import { printJson, printTable } from './load/report.mjs';

const presses = Number(process.argv[2] ?? 60);
/** Code is still being compiled during the first presses. */
const warmUpPresses = 9;
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const uiDir = join(import.meta.dirname, '../../out/renderer');
const server = fork(join(import.meta.dirname, 'load/serve-window.mjs'), [uiDir, dataDir]);
const { window } = await new Promise((resolve) => server.once('message', resolve));
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(window);
  const card = page.getByRole('group', { name: 'Alice', exact: true });
  await card.waitFor();
  await page.evaluate(() => {
    const [alice] = document.querySelectorAll('fieldset[aria-label="Alice"]');
    let pressedAtMs = 0;
    globalThis.answered = () =>
      new Promise((resolve) => {
        globalThis.tellAnswer = resolve;
      });
    alice.addEventListener(
      'pointerdown',
      (event) => {
        pressedAtMs = event.timeStamp;
      },
      true,
    );
    new MutationObserver(() => {
      const startedAtMs = pressedAtMs;
      if (startedAtMs === 0) return;
      pressedAtMs = 0;
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.tellAnswer(performance.now() - startedAtMs)));
    }).observe(alice.querySelector('h2').parentElement, { childList: true, characterData: true, subtree: true });
  });
  const times = [];
  for (let press = 0; press < warmUpPresses + presses; press++) {
    const button = card.getByRole('button', { name: ['Set', 'Get', 'Pop'][press % 3], exact: true });
    const time = page.evaluate(() => globalThis.answered());
    await button.click();
    times.push(await time);
  }
  const counted = times.slice(warmUpPresses).sort((a, b) => a - b);
  const result = {
    name: 'press to answer',
    presses,
    p50Ms: percentile(counted, 0.5),
    p95Ms: percentile(counted, 0.95),
    longestMs: counted.at(-1),
  };
  printTable(
    ['', 'presses', 'p50 ms', 'p95 ms (60 wanted)', 'longest ms'],
    [[result.name, presses, result.p50Ms.toFixed(0), result.p95Ms.toFixed(0), result.longestMs.toFixed(0)]],
  );
  printJson('press', [result]);
} finally {
  await browser.close();
  server.disconnect();
  rmSync(dataDir, { recursive: true, force: true });
}
