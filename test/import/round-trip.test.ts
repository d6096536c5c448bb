import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { timeOf } from '../../server/storage/log/log-row.ts';
import { exportedText } from '../export/exported-text.ts';
import { anEdit, anyEntry, aRequest } from '../export/log-entries.ts';
import { opened } from './reading.ts';

/**
 * Entries as a log has them: each with a separate id, in order, and with the time of a neighbour where the time is not
 * known.
 */
const anyLog = fc
  .array(anyEntry, { minLength: 1, maxLength: 12 })
  .map((entries) => inOrder(entries.map((entry, index) => ({ ...entry, id: index * 3 + 1 }) as LogEntry)));

function inOrder(entries: readonly LogEntry[]): LogEntry[] {
  const isKnown = (entry: LogEntry) => entry.kind !== 'request' || !entry.isTimeUnknown;
  const firstKnown = entries.find(isKnown);
  let lastAtMs = firstKnown === undefined ? 0 : timeOf(firstKnown);
  return entries.map((entry) => {
    if (entry.kind === 'request' && !isKnown(entry)) return { ...entry, arrivedAtMs: lastAtMs };
    lastAtMs = timeOf(entry);
    return entry;
  });
}

test('NDJSON is opened, and exported again as the same text', async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, async (entries) => {
      const text = exportedText(entries, 'ndjson', { raw: true });
      const { about, entries: read } = await opened(text);
      expect(about.skipped).toEqual([]);
      expect(read).toEqual(entries);
      expect(exportedText(read, 'ndjson', { raw: true })).toBe(text);
    }),
    { numRuns: 25 },
  );
});

test('our HAR keeps all parts of an entry, and every entry that is not a request', async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, async (entries) => {
      const { about, entries: read } = await opened(exportedText(entries, 'har', { raw: true }));
      expect(about.skipped).toEqual([]);
      expect(read.map(({ id, kind }) => ({ id, kind }))).toEqual(entries.map(({ id, kind }) => ({ id, kind })));
      expect(read.map(withoutWhatHarLacks)).toEqual(entries.map(withoutWhatHarLacks));
    }),
    { numRuns: 25 },
  );
});

test('method, address, status, times, and headers in their order with duplicates come back from HAR', async () => {
  const record = aRequest({
    id: 7,
    method: 'PATCH',
    url: '//double/../dots?a=1&a=2#x',
    status: 418,
    statusText: 'I’m a teapot',
    durationMs: 12.25,
    requestHeaders: [
      ['X-Twice', 'one'],
      ['Host', 'localhost:5000'],
      ['x-twice', 'two'],
      ['X-Twice', 'one'],
    ],
    responseHeaders: [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'a=2; Path=/'],
    ],
  });
  const { entries } = await opened(exportedText([record, anEdit({ id: 8 })], 'har', { raw: true }));
  const { arrivedAtMs, durationMs, method, url, status, statusText, requestHeaders, responseHeaders } = record;
  expect(entries[0]).toMatchObject({
    id: 7,
    arrivedAtMs,
    durationMs,
    method,
    url,
    status,
    statusText,
    requestHeaders,
    responseHeaders,
  });
  expect(entries[1]).toEqual(anEdit({ id: 8 }));
});

test('a sanitised export says so, and a whole one too', async () => {
  const entries = [aRequest()];
  for (const format of ['ndjson', 'har'] as const) {
    expect((await opened(exportedText(entries, format))).about.secrets, format).toBe('pseudonyms');
    expect((await opened(exportedText(entries, format, { raw: true }))).about.secrets, format).toBe('whole');
  }
});

/** HAR has milliseconds for a time, no negative durations, and neither rules nor findings. */
function withoutWhatHarLacks(entry: LogEntry): unknown {
  if (entry.kind !== 'request') return entry;
  const { arrivedAtMs, receivedCookies, ...kept } = entry;
  const status = kept.status === 0 ? null : kept.status;
  return { ...kept, status } satisfies Partial<RequestRecord>;
}
