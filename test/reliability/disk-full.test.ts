import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { LogStore } from '../../server/storage/log/log-store.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { aRecord } from '../support/log-entries.ts';
import { sessionSite } from '../support/observed-site.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

/** The file may not grow: as on a disk without room, where SQLite says the same. */
function fill(database: Database): void {
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`);
}

function makeRoom(database: Database): void {
  database.pragma('max_page_count = 1000000');
}

const full = expect.objectContaining({ code: 'SQLITE_FULL', message: 'database or disk is full' });
const large = { text: 'x'.repeat(100_000) };

test('9: on a full disk set fails and the log reports it, reads work, and everything works again with free space', async () => {
  const { store, queue, database } = storeOnDisk();
  const sessions = promised(store);
  const limits = { maxEntries: 10, maxBytes: 2 ** 40, maxAgeMs: 2 ** 40 };
  const log = new LogStore(database, queue, () => limits);
  const append = (url: string) =>
    new Promise((resolve) => log.append(aRecord({ id: log.takeId(), arrivedAtMs: Date.now(), url }), resolve));
  await sessions.set('a', aSession({ name: 'Admin' }));
  expect(await append('/first')).toBeNull();

  fill(database);
  await expect(sessions.set('a', aSession(large))).rejects.toEqual(full);
  await expect(sessions.set('b', aSession(large))).rejects.toEqual(full);
  expect(await append(`/${large.text}`)).toEqual(full);
  expect(database.inTransaction).toBe(false);
  expect(await sessions.get('a')).toMatchObject({ name: 'Admin' });
  expect([await sessions.get('b'), log.requestCount]).toEqual([null, 1]);
  await sessions.touch('a', aSession());
  log.prune(Date.now());
  queue.drain();

  makeRoom(database);
  await sessions.set('a', aSession(large));
  expect(await append(`/${large.text}`)).toBeNull();
  expect(await sessions.get('a')).toMatchObject(large);
  await sessions.destroy('a');
  expect(await sessions.length()).toBe(0);
});

test('9, 13: on a full disk the client gets its answer, and the record names the unsaved session and the reason', async () => {
  const storeAndDisk = storeOnDisk();
  const site = await sessionSite(
    (app, engine) => {
      app.get('/small', (req, res) => {
        engine.sessionOf(req).set('name', 'Admin');
        res.send('kept');
      });
      app.get('/large', (req, res) => {
        engine.sessionOf(req).set('text', large.text);
        res.send('said to be kept');
      });
      app.get('/look', (req, res) => void res.json(engine.sessionOf(req).list()));
    },
    { store: storeAndDisk.store },
  );
  const { setCookies } = await send(site.url, '/small', {});
  const headers = { Cookie: setCookies[0]?.split(';')[0] ?? '' };
  fill(storeAndDisk.database);
  expect(await send(site.url, '/large', { headers })).toMatchObject({ status: 200, body: 'said to be kept' });
  expect((await send(site.url, '/look', { headers })).body).toBe('{"name":"Admin"}');
  makeRoom(storeAndDisk.database);
  await send(site.url, '/large', { headers });
  expect(JSON.parse((await send(site.url, '/look', { headers })).body)).toHaveProperty('text');
  await eventually(() => expect(site.records).toHaveLength(5));
  expect(site.records[1]).toMatchObject({
    status: 200,
    storeOperations: [{ op: 'get' }, { op: 'set', outcome: 'failed', error: 'database or disk is full' }],
  });
});
