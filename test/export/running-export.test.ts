import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type ExportFormat, exportFormatSchema } from '../../server/contract/export-options.ts';
import { exportChunks } from '../../server/export/export-chunks.ts';
import { SecretIndex } from '../../server/export/redaction/secret-index.ts';
import { exportHere } from '../../server/export/running-export.ts';
import { NO_PROGRESS } from '../../server/export/stored-log.ts';
import { type StoredEntry, storedEntryOf } from '../../server/storage/log/stored-entry.ts';
import { aRequest, SITE_URL } from './log-entries.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const formats = exportFormatSchema.options;

function chunksOf(rows: Iterable<StoredEntry>, format: ExportFormat, raw = false, mostSecrets?: number) {
  return exportChunks({
    rows,
    mostSecrets,
    options: { format, raw },
    siteUrl: SITE_URL,
    nowMs: 0,
    isKnownSid: () => false,
    signingSecrets: [],
  });
}

function exportOf(entries: Iterable<StoredEntry>, format: ExportFormat, raw = false) {
  return exportHere({ chunks: chunksOf(entries, format, raw), progress: () => NO_PROGRESS });
}

/**
 * A log of any length that counts how often it was read, how many entries of it this time, and notes that it was ended.
 */
function countingLog(length: number) {
  const state = { passes: 0, pulled: 0, isEnded: false };
  function* entries(): Generator<StoredEntry> {
    state.passes++;
    state.pulled = 0;
    state.isEnded = false;
    try {
      while (state.pulled < length) {
        state.pulled++;
        const sid = `sid-of-its-own-${String(state.pulled).padStart(12, '0')}`;
        yield storedEntryOf(aRequest({ id: state.pulled, sidAfter: sid, sessionAfter: { n: state.pulled } }));
      }
    } finally {
      state.isEnded = true;
    }
  }
  return { state, entries: { [Symbol.iterator]: entries } };
}

const entriesIn = (chunk: Uint8Array | undefined): number =>
  Buffer.from(chunk ?? [])
    .toString()
    .split('Alice').length - 1;

describe.each(formats)('%s', (format) => {
  test.each([
    ['raw', true, 1],
    ['sanitised', false, 2],
  ])('%s: reads nothing before the first read, and then no more than needed', async (_, raw, passes) => {
    const { state, entries } = countingLog(2_000);
    const reader = exportOf(entries, format, raw).body.getReader();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(state.passes).toBe(0);
    let received = 0;
    for (;;) {
      const { value, done } = await reader.read();
      received += entriesIn(value);
      await new Promise((resolve) => setImmediate(resolve));
      expect([state.passes, state.pulled - received < 3]).toEqual([passes, true]);
      if (done) break;
    }
    expect([received, state.isEnded]).toEqual([2_000, true]);
  });

  test('ends the source when its reader leaves', async () => {
    const { state, entries } = countingLog(3_000);
    const reader = exportOf(entries, format).body.getReader();
    await reader.read();
    await reader.cancel();
    expect(state.isEnded).toBe(true);
    expect(state.pulled).toBeLessThan(1_000);
  });

  test('ends the source when it is stopped, and fails then', async () => {
    const { state, entries } = countingLog(3_000);
    const running = exportOf(entries, format);
    const reader = running.body.getReader();
    await reader.read();
    await running.stop();
    expect([state.isEnded, state.pulled < 1_000]).toEqual([true, true]);
    await expect(reader.read()).rejects.toThrow('The export was cancelled.');
  });

  test('ends the source when it is stopped while it collects secrets, and fails then', async () => {
    const { state, entries } = countingLog(1_000_000);
    const running = exportOf(entries, format);
    const reading = running.body.getReader().read();
    const failure = expect(reading).rejects.toThrow('The export was cancelled.');
    while (state.pulled === 0) await new Promise((resolve) => setImmediate(resolve));
    await running.stop();
    await failure;
    expect([state.passes, state.isEnded, state.pulled < 100_000]).toEqual([1, true, true]);
  });

  test('fails with the error of its source', async () => {
    function* broken(): Generator<StoredEntry> {
      yield storedEntryOf(aRequest());
      throw new Error('disk gone');
    }
    await expect(new Response(exportOf(broken(), format).body).text()).rejects.toThrow('disk gone');
  });

  test('hands over chunks of a bounded size', () => {
    for (const chunk of chunksOf(countingLog(1_000).entries, format)) expect(chunk.length).toBeLessThan(70_000);
  });
});

test('lets others have the event loop while it collects secrets', async () => {
  const { state, entries } = countingLog(3_000);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const reader = exportOf(entries, 'ndjson').body.getReader();
  await reader.read();
  clearInterval(timer);
  await reader.cancel();
  expect([state.passes, turns > 10]).toEqual([2, true]);
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

test('needs no more memory after 100,000 sessions than after 40,000 if the number of remembered secrets is limited', {
  timeout: 180_000,
}, () => {
  const { state, entries } = countingLog(100_000);
  const usedBytes: number[] = [];
  for (const _ of chunksOf(entries, 'ndjson', false, 20_000)) {
    if (state.passes === 2 && state.pulled >= 40_000 * (usedBytes.length + 1)) usedBytes.push(usedAfterCollection());
  }
  usedBytes.push(usedAfterCollection());
  expect(state.pulled).toBe(100_000);
  const [early = 0, , late = Infinity] = usedBytes;
  expect(late - early).toBeLessThan(4 * 1024 * 1024);
});

test('a secret that is kept in mind takes less than a hundred bytes', () => {
  const index = new SecretIndex(1_000_000);
  const before = usedAfterCollection();
  for (let number = 0; number < 100_000; number++)
    index.add(`${'a-long-cookie-'.repeat(20)}${number * 7919}`, 'cookie');
  expect((usedAfterCollection() - before) / 100_000).toBeLessThan(100);
  expect(index.left).toBe(0);
});

function usedAfterCollection(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
