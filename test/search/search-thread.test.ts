import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { SearchAnswer, SearchQuery } from '../../server/contract/search.ts';
import { createSearch, type Search } from '../../server/search/search.ts';
import { eventually } from '../support/eventually.ts';
import { aRecord, idsOf } from '../support/log-entries.ts';
import { type OpenedStorage, storageForTest } from '../support/storage.ts';

type Found = Extract<SearchAnswer, { ok: true }>;

interface SearchedLog extends OpenedStorage {
  readonly search: Search;
  readonly reported: string[];
  visit(count: number, url: string): Promise<void>;
  find(filter: string, more?: Partial<SearchQuery>): Promise<Found>;
}

/** Of now: retention takes away what is old. */
const visitTo = (url: string, id: number) =>
  aRecord({ id, url, arrivedAtMs: Date.now(), sessionAfter: { Username: 'Admin' } });

const noSignal = new AbortController().signal;

function searchedLog({ isShared = true, path }: { isShared?: boolean; path?: string } = {}): SearchedLog {
  const opened = storageForTest(path === undefined ? {} : { path });
  const { storage, dataDir } = opened;
  const reported: string[] = [];
  const search = createSearch({
    log: storage.logReader.source,
    thread: isShared ? { place: () => ({ path: dataDir.database, identity: null }), folder: dataDir.path } : null,
    nowMs: Date.now,
    report: (what, error) => reported.push(`${what}: ${String(error)}`),
  });
  onTestFinished(() => search.close());
  return {
    ...opened,
    search,
    reported,
    async visit(count, url) {
      for (let n = 0; n < count; n++) {
        await new Promise((resolve) => storage.log.append(visitTo(url, storage.log.takeId()), resolve));
      }
      search.grew();
    },
    async find(filter, more = {}) {
      // As the window does: one that took too long says what it has so far.
      for (;;) {
        const answer = await search.query({ filter, limit: 100, ...more }, noSignal);
        if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
        if (answer.isComplete || answer.entries.length === more.limit) return answer;
      }
    },
  };
}

test.each([
  ['in its thread', true],
  ['without another connection', false],
])('%s, a search finds, pages and follows', async (_, isShared) => {
  const log = searchedLog({ isShared });
  await log.visit(5, '/first');
  await log.visit(5, '/second');
  const page = await log.find('first session.Username:admin', { limit: 3 });
  expect(page).toMatchObject({ kind: 'page', hasMore: true });
  expect(idsOf(page.entries)).toEqual([3, 4, 5]);
  const earlier = await log.find('first session.Username:admin', { limit: 3, before: 3 });
  expect(idsOf(earlier.entries)).toEqual([1, 2]);
  expect(earlier).toMatchObject({ hasMore: false, isComplete: true, matched: 5 });
  await log.visit(2, '/first');
  const arrived = await log.find('first session.Username:admin', { since: page.cursor });
  expect(arrived).toMatchObject({ kind: 'arrived', hasMore: false, matched: 7 });
  expect(idsOf(arrived.entries)).toEqual([11, 12]);
  expect((await log.find('first session.Username:admin', { since: arrived.cursor })).entries).toEqual([]);
  expect(log.reported).toEqual([]);
});

test.each([
  ['in its thread', true],
  ['without another connection', false],
])('%s, all matches of a filter are returned, oldest first, including new ones', async (_, isShared) => {
  const log = searchedLog({ isShared });
  await log.visit(300, '/first');
  await log.visit(300, '/second');
  const idsFound = async (filter: string) => {
    const found = await log.search.findAll(filter, noSignal);
    return found.ok ? [...found.ids] : found.errors;
  };
  expect(await idsFound('first')).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
  expect(await idsFound('third')).toEqual([]);
  await log.visit(2, '/first');
  expect((await idsFound('first')).slice(298)).toEqual([299, 300, 601, 602]);
  expect(await idsFound('')).toHaveLength(602);
  expect(await idsFound('a "b')).toEqual([{ kind: 'unclosed-quote', from: 2, to: 4 }]);
  expect(log.reported).toEqual([]);
});

test('a search for everything that was cancelled is not answered', async () => {
  const log = searchedLog();
  await log.visit(1, '/here');
  const stop = new AbortController();
  const found = log.search.findAll('here', stop.signal);
  stop.abort();
  await expect(found).rejects.toThrow('was cancelled');
});

