/** The readers of PostgreSQL, MySQL, MariaDB and memcached, each on the real server. */

import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection as connectMysql } from 'mysql2/promise';
import { describe, expect, onTestFinished } from 'vitest';
import { mappingNamed, type StoreMapping, type TableShape } from '../../server/stores/mappings.ts';
import { openMemcachedStore } from '../../server/stores/memcached-store.ts';
import { openMysqlStore } from '../../server/stores/mysql-store.ts';
import { openPostgresStore } from '../../server/stores/postgres-store.ts';
import { storePlace } from '../../server/stores/store-place.ts';
import type { RowHead, StoreReader } from '../../server/stores/store-reader.ts';
import { mariadbServer, memcachedServer, password } from '../support/database-servers.ts';
import { eventually } from '../support/eventually.ts';
import { postgresClient, postgresServer } from '../support/postgres-server.ts';
import { needs, where } from '../support/where.ts';

const odd = `it's "odd"; DROP TABLE "session" -- \\ 你好`;
const closing = (reader: StoreReader) => {
  onTestFinished(() => reader.close());
  return reader;
};
const shapeOf = (name: string) => mappingNamed(name)?.shape as TableShape;
const clockOf = (name: string) => (mappingNamed(name) as StoreMapping).clock;

/** A walk, and the heads of its keys if the store has them, return the same keys and expiries as reading each row. */
async function expectSameRows(reader: StoreReader, keys: readonly string[]): Promise<void> {
  const walked: RowHead[] = [];
  for await (const heads of reader.walk?.('') ?? []) walked.push(...heads);
  expect(walked.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  const some = [keys[0] ?? '', 'there is no such key', keys.at(-1) ?? ''];
  const heads = await reader.heads?.(some);
  if (heads !== undefined) expect(heads.map((head) => head?.key ?? null)).toEqual([some[0], null, some[2]]);
  for (const head of [...(heads ?? []), ...walked.filter(({ key }) => some.includes(key))]) {
    if (head === null) continue;
    const row = await reader.read(head.key);
    // memcached returns whole seconds.
    expect(Math.abs((row?.expiresAtMs ?? 0) - (head.expiresAtMs ?? 0))).toBeLessThan(2_000);
  }
  const count = await reader.count?.();
  expect(count === undefined || count === null || count >= 0).toBe(true);
}

const openPostgres = async (url: string, name: string, shape = shapeOf(name)) =>
  closing(await openPostgresStore(await storePlace(url), shape, clockOf(name)));
const openMysql = async (url: string, name: string, shape = shapeOf(name)) =>
  closing(await openMysqlStore(await storePlace(url), shape, clockOf(name)));

const tableOfPgSimple = `CREATE TABLE session (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL)`;

describe('a reader of PostgreSQL', () => {
  where(needs.postgres)('gives values as they are stored, and pages every key once', async () => {
    const { url } = await postgresServer();
    const app = await postgresClient(url);
    await app.query(tableOfPgSimple);
    await app.query('CREATE TABLE flask_sessions (session_id text PRIMARY KEY, data bytea, expiry timestamp)');
    const insert = 'INSERT INTO session VALUES ($1, $2, $3)';
    for (let n = 0; n < 250; n++) await app.query(insert, [`sid${n}`, `{ "b":1,  "a":${n} }`, '2026-11-30 10:00:00']);
    await app.query(insert, [odd, '{"n":1}', '2026-11-30 10:00:00']);
    await app.query(insert, ['huge', JSON.stringify('x'.repeat(2 * 1024 * 1024)), 'infinity']);
    await app.query('INSERT INTO flask_sessions VALUES ($1, $2, $3)', ['k', Buffer.from([0, 255, 128]), null]);
    const reader = await openPostgres(url, 'connect-pg-simple');
    expect(String((await reader.read('sid7'))?.bytes)).toBe('{ "b":1,  "a":7 }');
    expect(String((await reader.read(odd))?.bytes)).toBe('{"n":1}');
    expect((await reader.read('huge'))?.bytes.length).toBe(1024 * 1024 + 1);
    expect((await reader.read('huge'))?.expiresAtMs).toBe(null);
    expect(await reader.read('nobody')).toBe(null);
    expect(await reader.read('with\0zero')).toBe(null);
    const keys: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await reader.page(cursor, 100);
      keys.push(...page.keys);
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(new Set(keys).size).toBe(252);
    expect(keys).toHaveLength(252);
    await expectSameRows(reader, keys);
    const bytes = await (await openPostgres(url, 'flask-session-postgresql')).read('k');
    expect(bytes).toEqual({ bytes: Buffer.from([0, 255, 128]), expiresAtMs: null });
  });

  where(needs.postgres)('reads a time without a zone in the time zone of the database, or in UTC', async () => {
    const { url } = await postgresServer({ settings: { timezone: 'Asia/Tokyo' } });
    const app = await postgresClient(url);
    await app.query(tableOfPgSimple);
    await app.query('CREATE TABLE flask_sessions (session_id text PRIMARY KEY, data bytea, expiry timestamp)');
    // As connect-pg-simple and as Flask-Session write it.
    await app.query(`INSERT INTO session VALUES ('k', '{}', to_timestamp(1800000000))`);
    await app.query(`INSERT INTO flask_sessions VALUES ('k', '', to_timestamp(1800000000) AT TIME ZONE 'UTC')`);
    expect((await (await openPostgres(url, 'connect-pg-simple')).read('k'))?.expiresAtMs).toBe(1_800_000_000_000);
    expect((await (await openPostgres(url, 'flask-session-postgresql')).read('k'))?.expiresAtMs).toBe(
      1_800_000_000_000,
    );
  });

  where(needs.postgres)('sends nothing but SELECT, in a connection that cannot write', async () => {
    const { url } = await postgresServer({ settings: { shared_preload_libraries: 'pg_stat_statements' } });
    const app = await postgresClient(url);
    await app.query(tableOfPgSimple);
    await app.query('CREATE EXTENSION pg_stat_statements');
    await app.query(`CREATE ROLE inspector LOGIN; GRANT SELECT ON session TO inspector`);
    const reader = await openPostgres(url.replace('postgres@', 'inspector@'), 'connect-pg-simple');
    await reader.outline();
    await reader.read('k');
    await reader.page(null, 10);
    await reader.page('a', 10);
    const { rows } = await app.query<{ query: string }>(
      `SELECT query FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname = 'inspector'`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows.map(({ query }) => query).filter((query) => !query.startsWith('SELECT '))).toEqual([]);
    const { rows: settings } = await app.query<{ application_name: string }>(
      `SELECT application_name FROM pg_stat_activity WHERE usename = 'inspector'`,
    );
    expect(settings).toEqual([{ application_name: 'session-inspector' }]);
  });

  where(needs.postgres)('says what is wrong, and what to do', async () => {
    const server = await postgresServer({ password: 'right' });
    const { url } = server;
    const app = await postgresClient(url, 'right');
    await app.query(tableOfPgSimple);
    await app.query(`CREATE ROLE poor LOGIN PASSWORD 'right'`);
    const given = (user: string, secret: string, database = 'postgres') =>
      `postgres://${user}:${secret}@127.0.0.1:${server.port}/${database}`;
    const fault = (at: string, shape?: TableShape) => openPostgres(at, 'connect-pg-simple', shape);
    await expect(fault(given('postgres', 'wrong'))).rejects.toMatchObject({
      code: 'wrong-password',
      message: expect.stringMatching(/^(?!.*wrong@).*refuses the user postgres or the password/),
    });
    await expect(fault(url)).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(fault(given('postgres', 'right', 'nowhere'))).rejects.toMatchObject({
      code: 'no-database',
      message: expect.stringContaining('no database nowhere'),
    });
    const poor = await fault(given('poor', 'right'));
    await expect(poor.read('k')).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringContaining('GRANT SELECT ON session TO poor'),
    });
    const other = { ...shapeOf('connect-pg-simple'), value: 'content' };
    await expect(fault(given('postgres', 'right'), other)).rejects.toMatchObject({
      code: 'not-a-store',
      message: expect.stringContaining('no column content, but sid, sess, expire'),
    });
    const reader = await fault(given('postgres', 'right'));
    await app.query('BEGIN; LOCK TABLE session IN ACCESS EXCLUSIVE MODE');
    await expect(reader.read('k')).rejects.toMatchObject({ code: 'busy' });
    await app.query('ROLLBACK');
    expect(await reader.read('k')).toBe(null);
    await server.kill();
    await eventually(() => expect(reader.read('k')).rejects.toMatchObject({ code: 'refused' }));
    await server.start();
    await eventually(async () => expect(await reader.read('k')).toBe(null));
  });

  where(needs.postgres)('gives up a server that does not answer, and reads again when it does', async () => {
    const server = await postgresServer();
    await (await postgresClient(server.url)).query(tableOfPgSimple);
    const reader = await openPostgres(server.url, 'connect-pg-simple');
    server.pause();
    await expect(reader.read('k')).rejects.toMatchObject({
      code: 'gone',
      message: expect.stringContaining('has not answered for 3 seconds'),
    });
    const startedMs = performance.now();
    await expect(reader.read('k')).rejects.toMatchObject({ code: 'gone' });
    // It does not wait for 3 seconds again.
    expect(performance.now() - startedMs).toBeLessThan(2_500);
    server.resume();
    await eventually(async () => expect(await reader.read('k')).toBe(null));
  });
});

