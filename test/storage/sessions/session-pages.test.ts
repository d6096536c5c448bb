import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { sessionPageInput } from '../../../server/contract/session-page.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { SessionIndex } from '../../../server/storage/sessions/session-index.ts';
import { createSessionList } from '../../../server/storage/sessions/session-list.ts';
import { createSessionPages } from '../../../server/storage/sessions/session-pages.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

const now = Date.UTC(2026, 10, 23);

interface Stored {
  sid: string;
  data: Record<string, unknown>;
  created: number;
  used: number;
  expires: number;
}

function tableOf(sessions: readonly Stored[]) {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, ?, 0, ?, ?, ?)');
  const add = ({ sid, data, created, used, expires }: Stored) =>
    insert.run(sid, JSON.stringify(data), '{}', expires, created, used);
  for (const session of sessions) add(session);
  const index = new SessionIndex(database);
  const page = (query: object, heldSids: string[] = []) =>
    index.page({ ...sessionPageInput.parse(query), heldSids, nowMs: now });
  const sids = (query: object, heldSids: string[] = []) => page(query, heldSids).rows.map(({ sid }) => sid);
  return { database, add, page, sids };
}

const aSession = (sid: string, members: Partial<Stored> = {}): Stored => ({
  sid,
  data: {},
  created: now - 1_000,
  used: now - 500,
  expires: now + 1_000,
  ...members,
});

const some = [
  aSession('bbb', { data: { Username: 'Admin' }, created: now - 30, used: now - 3, expires: now + 9 }),
  aSession('aaa', { data: { Cart: [1, 2], Nickname: 'zoë "q"' }, created: now - 10, used: now - 2, expires: now + 7 }),
  aSession('ccc', { data: {}, created: now - 20, used: now - 1, expires: now + 8 }),
  aSession('old', { expires: now }),
];

test.each([
  ['session', ['aaa', 'bbb', 'ccc']],
  ['keys', ['ccc', 'bbb', 'aaa']],
  ['created', ['bbb', 'ccc', 'aaa']],
  ['used', ['bbb', 'aaa', 'ccc']],
  ['expires', ['aaa', 'ccc', 'bbb']],
  ['bytes', ['ccc', 'bbb', 'aaa']],
  ['state', ['bbb', 'ccc', 'aaa']],
])('sorts by %s, both ways, and leaves expired ones out', (sort, expected) => {
  const { sids } = tableOf(some);
  expect(sids({ sort, isDescending: false }, ['aaa'])).toEqual(expected);
  expect(sids({ sort, isDescending: true }, ['aaa'])).toEqual(expected.toReversed());
});

test.each([
  ['bb', ['bbb']],
  ['BB', ['bbb']],
  ['nick', ['aaa']],
  ['admin', ['bbb']],
  ['zoë "q"', ['aaa']],
  ['a%', []],
  ['_', []],
  ['\\', []],
  ['', ['aaa', 'bbb', 'ccc']],
])('finds %j in sids, keys and values', (text, expected) => {
  const { page, sids } = tableOf(some);
  expect(sids({ text, sort: 'session', isDescending: false })).toEqual(expected);
  expect(page({ text })).toMatchObject({ matching: expected.length, all: 3 });
});

test('marks the sessions whose cookie a simulated browser has', () => {
  const { sids } = tableOf(some);
  const query = { sort: 'session', isDescending: false };
  expect(sids({ ...query, state: 'held' }, ['aaa', 'unknown'])).toEqual(['aaa']);
  expect(sids({ ...query, state: 'free' }, ['aaa', 'unknown'])).toEqual(['bbb', 'ccc']);
});

test('a row has the names of its first keys, their number, its dates and its size', () => {
  const data = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`key-${n}`, n]));
  const { page } = tableOf([aSession('many', { data })]);
  const [row] = page({}).rows;
  expect(row).toEqual({
    sid: 'many',
    keys: Object.keys(data).slice(0, 12),
    keyCount: 30,
    isReadable: true,
    createdAtMs: now - 1_000,
    lastUsedAtMs: now - 500,
    expiresAtMs: now + 1_000,
    bytes: Buffer.byteLength(JSON.stringify(data)) + 2,
  });
});