test('a cursor of another search is answered with a page', async () => {
  const log = searchedLog();
  await log.visit(2, '/here');
  const { cursor } = await log.find('here');
  expect(await log.find('here', { since: `9${cursor}` })).toMatchObject({ kind: 'page', matched: 2 });
});

test.each([true, false])('a filter that cannot be read says where (another connection: %s)', async (isShared) => {
  const log = searchedLog({ isShared });
  expect(await log.search.query({ filter: 'a "b', limit: 1 }, noSignal)).toEqual({
    ok: false,
    errors: [{ kind: 'unclosed-quote', from: 2, to: 4 }],
  });
});

test.each([true, false])('a regex that takes too long is an answer too (another connection: %s)', async (isShared) => {
  const log = searchedLog({ isShared });
  await log.visit(1, `/${'a'.repeat(60)}!`);
  expect(await log.search.query({ filter: 'x -/^\\/(a+)+$/', limit: 1 }, noSignal)).toMatchObject({ ok: true });
  expect(await log.search.query({ filter: '-x /^\\/(a+)+$/', limit: 1 }, noSignal)).toEqual({
    ok: false,
    errors: [{ kind: 'slow-regex', from: 3, to: 14 }],
  });
  expect((await log.find('aaa')).matched).toBe(1);
});

test('a search that was cancelled is not answered', async () => {
  const log = searchedLog();
  await log.visit(1, '/here');
  const stop = new AbortController();
  const answer = log.search.query({ filter: 'here', limit: 1 }, stop.signal);
  stop.abort();
  await expect(answer).rejects.toThrow('was cancelled');
});

test('after the log was cleared no file contains its data, and new entries are found', async () => {
  const log = searchedLog();
  const canary = 'canary-77aa01';
  const filesWithCanary = () =>
    readdirSync(log.dataDir.path).filter((name) =>
      readFileSync(join(log.dataDir.path, name), 'latin1').includes(canary),
    );
  await log.visit(50, `/${canary}`);
  expect((await log.find(canary)).matched).toBe(50);
  await eventually(() => expect(filesWithCanary().join()).toContain('search-'));
  await log.search.whileClearing(() => log.storage.clearLog());
  expect(filesWithCanary()).toEqual([]);
  expect((await log.find(canary)).matched).toBe(0);
  await log.visit(2, `/${canary}`);
  expect((await log.find(canary)).matched).toBe(2);
  expect(log.reported).toEqual([]);
});

test('the next run uses the index of the previous one, and a damaged one is replaced', async () => {
  const first = searchedLog();
  await first.visit(20, '/kept');
  await first.find('kept');
  await first.search.close();
  first.storage.close();
  for (const name of readdirSync(first.dataDir.path).filter((file) => file.startsWith('search-'))) {
    writeFileSync(join(first.dataDir.path, name), 'damaged');
  }
  const second = searchedLog({ path: first.dataDir.path });
  expect((await second.find('kept')).matched).toBe(20);
  expect(second.reported).toEqual([]);
});

test('a log that could not be cleared is searched as before', async () => {
  const log = searchedLog();
  await log.visit(3, '/here');
  expect(idsOf((await log.find('here')).entries)).toEqual([1, 2, 3]);
  const refuse = () => Promise.reject(new Error('not now'));
  await expect(log.search.whileClearing(refuse)).rejects.toThrow('not now');
  expect((await log.find('here')).matched).toBe(3);
});

test('where no index can be kept the log is searched all the same, and it is said', async () => {
  const log = searchedLog();
  // A folder is at the path of the index file.
  mkdirSync(join(log.dataDir.path, 'search-0.db'));
  await log.visit(3, '/here');
  expect((await log.find('here')).matched).toBe(3);
  expect(log.reported.join()).toContain('search');
  await log.visit(1, '/here');
  expect((await log.find('here')).matched).toBe(4);
});

test('a start over a log that cannot be read is reported, and stops nothing', async () => {
  const { search, reported, dataDir } = searchedLog();
  const other = new Sqlite(dataDir.database);
  other.exec('DROP TABLE log');
  other.close();
  search.begin();
  await eventually(() =>
    expect(reported).toEqual([expect.stringMatching(/^starting the search index: .*no such table/)]),
  );
});
