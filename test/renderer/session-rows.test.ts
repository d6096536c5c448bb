import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf, type SessionRowsQuery } from '../../renderer/views/sessions/session-rows.ts';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import { SessionIndex } from '../../server/storage/sessions/session-index.ts';
import { makeActor } from './support/make-actor.ts';

const now = 1_000_000;

function aSession(parts: Partial<StoredSession> & { sid: string }): StoredSession {
  const cookie = {
    originalMaxAgeMs: null,
    expiresAtMs: null,
    httpOnly: true,
    secure: false,
    sameSite: null,
    path: '/',
  };
  const data = parts.data ?? {};
  return {
    data,
    createdAtMs: now - 10,
    lastUsedAtMs: now - 5,
    expiresAtMs: now + 10,
    cookieExpires: false,
    cookie,
    bytes: Buffer.byteLength(JSON.stringify(data)) + 2,
    ...parts,
  };
}

const holding = (sid: string) => makeActor({ sid });
const query: SessionRowsQuery = { sort: 'used', isDescending: true, text: '', state: 'all' };

test('puts rows in order by who a session was issued to, unknown ones first or last', () => {
  const owners: Record<string, string> = { a: 'Bob', b: 'Alice' };
  const sessions = ['a', 'b', 'c'].map((sid) => aSession({ sid }));
  const sids = (isDescending: boolean) =>
    rowsOf(sessions, { ...query, sort: 'actor', isDescending }, [], (sid) => owners[sid] ?? '').map(({ sid }) => sid);
  expect([sids(false), sids(true)]).toEqual([
    ['c', 'b', 'a'],
    ['a', 'b', 'c'],
  ]);
});

test('rows in memory are chosen and ordered as the inspector does it for a list that is too long for memory', () => {
  const sort = fc.constantFrom(
    'session' as const,
    'state' as const,
    'keys' as const,
    'created' as const,
    'used' as const,
  );
  const text = fc.constantFrom('', 'a', 'A', 'k1', '"', '%', '\\', 'ä');
  const state = fc.constantFrom('all' as const, 'held' as const, 'free' as const);
  const times = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 8, maxLength: 8 });
  const data = fc.dictionary(fc.constantFrom('k1', 'k2', 'a"b', 'c\\d', 'ä'), fc.constantFrom('A', 'x%', 'ä', 7), {
    maxKeys: 4,
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(
      fc.array(data, { maxLength: 8 }),
      times,
      sort,
      text,
      state,
      fc.boolean(),
      (all, ages, by, words, held, isDescending) => {
        const sessions = all.map((each, n) =>
          aSession({
            sid: `sid-${n}-aB`,
            data: each,
            createdAtMs: now - (ages[n] ?? 0),
            lastUsedAtMs: now - (ages[n] ?? 0),
          }),
        );
        const { database } = openDatabase(':memory:');
        const insert = database.prepare("INSERT INTO sessions VALUES (?, ?, '{}', 0, ?, ?, ?)");
        for (const { sid, data: each, expiresAtMs, createdAtMs, lastUsedAtMs } of sessions) {
          insert.run(sid, JSON.stringify(each), expiresAtMs, createdAtMs, lastUsedAtMs);
        }
        const wanted: SessionRowsQuery = { sort: by, text: words, state: held, isDescending };
        const asked = { ...wanted, sort: by, heldSids: ['sid-1-aB'], nowMs: now, offset: 0, limit: 200 };
        const page = new SessionIndex(database).page(asked);
        database.close();
        const rows = rowsOf(sessions, wanted, [holding('sid-1-aB')], () => '');
        const byValue = (sids: readonly { sid: string; keyCount: number | null }[]) =>
          // Rows that are equal in what they are ordered by may come in any order.
          by === 'keys'
            ? sids.map(({ keyCount }) => keyCount)
            : by === 'state'
              ? sids.map(({ sid }) => sid === 'sid-1-aB')
              : sids;
        expect(byValue(rows)).toEqual(byValue(page.rows));
      },
    ),
    { numRuns: 300 },
  );
});
