/** Files as they come: damaged, foreign, hostile, and too large. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importInThread } from '../../server/import/import-thread.ts';
import { readRecording } from '../../server/import/read-recording.ts';
import { exportedText } from '../export/exported-text.ts';
import { anEdit, aRequest } from '../export/log-entries.ts';
import { entriesIn, jobFor, opened, refused } from './reading.ts';

/** The import adds what was expected of the cookies of a request. */
const expectedCookies: [] = [];
const entries = [
  aRequest({ id: 1, expectedCookies }),
  aRequest({ id: 2, url: '/two', expectedCookies }),
  anEdit({ id: 3 }),
];
const ndjson = exportedText(entries, 'ndjson', { raw: true });
const har = exportedText(entries, 'har', { raw: true });

test.each([
  ['nothing', '', 'empty', null],
  ['blanks', ' \n\n ', 'empty', null],
  ['a byte order mark alone', '\ufeff', 'empty', null],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'not-json', 1],
  ['gzip, whatever is in it', gzipSync(Buffer.alloc(10_000_000)), 'gzip', null],
  ['a zip file', Buffer.from('504b0304', 'hex'), 'zip', null],
  ['UTF-16', Buffer.from(`\ufeff${ndjson}`, 'utf16le'), 'utf-16', null],
  ['our CSV', exportedText(entries, 'csv'), 'csv', null],
  ['a list', '[1,2]', 'not-json', 1],
  ['another document', '{"name":"a","log":[]}', 'no-log', null],
  ['a log without entries', '{"log":{"version":"1.2"}}', 'no-log', null],
  ['a later format', '{"format":"session-inspector/9"}\n{}', 'newer-format', null],
  ['a document that breaks at once', '{"log":{"entries":[}', 'not-json', 1],
  ['entries that are none', '{"log":{"entries":[\n1,\n{"request":{}}]}}', 'nothing-readable', 2],
])('%s is refused, with the reason', async (_what, content, why, line) => {
  const failure = await refused(content);
  expect([failure.why, failure.line]).toEqual([why, line]);
});

test('an empty log is an empty recording', async () => {
  expect((await opened('{"log":{"version":"1.2","entries":[]}}')).about).toMatchObject({ requestCount: 0 });
  expect((await opened(exportedText([], 'ndjson'))).about).toMatchObject({ requestCount: 0, secrets: 'pseudonyms' });
});

test.each([
  ['a byte order mark', `\ufeff${ndjson}`],
  ['CRLF', ndjson.replaceAll('\n', '\r\n')],
  ['blank lines', ndjson.replaceAll('\n', '\n\n')],
  ['no line break at the end', ndjson.trimEnd()],
  ['no head', ndjson.slice(ndjson.indexOf('\n') + 1)],
])('NDJSON with %s is the same', async (_what, text) => {
  expect((await opened(text)).entries).toEqual(entries);
});

test('a file without its head does not say whether it was sanitised', async () => {
  expect((await opened(ndjson.slice(ndjson.indexOf('\n') + 1))).about.secrets).toBe('not-told');
});

test('a bad line is left out, and reported with its number', async () => {
  const [head, first, second, third] = ndjson.split('\n') as [string, string, string, string];
  const lines = [head, first, '{"kind":', second, '{"kind":"request","id":7}', second, '{"__proto__":{}}', third];
  const { about, entries: read } = await opened(`${lines.join('\n')}\n`);
  expect(read).toEqual(entries);
  expect(about.skipped.map(({ line, why }) => [line, why])).toEqual([
    [3, 'not-json'],
    [5, 'not-an-entry'],
    [6, 'duplicate-id'],
    [7, 'not-an-entry'],
  ]);
  expect(about.skippedCount).toBe(4);
});

test('bytes that are not UTF-8 are reported, not replaced', async () => {
  const bad = Buffer.concat([Buffer.from(ndjson), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]);
  expect((await opened(bad)).about.skipped).toEqual([{ line: 5, why: 'not-utf8', detail: '' }]);
});