test('pages together are the whole list, each session once', () => {
  const anySession = fc.record({ created: fc.nat(5), used: fc.nat(5), expires: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(
      fc.array(anySession, { maxLength: 40 }),
      fc.constantFrom('session', 'state', 'keys', 'created', 'used', 'expires', 'bytes'),
      fc.boolean(),
      (drawn, sort, isDescending) => {
        const { page, database } = tableOf(
          drawn.map(({ created, used, expires }, n) =>
            aSession(`sid-${n}`, { created: now - created, used: now - used, expires: now + expires }),
          ),
        );
        const met: string[] = [];
        for (let offset = 0; offset < drawn.length; offset += 7) {
          met.push(...page({ sort, isDescending, offset, limit: 7 }).rows.map(({ sid }) => sid));
        }
        expect(met.toSorted()).toEqual(drawn.map((_, n) => `sid-${n}`).sort());
        database.close();
      },
    ),
    { numRuns: 200 },
  );
});

test('sees added, changed and removed sessions', () => {
  const { database, add, sids } = tableOf(some);
  const query = { sort: 'session', isDescending: false };
  expect(sids(query)).toEqual(['aaa', 'bbb', 'ccc']);
  add(aSession('abc', { used: now }));
  database.prepare("UPDATE sessions SET created_at_ms = ?, last_used_at_ms = ? WHERE sid = 'ccc'").run(now, now);
  database.exec("DELETE FROM sessions WHERE sid = 'aaa'");
  expect(sids(query)).toEqual(['abc', 'bbb', 'ccc']);
  expect(sids({ sort: 'created' })[0]).toBe('ccc');
  // With an older date than any that is known, as from a clock that was wrong.
  add(aSession('ancient', { used: 1 }));
  expect(sids(query)).toEqual(['abc', 'ancient', 'bbb', 'ccc']);
});

test('sorts numbers that are far apart', () => {
  const { sids } = tableOf(
    [3e15, 1, 8e15, 2e15].map((expires) => aSession(String(expires), { expires: now + expires })),
  );
  expect(sids({ sort: 'expires', isDescending: false })).toEqual([
    '1',
    '2000000000000000',
    '3000000000000000',
    '8000000000000000',
  ]);
});

test('a thread computes the pages beside the site, and closes the file', async () => {
  const { database, store, queue, path } = storeOnDisk();
  const pages = createSessionPages(database, {
    place: () => ({ path, identity: null }),
    count: createSessionList(database).count,
    onError: (error) => expect.unreachable(error.message),
  });
  const cookie = { originalMaxAge: null, expires: null };
  for (let n = 0; n < 500; n++) store.set(`sid-${n}`, { cookie, n } as never);
  queue.drain();
  const query = { ...sessionPageInput.parse({ text: 'sid-499' }), heldSids: [], nowMs: Date.now() };
  const page = await pages.page(query);
  expect([page.rows.map(({ sid }) => sid), page.matching, page.all]).toEqual([['sid-499'], 1, 500]);
  const newest = await pages.page({ ...sessionPageInput.parse({ limit: 3 }), heldSids: [], nowMs: Date.now() });
  expect([newest.rows.length, newest.matching, newest.all]).toEqual([3, 500, 500]);
  store.destroy('sid-499');
  queue.drain();
  expect(await pages.page(query)).toMatchObject({ rows: [], matching: 0, all: 499 });
  const asked = pages.page(query);
  await pages.close();
  expect(await asked).toMatchObject({ all: 499 });
});

test('counts sessions without reading them, through writes that are undone', () => {
  const { database, store, queue } = storeOnDisk();
  const list = createSessionList(database);
  const cookie = { originalMaxAge: null, expires: null };
  for (let n = 0; n < 10; n++) store.set(`sid-${n}`, { cookie } as never);
  queue.drain();
  store.set('sid-1', { cookie, again: true } as never);
  store.destroy('sid-2');
  store.destroy('unknown');
  queue.drain();
  expect(list.count(Date.now())).toBe(9);
  database.exec('BEGIN; DELETE FROM sessions; ROLLBACK');
  expect(list.count(Date.now())).toBe(9);
  expect(list.count(Date.now() + 10 * 24 * 60 * 60 * 1000)).toBe(0);
});