const tableOfMysql = `CREATE TABLE sessions (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY,
  expires int unsigned NOT NULL, data mediumtext COLLATE utf8mb4_bin)`;

describe('a reader of MySQL and MariaDB', () => {
  where(needs.mariadb)(
    'gives values as they are stored, sends nothing but SELECT and the settings of its connection, and says faults',
    async () => {
      const server = await mariadbServer('--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES', '--default-time-zone=+09:00');
      const app = await connectMysql(server.url);
      app.on('error', () => {});
      await app.query(tableOfMysql);
      await app.query(
        'CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY, session_data longtext, expire_date datetime(6))',
      );
      for (let n = 0; n < 30; n++)
        await app.execute('INSERT INTO sessions VALUES (?, ?, ?)', [`sid${n}`, 1_800_000_000, `{ "n": "${n}💡" }`]);
      await app.execute('INSERT INTO sessions VALUES (?, ?, ?)', [odd, 1_800_000_000, '{}']);
      await app.query(`INSERT INTO django_session VALUES ('k', 'e30:1:x', '2027-01-15 08:00:00.000000')`);
      const reader = await openMysql(server.url, 'express-mysql-session');
      const row = await reader.read('sid7');
      expect(String(row?.bytes)).toBe('{ "n": "7💡" }');
      expect(row?.expiresAtMs).toBe(1_800_000_000_000);
      expect(String((await reader.read(odd))?.bytes)).toBe('{}');
      expect(await reader.read("' OR '1'='1")).toBe(null);
      const first = await reader.page(null, 20);
      const second = await reader.page(first.next, 20);
      expect([...first.keys, ...second.keys]).toHaveLength(31);
      expect(second.next).toBe(null);
      await expectSameRows(reader, [...first.keys, ...second.keys]);
      const django = await openMysql(server.url, 'django-db-mysql');
      expect((await django.read('k'))?.expiresAtMs).toBe(1_800_000_000_000);
      const { tables } = await reader.outline();
      expect(tables.map(({ name }) => name)).toEqual(['django_session', 'sessions']);

      const oddTable = "it's \\ `odd`";
      await app.query(`CREATE TABLE \`${oddTable.replaceAll('`', '``')}\` LIKE sessions`);
      const columns = { key: 'session_id', value: 'data', expiry: 'expires' };
      const oddReader = await openMysql(server.url, 'express-mysql-session', { table: oddTable, ...columns });
      expect([await oddReader.count?.(), await oddReader.page(null, 1)]).toEqual([0, { keys: [], next: null }]);

      await app.query(`CREATE USER reader@127.0.0.1 IDENTIFIED BY 'r'`);
      await app.query('GRANT SELECT ON shop.sessions TO reader@127.0.0.1');
      const at = (user: string, secret: string, database = 'shop') =>
        `mysql://${user}:${secret}@127.0.0.1:${server.port}/${database}`;
      const limited = await openMysql(at('reader', 'r'), 'express-mysql-session');
      const mine =
        server
          .log()
          .split('\n')
          .findLast((line) => /Connect\s+reader@/.test(line)) ?? '';
      const thread = /(\d+) Connect/.exec(mine)?.[1];
      await limited.read('sid1');
      const sent = server
        .log()
        .split('\n')
        .flatMap((line) => new RegExp(`\\s${thread} (?:Query|Prepare)\\s+(\\S+ \\S+)`).exec(line)?.[1] ?? []);
      expect(sent.length).toBeGreaterThan(4);
      expect(sent.filter((statement) => !/^(?:SELECT|SET SESSION)\b/.test(statement))).toEqual([]);
      expect(sent).toContain('SET SESSION');

      await expect(openMysql(at('reader', 'wrong'), 'express-mysql-session')).rejects.toMatchObject({
        code: 'wrong-password',
      });
      await expect(openMysql(at('app', password, 'nowhere'), 'express-mysql-session')).rejects.toMatchObject({
        code: 'no-database',
      });
      await expect(openMysql(at('app', password, ''), 'express-mysql-session')).rejects.toMatchObject({
        code: 'bad-address',
        message: expect.stringContaining('Say which database'),
      });
      await expect(openMysql(at('reader', 'r'), 'django-db-mysql')).rejects.toMatchObject({
        code: 'no-permission',
        message: expect.stringContaining('GRANT SELECT'),
      });
      await app.query('LOCK TABLES sessions WRITE');
      await expect(reader.read('sid1')).rejects.toMatchObject({ code: 'busy' });
      await app.query('UNLOCK TABLES');
      await server.kill();
      await eventually(() => expect(reader.read('sid1')).rejects.toMatchObject({ code: 'refused' }));
      await server.start();
      await eventually(async () => expect((await reader.read('sid1'))?.bytes.length).toBeGreaterThan(0));
    },
  );
});

/** Writes items as an app does. */
async function setItems(port: number, items: Readonly<Record<string, string>>, seconds = 100): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const names = Object.keys(items);
  let stored = 0;
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      stored += String(chunk).split('STORED').length - 1;
      if (stored === names.length) resolve();
    });
    for (const [key, value] of Object.entries(items))
      socket.write(`set ${key} 0 ${seconds} ${Buffer.byteLength(value)}\r\n${value}\r\n`);
  });
  socket.destroy();
}

