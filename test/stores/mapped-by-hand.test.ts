/** A table that no kind of store fits: its columns are told, and a person maps three of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import session from 'express-session';
import { expect, onTestFinished, test } from 'vitest';
import { storePlace, withColumns } from '../../server/stores/store-place.ts';
import { eventually } from '../support/eventually.ts';
import { postgresClient, postgresServer } from '../support/postgres-server.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { storedExpress } from '../support/stored-express.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, tell, watch } from '../support/watched.ts';
import { needs, where } from '../support/where.ts';

/** A store of the app's own, with a table and columns that no package makes. */
class OwnStore extends session.Store {
  readonly #database: Database.Database;

  constructor(path: string) {
    super();
    this.#database = new Database(path);
    this.#database.exec('CREATE TABLE logins (token TEXT PRIMARY KEY, content TEXT, ends INTEGER)');
    this.#database.exec('CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT)');
    onTestFinished(() => void this.#database.close());
  }
  get(sid: string, done: (error: unknown, own?: session.SessionData | null) => void): void {
    const row = this.#database.prepare('SELECT content FROM logins WHERE token = ?').get(`web:${sid}`);
    done(null, row === undefined ? null : JSON.parse((row as { content: string }).content));
  }
  set(sid: string, own: session.SessionData, done?: () => void): void {
    const ends = Math.floor(Date.now() / 1000) + 3600;
    this.#database
      .prepare('INSERT OR REPLACE INTO logins VALUES (?, ?, ?)')
      .run(`web:${sid}`, JSON.stringify(own), ends);
    done?.();
  }
  destroy(sid: string, done?: () => void): void {
    this.#database.prepare('DELETE FROM logins WHERE token = ?').run(`web:${sid}`);
    done?.();
  }
}

test('the tables are told, a wrong column is told, and three given columns are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'shop.db');
  const app = await storedExpress(new OwnStore(path));
  const { inspector } = await inspectorForTest(waitsForStores);
  const { id, open } = await watch(inspector, app.origin, { store: `${path}?prefix=web:` });
  const store = () => inspector.watching.find((one) => one.id === id)?.store;
  await eventually(() =>
    expect(store()).toMatchObject({
      state: 'fault',
      code: 'not-a-store',
      detail: expect.stringContaining('It has: logins (token, content, ends), products (id, name).'),
      tables: [
        { name: 'logins', columns: ['token', 'content', 'ends'] },
        { name: 'products', columns: ['id', 'name'] },
      ],
    }),
  );
  const choose = (columns: object) => tell(inspector, 'watch.change', { id, storeColumns: columns });
  await choose({ table: 'logins', key: 'token', value: 'body', expiry: null });
  await eventually(() =>
    expect(store()).toMatchObject({ detail: 'The table logins has no column body, but token, content, ends.' }),
  );
  await choose({ table: 'logins', key: 'token', value: 'content', expiry: 'ends' });
  await eventually(() => expect(store()).toMatchObject({ state: 'reading', mapping: 'logins, by hand' }));
  const visitor = new Visitor(open ?? '');
  await visitor.get('/set?key=cart&value=3&n=0');
  await visitor.get('/get?n=1');
  const records = await recorded(inspector, id, 2);
  expect(records.map(({ sessionAfter }) => sessionAfter)).toEqual([{ cart: '3' }, { cart: '3' }]);
  const inSeconds = ((records[1]?.evidence?.store?.after.expiresAtMs ?? 0) - Date.now()) / 1000;
  expect(inSeconds).toBeGreaterThan(3500);
  expect(inSeconds).toBeLessThan(3601);
});

where(needs.postgres)('columns of a table in another schema are read, given in the address', async () => {
  const { url } = await postgresServer();
  const client = await postgresClient(url);
  await client.query(
    'CREATE SCHEMA web; CREATE TABLE web.logins (token text PRIMARY KEY, content json, ends timestamptz)',
  );
  await client.query(`INSERT INTO web.logins VALUES ('abc', '{"n": 1}', to_timestamp(1900000000))`);
  const { inspector } = await inspectorForTest(waitsForStores);
  const app = await storedExpress(new session.MemoryStore());
  const { id, open } = await watch(inspector, app.origin, {
    store: `${url}?table=web.logins&key=token&value=content&expiry=ends`,
  });
  const store = () => inspector.watching.find((one) => one.id === id)?.store;
  await eventually(() => expect(store()).toMatchObject({ state: 'reading', mapping: 'logins, by hand' }));
  const visitor = new Visitor(open ?? '');
  visitor.plant('session', 'abc');
  await tell(inspector, 'watch.change', { id, sessionCookie: 'session' });
  await eventually(async () => {
    await visitor.get('/get');
    const last = (await recorded(inspector, id, 1)).at(-1);
    expect(last).toMatchObject({ sessionBefore: { n: 1 } });
    expect(last?.evidence?.store?.before.expiresAtMs).toBe(1_900_000_000_000);
  });
});

test('columns belong to the address, and replace those that it has', async () => {
  const columns = { table: 'a b', key: 'k&k', value: 'v', expiry: null };
  const text = withColumns('postgres://u:p@127.0.0.1/d?prefix=x&expiry=e', columns);
  expect(await storePlace(text)).toMatchObject({
    columns,
    prefix: 'x',
    password: 'p',
    shown: 'postgres://u@127.0.0.1/d',
  });
  await expect(storePlace('postgres://u@127.0.0.1/d?table=t')).rejects.toMatchObject({ code: 'bad-address' });
});
