import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { CookieRunReader, KEPT_LISTS, LEAST_COOKIES, MOST_COOKIES } from '../../server/export/cookie-runs.ts';
import { opened } from '../import/reading.ts';
import { exportedText } from './exported-text.ts';
import { aRequest } from './log-entries.ts';

const FORMATS = ['ndjson', 'har'] as const;

function cookie(number: number, host = 'a.test'): ExpectedCookie {
  const about = { setBy: 1, domain: `d${number}.test`, path: '/', host };
  return { name: `c${number}`, came: false, why: 'other-host', rule: null, decidedBy: 1, about };
}

function listed(id: number, expectedCookies: ExpectedCookie[]): RequestRecord {
  return aRequest({ id, expectedCookies });
}

function listsOf(entries: readonly LogEntry[]): unknown[] {
  return entries.map((entry) => (entry.kind === 'request' ? entry.expectedCookies : null));
}

/** Lists as a browser has them: a part of all its cookies, for one of a few hosts. */
const anyLists = fc.array(
  fc.record({
    from: fc.nat({ max: 30 }),
    count: fc.nat({ max: 40 }),
    gap: fc.nat({ max: 30 }),
    host: fc.constantFrom('a.test', 'b.test', 'c.test'),
  }),
  { minLength: 1, maxLength: 30 },
);

test.each(FORMATS)('every list comes back from %s as it was, in any log', async (format) => {
  await fc.assert(
    fc.asyncProperty(anyLists, async (lists) => {
      const entries = lists.map(({ from, count, gap, host }, index) =>
        listed(
          index * 2 + 1,
          Array.from({ length: count }, (_, at) => cookie(from + at, host)).filter((_, at) => at !== gap),
        ),
      );
      const { about, entries: read } = await opened(exportedText(entries, format, { raw: true }));
      expect(about.parts).toEqual([]);
      expect(listsOf(read)).toEqual(listsOf(entries));
    }),
    { numRuns: 20 },
  );
});

test.each(FORMATS)('two hundred cookies in each of a hundred requests cost little more than once, in %s', (format) => {
  const cookies = Array.from({ length: 200 }, (_, at) => cookie(at));
  const withLists = Array.from({ length: 100 }, (_, at) => listed(at + 1, cookies));
  const without = Array.from({ length: 100 }, (_, at) => listed(at + 1, []));
  for (const raw of [true, false]) {
    const [long, short] = [withLists, without].map((entries) => exportedText(entries, format, { raw }).length);
    expect((long ?? 0) - (short ?? 0)).toBeLessThan(2 * JSON.stringify(cookies).length);
  }
});

test('a list that many readers need no rule for is written as it is', () => {
  const few = Array.from({ length: LEAST_COOKIES - 1 }, (_, at) => cookie(at));
  const [, first, second] = exportedText([listed(1, few), listed(2, few)], 'ndjson', { raw: true }).split('\n');
  for (const line of [first, second]) expect(JSON.parse(line ?? '').expectedCookies).toEqual(few);
});

test('a line that is lost costs only the items that were in it, which is counted', async () => {
  const [common, own] = [
    Array.from({ length: 12 }, (_, at) => cookie(at)),
    Array.from({ length: 3 }, (_, at) => cookie(at + 50)),
  ];
  const log = [listed(1, common), listed(2, [...common, ...own]), listed(3, [...common, ...own, cookie(99)])];
  const lines = exportedText(log, 'ndjson', { raw: true }).split('\n');
  const whole = await opened(lines.join('\n'));
  expect(listsOf(whole.entries)).toEqual(listsOf(log));
  const { about, entries } = await opened(lines.filter((_, line) => line !== 2).join('\n'));
  expect(listsOf(entries)).toEqual([common, [cookie(99)]]);
  expect(about.parts).toMatchObject([{ how: 'left-out', member: 'expectedCookies', count: 1 }]);
});

test('a list refers to the last lists only, so that memory is bounded on both sides', () => {
  const cookies = Array.from({ length: LEAST_COOKIES }, (_, at) => cookie(at));
  const others = Array.from({ length: LEAST_COOKIES }, (_, at) => cookie(at + 100));
  const itemsOf = (between: number) => {
    const log = [
      listed(1, cookies),
      ...Array.from({ length: between }, (_, at) => listed(at + 2, others)),
      listed(between + 2, cookies),
    ];
    const lines = exportedText(log, 'ndjson', { raw: true }).trimEnd().split('\n');
    return JSON.parse(lines.at(-1) ?? '').expectedCookies;
  };
  expect(itemsOf(KEPT_LISTS - 1)).toEqual([{ sameAs: { id: 1, from: 0, count: LEAST_COOKIES } }]);
  expect(itemsOf(KEPT_LISTS)).toEqual(cookies);
});

test('runs that no writer makes give no items', () => {
  const reader = new CookieRunReader();
  const list = Array.from({ length: 10 }, (_, at) => cookie(at));
  reader.resolved(1, list);
  const run = (id: unknown, from: unknown, count: unknown) => ({ sameAs: { id, from, count } });
  for (const bad of [run(2, 0, 1), run(1, 5, 6), run(1, 0, 1e9)]) {
    expect(reader.resolved(3, [bad])).toEqual({ list: [], isWhole: false });
  }
  // These are no runs, so the contract judges them as items.
  for (const bad of [run(1, -1, 2), run('1', 0, 1), run(1, 0, 0.5), { sameAs: null }, { ...cookie(1), sameAs: {} }]) {
    expect(reader.resolved(3, [bad])).toEqual({ list: [bad], isWhole: true });
  }
  const many = Array.from({ length: MOST_COOKIES }, () => run(1, 0, 10));
  expect(reader.resolved(4, many).list.length).toBeLessThanOrEqual(MOST_COOKIES);
});
