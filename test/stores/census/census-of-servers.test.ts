/** Lists of the sessions in databases and in memcached, each on the real server. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createConnection as connectMysql } from 'mysql2/promise';
import { describe, expect, onTestFinished } from 'vitest';
import type { Census, CensusPage } from '../../../server/stores/census/census.ts';
import { anyRow, censusOf } from '../../support/census.ts';
import { mariadbServer, memcachedServer } from '../../support/database-servers.ts';
import { eventually } from '../../support/eventually.ts';
import { postgresClient, postgresServer } from '../../support/postgres-server.ts';
import { needs, where } from '../../support/where.ts';

/** The page once the store was looked through and `isSo` is true of it. */
function pageWhen(census: Census, isSo: (page: CensusPage) => boolean): Promise<CensusPage> {
  return eventually(async () => {
    const page = (await census.page({ ...anyRow, sort: 'expires' })) as CensusPage;
    if (page.census.phase !== 'complete' || !isSo(page)) throw new Error(JSON.stringify(page.census));
    return page;
  });
}

const rows = 1_200;
const session = (n: number) => JSON.stringify({ cookie: { path: '/' }, user: `visitor ${n}` });
const sid = (n: number) => `sid-${String(n).padStart(5, '0')}`;

describe('a list of sessions', () => {
  where(needs.postgres)('in PostgreSQL: every row once, by its expiry, and followed by further walks', async () => {
    const { url } = await postgresServer();
    const app = await postgresClient(url);
    await app.query('CREATE TABLE session (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL)');
    await app.query(
      `INSERT INTO session SELECT 'sid-' || lpad(n::text, 5, '0'), ('{"cookie":{},"n":' || n || '}')::json,
         now() + interval '1 hour' + n * interval '1 minute' FROM generate_series(0, ${rows - 1}) AS n`,
    );
    const census = censusOf(url, 'connect-pg-simple');
    const first = await pageWhen(census, ({ matching }) => matching === rows);
    expect(first).toMatchObject({
      matching: rows,
      census: { news: 'polled', tells: expect.arrayContaining(['expires', 'bytes']) },
    });
    expect(first.rows.map(({ key }) => key)).toEqual(Array.from({ length: 200 }, (_, n) => sid(n)));
    expect(first.rows[3]).toMatchObject({ value: { state: 'read', keys: ['n'] }, expiresAtMs: expect.any(Number) });
    await app.query(`DELETE FROM session WHERE sid = '${sid(0)}'`);
    await pageWhen(census, ({ matching }) => matching === rows - 1);
  });

  where(needs.mariadb)('in MariaDB: every row once, by its expiry, and followed by further walks', async () => {
    const { url } = await mariadbServer();
    const app = await connectMysql(url);
    onTestFinished(() => app.end());
    await app.query(
      'CREATE TABLE sessions (session_id varchar(128) PRIMARY KEY, expires int unsigned NOT NULL, data mediumtext)',
    );
    const nowSeconds = Math.floor(Date.now() / 1000);
    const values = Array.from({ length: rows }, (_, n) => [sid(n), nowSeconds + 3_600 + n, session(n)]);
    await app.query('INSERT INTO sessions VALUES ?', [values]);
    const census = censusOf(url, 'express-mysql-session');
    const first = await pageWhen(census, ({ matching }) => matching === rows);
    expect(first).toMatchObject({ matching: rows, census: { news: 'polled' } });
    expect(first.rows[5]).toMatchObject({
      key: sid(5),
      expiresAtMs: (nowSeconds + 3_605) * 1000,
      bytes: session(5).length,
      value: { state: 'read', keys: ['user'] },
    });
    await app.query('UPDATE sessions SET expires = ? WHERE session_id = ?', [nowSeconds + 60, sid(7)]);
    await pageWhen(census, (page) => page.rows[0]?.key === sid(7));
  });

  where(needs.memcached)('in memcached: every key once, with its expiry', async () => {
    const { url, port } = await memcachedServer();
    const app = connect(port, '127.0.0.1');
    onTestFinished(() => void app.destroy());
    const put = (key: string, value: string, seconds: number) =>
      `set ${key} 0 ${seconds} ${Buffer.byteLength(value)} noreply\r\n${value}\r\n`;
    app.write(Array.from({ length: 300 }, (_, n) => put(`session:${sid(n)}`, session(n), 600 + n)).join(''));
    app.write(`${put('other', 'not a session', 600)}version\r\n`);
    await once(app, 'data');
    const census = censusOf(url, 'flask-session-memcached');
    const first = await pageWhen(census, ({ matching }) => matching === 300);
    expect(first).toMatchObject({ matching: 300, census: { otherKeys: 1, news: 'polled' } });
    expect(first.rows[0]).toMatchObject({
      key: `session:${sid(0)}`,
      value: { state: 'read', keys: ['cookie', 'user'] },
    });
  });
});
