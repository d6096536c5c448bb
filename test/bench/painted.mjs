/**
 * How long after its answer a request stands in the window, in Chromium, while the site is visited at a steady pace;
 * and whether the window stays usable in a flood. Needs a built app: node test/bench/painted.mjs [SECONDS]
 *
 * Each request has a number in its query. The page looks at each frame which is the newest number in the table, with
 * the clock that the client uses too; a number that no frame showed was painted with the first newer one.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../e2e/support/system-chromium.ts';
import { percentile } from './load/http-load.mjs';
import { printJson, printTable } from './load/report.mjs';

const seconds = Number(process.argv[2] ?? 8);
/**
 * Numbers continue from one measurement to the next, so that a row of the previous one is never mistaken for a newer
 * one.
 */
let nextVisit = 0;
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const uiDir = process.env.UI_DIR ?? join(import.meta.dirname, '../../out/renderer');
const server = fork(join(import.meta.dirname, 'load/serve-window.mjs'), [uiDir, dataDir]);
const { port, window } = await new Promise((resolve) => server.once('message', resolve));
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(window);
  await page.getByRole('grid').first().or(page.getByText('Alice').first()).waitFor();
  const restMs = await page.evaluate(frameAtRest);
  // The first seconds are not measured, because code is still being compiled, in the server and in the page.
  await visit(500, 2);
  const results = [];
  for (const perSecond of [500, 5_000, 500]) results.push({ ...(await measure(page, perSecond)), restMs });
  printTable(
    [
      'wanted/s',
      'sent/s',
      'p50 ms',
      'p99 ms',
      'frames/s',
      'long tasks',
      'longest ms',
      'not drawn',
      'of the record lost',
    ],
    results.map((r) => [
      r.wanted,
      Math.round(r.perSecond),
      r.p50.toFixed(0),
      r.p99.toFixed(0),
      r.framesPerSecond.toFixed(0),
      r.longTasks,
      r.longestTaskMs.toFixed(0),
      r.notDrawn,
      r.lost,
    ]),
  );
  console.log(`A frame of the page at rest takes ${restMs.toFixed(1)} ms.`);
  printJson('painted', results);
} finally {
  await browser.close();
  server.disconnect();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(page, perSecond) {
  await page.evaluate(startWatching);
  const [before, notDrawnBefore] = [await countOf(page, 'requests?'), await countOf(page, 'rows? not drawn')];
  const answeredAtMs = await visit(perSecond, seconds);
  await page.waitForTimeout(2_000);
  const seen = await page.evaluate(() => globalThis.stopWatching());
  const latencies = [];
  let at = 0;
  for (const [number, answered] of [...answeredAtMs].sort(([a], [b]) => a - b)) {
    while (at < seen.frames.length && (seen.frames[at]?.number ?? 0) < number) at++;
    const frame = seen.frames[at];
    if (frame !== undefined) latencies.push(frame.atMs - answered);
  }
  latencies.sort((a, b) => a - b);
  return {
    wanted: perSecond,
    perSecond: answeredAtMs.size / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    framesPerSecond: seen.frameCount / seen.seconds,
    longTasks: seen.longTasks.filter((ms) => ms > 100).length,
    longestTaskMs: Math.max(0, ...seen.longTasks),
    notDrawn: (await countOf(page, 'rows? not drawn')) - notDrawnBefore,
    lost: answeredAtMs.size - ((await countOf(page, 'requests?')) - before),
  };
}

/** Runs in the page. */
function startWatching() {
  const frames = [];
  const longTasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const startedMs = performance.now();
  let [newest, frameCount, isOver] = [-1, 0, false];
  // A task that a frame's callback starts runs after that frame was drawn.
  const { port1: drawn, port2: frame } = new MessageChannel();
  drawn.onmessage = () => {
    frameCount++;
    const rows = document.querySelectorAll('[role="grid"] tr');
    for (let index = rows.length - 1; index >= 0; index--) {
      const match = /visit=(\d+)\./.exec(rows[index]?.textContent ?? '');
      if (match === null) continue;
      const number = Number(match[1]);
      if (number > newest) frames.push({ number, atMs: performance.timeOrigin + performance.now() });
      newest = Math.max(newest, number);
      break;
    }
  };
  const look = () => {
    if (isOver) return;
    frame.postMessage(null);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(globalThis, {
    stopWatching: () => {
      isOver = true;
      observer.disconnect();
      return { frames, frameCount, seconds: (performance.now() - startedMs) / 1000, longTasks };
    },
  });
}

/** The time between two frames of an idle page. Runs in the page. */
async function frameAtRest() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const startedMs = await frame();
  let lastMs = startedMs;
  for (let count = 0; count < 100; count++) lastMs = await frame();
  return (lastMs - startedMs) / 100;
}

/** How many of something the status line counts. */
async function countOf(page, what) {
  const text = await page.getByRole('contentinfo').innerText();
  return Number(new RegExp(`([\\d,]+) ${what}`).exec(text)?.[1]?.replaceAll(',', '') ?? 0);
}

/**
 * Visits at a pace, over a few connections; says for each visit by its number when its answer was there, in
 * milliseconds since 1970.
 */
async function visit(perSecond, seconds) {
  const answeredAtMs = new Map();
  const clients = Array.from({ length: 32 }, () => newClient(answeredAtMs));
  const startedMs = performance.now();
  const first = nextVisit;
  while (performance.now() - startedMs < seconds * 1000) {
    const due = first + Math.floor(((performance.now() - startedMs) / 1000) * perSecond);
    while (nextVisit < due) {
      const free = clients.find((client) => client.isFree());
      if (free === undefined) break;
      free.send(nextVisit++);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const client of clients) client.end();
  return answeredAtMs;
}

function newClient(answeredAtMs) {
  let socket = open();
  let waiting = null;
  let isLast = false;
  function open() {
    const opened = connect({ port, host: '127.0.0.1', noDelay: true });
    opened.setEncoding('latin1');
    opened.on('error', () => {});
    opened.on('data', (chunk) => {
      if (/\r\nconnection: close\r\n/i.test(chunk)) isLast = true;
      if (waiting !== null) answeredAtMs.set(waiting, performance.timeOrigin + performance.now());
      waiting = null;
    });
    return opened;
  }
  return {
    isFree: () => waiting === null,
    send(number) {
      if (isLast) {
        socket.destroy();
        socket = open();
        isLast = false;
      }
      waiting = number;
      socket.write(`GET /getsession?visit=${number}. HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    },
    end: () => socket.destroy(),
  };
}
