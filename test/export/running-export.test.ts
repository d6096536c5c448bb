import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type ExportFormat, exportFormatSchema } from '../../server/contract/export-options.ts';
import { exportChunks } from '../../server/export/export-chunks.ts';
import { exportHere } from '../../server/export/running-export.ts';
import { encodeEntry } from '../../server/storage/log/entry-codec/entry-codec.ts';
import { aRequest, SITE_URL } from './log-entries.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const formats = exportFormatSchema.options;

function chunksOf(rows: Iterable<string>, format: ExportFormat, raw = false) {
  return exportChunks({
    rows,
    options: { format, raw },
    siteUrl: SITE_URL,
    nowMs: 0,
    isKnownSid: () => false,
    signingSecrets: [],
  });
}

function exportOf(entries: Iterable<string>, format: ExportFormat, raw = false) {
  return exportHere({ chunks: chunksOf(entries, format, raw), progress: () => ({ done: 0, total: 0 }) });
}

/** A log of any length that counts how many of its entries were asked for, and notes that it was ended. */
function countingLog(length: number) {
  const state = { pulled: 0, isEnded: false };
  function* entries(): Generator<string> {
    try {
      while (state.pulled < length) {
        state.pulled++;
        const sid = `sid-of-its-own-${String(state.pulled).padStart(12, '0')}`;
        yield encodeEntry(aRequest({ id: state.pulled, sidAfter: sid, sessionAfter: { n: state.pulled } }));
      }
    } finally {
      state.isEnded = true;
    }
  }
  return { state, entries: entries() };
}

const entriesIn = (chunk: Uint8Array | undefined): number =>
  Buffer.from(chunk ?? [])
    .toString()
    .split('Alice').length - 1;

describe.each(formats)('%s', (format) => {
  test('reads nothing of the log before its reader asks, and no more ahead of it than it has to know', async () => {
    const { state, entries } = countingLog(2_000);
    const reader = exportOf(entries, format).body.getReader();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(state.pulled).toBe(0);
    let received = 0;
    for (;;) {
      const { value, done } = await reader.read();
      received += entriesIn(value);
      await new Promise((resolve) => setImmediate(resolve));
      expect(state.pulled - received).toBeLessThanOrEqual(257);
      if (done) break;
    }
    expect([received, state.isEnded]).toEqual([2_000, true]);
  });

  test('ends the source when its reader leaves', async () => {
    const { state, entries } = countingLog(1_000_000);
    const reader = exportOf(entries, format).body.getReader();
    await reader.read();
    await reader.cancel();
    expect(state.isEnded).toBe(true);
    expect(state.pulled).toBeLessThan(1_000);
  });

  test('ends the source when it is stopped, and fails then', async () => {
    const { state, entries } = countingLog(1_000_000);
    const running = exportOf(entries, format);
    const reader = running.body.getReader();
    await reader.read();
    await running.stop();
    expect(state.isEnded).toBe(true);
    await expect(reader.read()).rejects.toThrow('The export was cancelled.');
  });

  test('fails with the error of its source', async () => {
    function* broken(): Generator<string> {
      yield encodeEntry(aRequest());
      throw new Error('disk gone');
    }
    await expect(new Response(exportOf(broken(), format).body).text()).rejects.toThrow('disk gone');
  });

  test('hands over chunks of a bounded size', () => {
    for (const chunk of chunksOf(countingLog(1_000).entries, format)) expect(chunk.length).toBeLessThan(70_000);
  });
});

test('lets others have the event loop between chunks', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  let chunks = 0;
  for await (const _ of exportOf(countingLog(3_000).entries, 'ndjson', true).body) chunks++;
  clearInterval(timer);
  expect(chunks).toBeGreaterThan(10);
  expect(turns).toBeGreaterThan(chunks / 4);
});

test('needs no more memory after 200,000 sessions than after 80,000', { timeout: 180_000 }, () => {
  const { state, entries } = countingLog(200_000);
  const heapBytes: number[] = [];
  for (const _ of chunksOf(entries, 'ndjson')) {
    if (state.pulled >= 80_000 * (heapBytes.length + 1)) heapBytes.push(heapAfterCollection());
  }
  heapBytes.push(heapAfterCollection());
  expect(state.pulled).toBe(200_000);
  const [early = 0, , late = Infinity] = heapBytes;
  expect(late - early).toBeLessThan(4 * 1024 * 1024);
});

function heapAfterCollection(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