describe('a reader of memcached', () => {
  where(needs.memcached)(
    'gives values, lists every key once, sends only commands that read, and comes back with its server',
    async () => {
      const server = await memcachedServer('-I', '4m');
      const items = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`k${n}`, 'v'.repeat(n * 20)]));
      await setItems(server.port, { ...items, lines: 'a\r\nEND\r\nb', huge: 'x'.repeat(3 * 1024 * 1024) });
      const written = server.log().length;
      const reader = closing(await openMemcachedStore(await storePlace(server.url)));
      expect(String((await reader.read('lines'))?.bytes)).toBe('a\r\nEND\r\nb');
      const values = await Promise.all(['k3', 'huge', 'nobody', 'k0'].map((key) => reader.read(key)));
      expect(values.map((value) => value?.bytes.length ?? null)).toEqual([60, 1024 * 1024 + 1, null, 0]);
      const leftMs = (values[0]?.expiresAtMs ?? 0) - Date.now();
      expect(leftMs).toBeGreaterThan(60_000);
      expect(leftMs).toBeLessThanOrEqual(101_000);
      expect(await reader.read('with space')).toBe(null);
      expect(await reader.read('k\r\nflush_all')).toBe(null);
      const keys: string[] = [];
      for (let cursor: string | null = null; ; ) {
        const page = await reader.page(cursor, 50);
        keys.push(...page.keys);
        cursor = page.next;
        if (cursor === null) break;
      }
      expect(keys.toSorted()).toEqual([...Object.keys(items), 'lines', 'huge'].toSorted());
      await expectSameRows(reader, keys);
      const sent = server
        .log()
        .slice(written)
        .split('\n')
        .flatMap((line) => /^<\d+ (?!new |connection )([a-z_]+(?: metadump| items)?)/.exec(line)?.[1] ?? []);
      expect([...new Set(sent)].toSorted()).toEqual(['lru_crawler metadump', 'mg', 'mn', 'stats items']);
      await server.kill();
      await eventually(() => expect(reader.read('k1')).rejects.toMatchObject({ code: 'refused' }));
      await server.start();
      await eventually(async () => expect(await reader.read('k1')).toBe(null));
    },
  );

  where(needs.memcached)('says a server that demands a login, and a place where nothing listens', async () => {
    const logins = join(tmpdir(), `logins-${process.pid}`);
    writeFileSync(logins, 'app:secret\n');
    onTestFinished(() => rmSync(logins));
    const { url } = await memcachedServer('-Y', logins);
    await expect(openMemcachedStore(await storePlace(url))).rejects.toMatchObject({
      code: 'wrong-password',
      message: expect.stringContaining('demands a login'),
    });
    await expect(openMemcachedStore(await storePlace('memcached://127.0.0.1:1'))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('Nothing listens at memcached://127.0.0.1:1'),
    });
  });
});
