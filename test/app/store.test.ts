/** The store of the npm package, as an Express app of somebody else makes it. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SqliteStore, type SqliteStoreOptions } from '../../server/store.ts';
import { eventually } from '../support/eventually.ts';
import { promised } from '../support/promised-store.ts';
import { aSession, describeSessionStoreContract } from '../support/session-store-contract.ts';
import { tempDir } from '../support/temp-dir.ts';

const minute = 60_000;

function open(options: Partial<SqliteStoreOptions> = {}): SqliteStore {
  const store = new SqliteStore({ path: join(tempDir(), 'sessions.db'), ...options });
  onTestFinished(() => store.close());
  return store;
}

describeSessionStoreContract('SqliteStore', open);

test('keeps the sessions in a file that only its owner can read, until the next start', async () => {
  const path = join(tempDir(), 'sessions.db');
  const first = open({ path });
  await promised(first).set('a', aSession({ name: 'Admin' }, { maxAge: minute }));
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  first.close();
  expect(await promised(open({ path })).get('a')).toMatchObject({ name: 'Admin' });
});

test('a session without an expiry lives as long as idleLimitMs says, counted from its last use', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
  onTestFinished(() => void vi.useRealTimers());
  const sessions = promised(open({ idleLimitMs: minute }));
  const idle = aSession({ name: 'Admin' });
  await sessions.set('a', idle);
  vi.advanceTimersByTime(minute - 1);
  await sessions.touch('a', idle);
  vi.advanceTimersByTime(minute - 1);
  expect(await sessions.get('a')).toMatchObject({ name: 'Admin' });
  vi.advanceTimersByTime(minute);
  expect(await sessions.get('a')).toBeNull();
});

test('removes the rows of expired sessions by itself, and not before', async () => {
  const path = join(tempDir(), 'sessions.db');
  const sessions = promised(open({ path, sweepEveryMs: 20 }));
  await sessions.set('expired', aSession({}, { expires: new Date(Date.now() - 1) }));
  await sessions.set('live', aSession({}, { maxAge: minute }));
  const { default: Sqlite } = await import('better-sqlite3');
  const reader = new Sqlite(path, { readonly: true });
  onTestFinished(() => void reader.close());
  const sids = () => reader.prepare('SELECT sid FROM sessions').pluck().all();
  await eventually(async () => expect(await sids()).toEqual(['live']));
});

test('two stores on one file see the sessions of each other', async () => {
  const path = join(tempDir(), 'sessions.db');
  const [first, second] = [promised(open({ path })), promised(open({ path }))];
  await first.set('a', aSession({ n: 1 }));
  expect(await second.get('a')).toMatchObject({ n: 1 });
  await second.destroy('a');
  expect(await first.get('a')).toBeNull();
});

test('after close, a call is answered with an error', async () => {
  const store = open();
  store.close();
  store.close();
  await expect(promised(store).get('a')).rejects.toThrow(/not open/);
  await expect(promised(store).set('a', aSession())).rejects.toThrow(/not open/);
});

test('reports the fault of a path, and does not change the file of another program', () => {
  expect(() => new SqliteStore({} as SqliteStoreOptions)).toThrow("new SqliteStore({ path: 'sessions.db' })");
  expect(() => new SqliteStore(undefined as never)).toThrow(TypeError);
  const path = join(tempDir(), 'notes.txt');
  writeFileSync(path, 'not a database at all, but text that is longer than a header of SQLite is '.repeat(20));
  expect(() => open({ path })).toThrow(path);
});
