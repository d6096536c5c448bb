/** Lines of our own NDJSON of which a part does not fit: edited by hand, or written by another version. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { requestRecordSchema } from '../../server/contract/log-entry.ts';
import { anyEntry, aRequest } from '../export/log-entries.ts';
import { opened } from './reading.ts';

const line = (members: object) => `${JSON.stringify({ ...aRequest({ id: 1 }), ...members })}\n`;

async function mended(members: object): Promise<{ record: RequestRecord; parts: [string, string, number][] }> {
  const { about, entries } = await opened(line(members));
  expect(about).toMatchObject({ skippedCount: 0, requestCount: 1 });
  return {
    record: entries[0] as RequestRecord,
    parts: about.parts.map(({ how, member, count }) => [how, member, count]),
  };
}

test('a bad item of a list is left out and counted', async () => {
  const { record, parts } = await mended({
    requestHeaders: [null, ['Host', 'a'], ['X-A', 5], { name: 'X-B', value: 'b' }, ['X-C']],
    operations: [{ atMs: 1, op: 'get', key: 'k' }, { op: 'fly' }],
  });
  expect(record.requestHeaders).toEqual([
    ['Host', 'a'],
    ['X-A', '5'],
    ['X-B', 'b'],
  ]);
  expect(record.operations).toEqual([{ atMs: 1, op: 'get', key: 'k' }]);
  expect(parts).toEqual([
    ['left-out', 'requestHeaders', 2],
    ['left-out', 'operations', 1],
  ]);
});

test('a number that is a text, and a text that is a number, are read', async () => {
  const { record, parts } = await mended({ durationMs: '2.5', status: '404', statusText: 7, method: 5 });
  expect(record).toMatchObject({ durationMs: 2.5, status: 404, statusText: '7', method: '5' });
  expect(parts).toEqual([]);
});

test.each<[string, object, Partial<RequestRecord>, string]>([
  ['a duration', { durationMs: {} }, { durationMs: null }, 'durationMs'],
  ['a time that no clock shows', { arrivedAtMs: 1e300 }, { arrivedAtMs: 0, isTimeUnknown: true }, 'arrivedAtMs'],
  ['headers', { responseHeaders: 'none' }, { responseHeaders: [] }, 'responseHeaders'],
  ['a verdict', { verdict: null }, { verdict: { kind: 'not-observed' } }, 'verdict'],
  ['an actor', { actor: 'Alice' }, { actor: { id: 'outside:Unknown', name: 'Unknown', kind: 'outside' } }, 'actor'],
  ['a session', { sessionAfter: [1] }, { sessionAfter: null }, 'sessionAfter'],
  ['what it repeats', { resendOf: 'x' }, {}, 'resendOf'],
])('%s that does not fit is unknown and counted', async (_what, members, expected, member) => {
  const { record, parts } = await mended(members);
  expect(record).toMatchObject(expected);
  expect(parts).toEqual([['unknown', member, 1]]);
});

test('a request without a time of arrival follows the request before it', async () => {
  const { entries } = await opened(line({ id: 1 }) + line({ id: 2, arrivedAtMs: null }));
  expect(entries[1]).toMatchObject({ id: 2, isTimeUnknown: true, arrivedAtMs: aRequest().arrivedAtMs });
  expect(entries[0]).not.toHaveProperty('isTimeUnknown');
});

test('a line without a number, or without address and headers, is not an entry', async () => {
  const { about } = await opened(line({}) + line({ id: null }) + line({ id: 3, url: null, requestHeaders: null }));
  expect(about.skipped.map(({ line: number, why }) => [number, why])).toEqual([
    [2, 'not-an-entry'],
    [3, 'not-an-entry'],
  ]);
});

test('with any value of one member, the request is shown with its other members unchanged', async () => {
  const aRecord = anyEntry.filter((entry): entry is RequestRecord => entry.kind === 'request');
  const names = Object.keys(requestRecordSchema.shape).filter((name) => name !== 'kind' && name !== 'id');
  const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, undefined, {}, [null], ''));
  await fc.assert(
    fc.asyncProperty(aRecord, fc.constantFrom(...names), anyValue, async (record, name, value) => {
      const { entries, about } = await opened(`${JSON.stringify({ ...record, id: 1, [name]: value })}\n`);
      const { [name as 'url']: _, ...others } = { ...record, id: 1 };
      expect(entries).toMatchObject([others]);
      expect(about.parts.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});
