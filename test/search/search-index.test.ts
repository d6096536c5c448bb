import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { factsOf } from '../../server/search/facts.ts';
import { holds, planOf } from '../../server/search/plan.ts';
import { segmentRows, shardIds } from '../../server/search/shard.ts';
import { aRecord } from '../support/log-entries.ts';
import { entryParts, someTerms } from './entry-arbitraries.ts';
import { allFound, indexedLog, NO_INDEX } from './indexed-log.ts';

/** The ids of the entries for which the terms hold, newest first: without any index or database. */
function expected(entries: readonly LogEntry[], terms: Parameters<typeof planOf>[0]): number[] {
  const plan = planOf(terms, Date.now());
  return entries
    .filter((entry) => holds(plan, factsOf(JSON.parse(JSON.stringify(entry)))))
    .map(({ id }) => id)
    .sort((a, b) => b - a);
}

const termsOf = (filter: string) => parseFilter(filter).terms;
const visits = (count: number, from = 1) =>
  Array.from({ length: count }, (_, n) => aRecord({ id: from + n, url: `/visit/${from + n}` }));

test('the index finds exactly the matches, for any log and any filter', () => {
  fc.assert(
    fc.property(
      fc.array(entryParts, { minLength: 1, maxLength: 60 }),
      fc.array(someTerms, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (parts, filters, isAtEdge) => {
        // Some at the edge of a shard, so that the entries lie in two.
        const first = isAtEdge ? shardIds - 30 : 1;
        const entries = parts.map((part, n) => part(first + n));
        const log = indexedLog();
        log.add(...entries);
        log.catchUp();
        for (const terms of filters) {
          const found = allFound(log.search(terms));
          expect(found).toEqual(expected(entries, terms));
          expect(allFound(log.search(terms, NO_INDEX))).toEqual(found);
        }
        log.reopen();
        for (const terms of filters) expect(allFound(log.search(terms))).toEqual(expected(entries, terms));
      },
    ),
    { numRuns: 40 },
  );
});

test('common texts are found with the index and without it', () => {
  const log = indexedLog();
  const entries = Array.from({ length: 2_000 }, (_, n) =>
    aRecord({
      id: n + 1,
      url: `/item/${n}?token=${(n * 7919) % 2_000}`,
      sessionAfter: { views: n, name: n % 2 ? 'Ann' : 'Bo' },
    }),
  );
  log.add(...entries);
  log.catchUp();
  for (const filter of [
    'item',
    'token=19',
    '7',
    'nn',
    'bo',
    '-1',
    'session.views:1*',
    '/token=1\\d$/',
    'views -ann',
    'zz',
  ]) {
    const terms = termsOf(filter);
    expect(allFound(log.search(terms)), filter).toEqual(expected(entries, terms));
  }
});

describe('entries that come', () => {
  test('are found by a search that is under way, each once', () => {
    const log = indexedLog();
    log.add(...visits(10));
    log.catchUp();
    const search = log.search(termsOf('visit/1'));
    expect(allFound(search)).toEqual([10, 1]);
    log.add(...visits(10, 11));
    log.catchUp();
    search.takeNew();
    expect(search.arrivedSince(0, 100)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(search.count).toBe(11);
    search.takeNew();
    expect(search.arrivedCount).toBe(9);
    expect(search.foundBelow(12, 3)).toEqual([11, 10, 1]);
  });

  test('are found when they are written later than entries that came after them', () => {
    const log = indexedLog();
    log.add(...visits(3), ...visits(3, 6));
    log.catchUp();
    const search = log.search(termsOf('visit'));
    expect(allFound(search)).toEqual([8, 7, 6, 3, 2, 1]);
    log.add(...visits(1, 5));
    log.moveClock(60_000);
    log.catchUp();
    search.takeNew();
    expect(search.arrivedSince(0, 10)).toEqual([5]);
    expect(allFound(log.search(termsOf('visit')))).toEqual([8, 7, 6, 5, 3, 2, 1]);
    log.add(...visits(1, 4));
    log.moveClock(60_000);
    log.catchUp();
    log.reopen();
    log.catchUp();
    expect(allFound(log.search(termsOf('visit')))).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('are found before the index has them', () => {
    const log = indexedLog();
    log.add(...visits(200));
    log.index.catchUp();
    log.add(...visits(5, 201));
    expect(log.index.coverage?.to).toBeLessThan(200);
    expect(allFound(log.search(termsOf('visit')))).toHaveLength(205);
  });

  test('are found once when the index comes to them after a search that looked for itself', () => {
    const log = indexedLog();
    log.add(...visits(200));
    log.index.catchUp();
    const search = log.search(termsOf('visit'));
    expect(allFound(search)).toHaveLength(200);
    log.catchUp();
    search.takeNew();
    expect(search.count).toBe(200);
    expect(search.arrivedCount).toBe(0);
  });
});

describe('the files of the index', () => {
  const filesOf = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('search-'))
      .sort();

  test('are for their owner only', () => {
    const log = indexedLog();
    log.add(...visits(10));
    log.catchUp();
    expect(filesOf(log.folder)).toContain('search-0.db');
    for (const name of filesOf(log.folder)) expect(statSync(join(log.folder, name)).mode & 0o777, name).toBe(0o600);
  });

  test('are opened after a start: only rows that were not written are read from the log again', () => {
    const log = indexedLog();
    log.add(...visits(segmentRows + 500));
    log.catchUp();
    log.reopen();
    expect(log.index.coverage).toEqual({ from: 1, to: segmentRows + 500 - 1_999 });
    log.catchUp();
    expect(allFound(log.search(termsOf('visit/45')))).toHaveLength(1 + 10 + 97);
  });

  test('are made again if they belong to another log', () => {
    const log = indexedLog();
    log.add(...visits(segmentRows + 10));
    log.catchUp();
    log.database.exec("UPDATE log SET entry_json = replace(entry_json, '/visit/', '/other/')");
    log.reopen();
    log.catchUp();
    expect(allFound(log.search(termsOf('visit')))).toEqual([]);
    expect(allFound(log.search(termsOf('other')))).toHaveLength(segmentRows + 10);
  });

  test('are made again if they are damaged', () => {
    const log = indexedLog();
    log.add(...visits(10));
    log.catchUp();
    log.index.close();
    writeFileSync(join(log.folder, 'search-0.db'), 'no database');
    log.reopen();
    log.catchUp();
    expect(allFound(log.search(termsOf('visit')))).toHaveLength(10);
  });

  test('go when all their entries are gone from the log', () => {
    const log = indexedLog();
    log.add(...visits(10, shardIds - 5));
    log.catchUp();
    expect(filesOf(log.folder)).toContain('search-0.db');
    log.prune(shardIds + 1);
    log.catchUp();
    expect(filesOf(log.folder).filter((name) => name.startsWith('search-0'))).toEqual([]);
    expect(allFound(log.search(termsOf('visit')))).toEqual([4, 3, 2, 1].map((n) => shardIds + n));
  });

  test('keep entries that were removed from the log for at most a day', () => {
    const log = indexedLog();
    log.add(...visits(20));
    log.catchUp();
    log.prune(11);
    log.catchUp();
    const search = log.search(termsOf('visit'));
    expect(allFound(search).filter((id) => id >= 11)).toHaveLength(10);
    expect(search.count).toBe(10);
    log.moveClock(25 * 60 * 60 * 1000);
    log.catchUp();
    expect(log.index.coverage).toEqual({ from: 11, to: 21 });
    expect(allFound(log.search(termsOf('visit')))).toHaveLength(10);
  });

  test('are gone when all is forgotten', () => {
    const log = indexedLog();
    log.add(...visits(10));
    log.catchUp();
    log.index.clear();
    expect(filesOf(log.folder)).toEqual([]);
  });
});