test('a file that is incomplete at any place gives the entries before it, or an error with the place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(ndjson, har), fc.double({ min: 0, max: 1, noNaN: true }), async (text, share) => {
      const job = jobFor(text.slice(0, Math.floor(text.length * share)));
      const result = await readRecording(job, async () => true);
      if (!result.ok) return;
      const read = entriesIn(job.database);
      expect(read).toEqual(entries.slice(0, read.length).map((entry) => expect.objectContaining({ id: entry.id })));
      if (read.length < entries.length && text === har) expect(result.about.skipped.at(-1)?.why).toBe('cut-off');
    }),
    { numRuns: 40 },
  );
});

test('any bytes at all are opened or refused, never another error', async () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((json) => new TextEncoder().encode(`{"log":{"entries":[${json}`)),
    fc.array(fc.json(), { maxLength: 4 }).map((lines) => new TextEncoder().encode(`${ndjson}${lines.join('\n')}`)),
  );
  await fc.assert(
    fc.asyncProperty(anyBytes, async (bytes) => {
      await expect(readRecording(jobFor(bytes), async () => true)).resolves.toHaveProperty('ok');
    }),
    { numRuns: 60 },
  );
});

test('deeply nested values and members called __proto__ are kept without harm', async () => {
  const session = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}') as Record<string, never>;
  const hostile = aRequest({ id: 1, sessionAfter: session, sidAfter: 'x', expectedCookies });
  const deep = `{"kind":"edit","id":2,"atMs":1,"sid":"a","action":"set","after":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const { about, entries: read } = await opened(`${JSON.stringify(hostile)}\n${deep}\n`);
  expect(read).toEqual([hostile]);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  expect(about.skipped).toMatchObject([{ line: 2, why: 'too-deep' }]);
});

test('a string of megabytes beside NaN does no harm', async () => {
  const text = `{"log":{"entries":[{"time":NaN,"request":{"url":"${'\\\\'.repeat(4_000_000)}"}}]}}`;
  expect((await opened(text)).about).toMatchObject({ requestCount: 1, skippedCount: 0 });
});

test.each([
  ['an id below one', { id: 0 }],
  ['an id that is no whole number', { id: 1.5 }],
])('%s is no entry', async (_what, members) => {
  const { about } = await opened(`${ndjson}${JSON.stringify(aRequest(members))}\n`);
  expect(about.skipped).toMatchObject([{ line: 5, why: 'not-an-entry' }]);
});

test('a time between milliseconds is kept as it is', async () => {
  const record = aRequest({ arrivedAtMs: 1_700_000_000_000.25, expectedCookies });
  expect((await opened(exportedText([record], 'ndjson', { raw: true }))).entries).toEqual([record]);
});

test('if there are too many entries, the first are shown and the rest is reported', async () => {
  const { about, entries: read } = await opened(ndjson, { maxEntries: 2 });
  expect(read).toEqual(entries.slice(0, 2));
  expect(about.skipped).toEqual([{ line: 4, why: 'too-many', detail: '' }]);
});

test('of many bad lines the first hundred are reported, and all are counted', async () => {
  const { about } = await opened(`${ndjson}${'no\n'.repeat(250)}`);
  expect([about.skipped.length, about.skippedCount]).toEqual([100, 250]);
});

test('no detail quotes the content of the file', async () => {
  const { about } = await opened(`${ndjson}{"cookie": s%3Asecret.mac}\n`);
  expect(JSON.stringify(about.skipped)).not.toContain('secret');
});

test('a reading that was cancelled ends', async () => {
  const result = await readRecording(jobFor(ndjson), async () => false);
  expect(result).toEqual({ ok: false, failure: { why: 'closed', line: null, detail: '' } });
});

test('a file that is closed while a thread reads it is closed, and nothing has failed', async () => {
  const reading = importInThread(jobFor(ndjson));
  await reading.stop();
  expect(await reading.result).toEqual({ ok: false, failure: { why: 'closed', line: null, detail: '' } });
});
