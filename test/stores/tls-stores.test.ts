/** Stores that are reached by TLS: real servers with certificates that openssl has made. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { postgresPlace } from '../../server/shared-sessions/postgres-place.ts';
import { redisPlace } from '../../server/shared-sessions/redis-place.ts';
import { openReader } from '../../server/stores/open-reader.ts';
import { storePlace } from '../../server/stores/store-place.ts';
import { asMysql, mariadbServer } from '../support/database-servers.ts';
import { freePort } from '../support/free-port.ts';
import { postgresClient, postgresServer } from '../support/postgres-server.ts';
import { redisServer } from '../support/redis-server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { type CertificateFiles, certificateIn, postgresTlsSettings, redisTlsOptions } from '../support/tls-servers.ts';
import { needs, where } from '../support/where.ts';

const certificate = (name?: string) => certificateIn(tempDir(), name);

/** A server that speaks TLS, by its address without what the address says about TLS. */
interface TlsServer {
  readonly url: string;
  /** The same server without TLS, or a user for whom the server does not demand it. */
  readonly plainUrl: string;
}

const kinds = [
  ['Redis', needs.redis, redisOverTls],
  ['PostgreSQL', needs.postgres, postgresOverTls],
  ['MariaDB', needs.mariadb, mariadbOverTls],
] as const;

async function redisOverTls(files: CertificateFiles): Promise<TlsServer> {
  const port = await freePort();
  const server = await redisServer(...redisTlsOptions(files, port));
  return { url: `rediss://localhost:${port}`, plainUrl: server.url.replace('127.0.0.1', 'localhost') };
}

async function postgresOverTls(files: CertificateFiles): Promise<TlsServer> {
  const rules = 'host all postgres 127.0.0.1/32 trust\nhostssl all app 127.0.0.1/32 trust\n';
  const server = await postgresServer({ settings: postgresTlsSettings(files, tempDir(), rules) });
  const client = await postgresClient(server.url);
  await client.query('CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app');
  const plainUrl = server.url.replace('127.0.0.1', 'localhost');
  return { url: plainUrl.replace('//postgres@', '//app@'), plainUrl };
}

async function mariadbOverTls({ key, cert }: CertificateFiles): Promise<TlsServer> {
  const server = await mariadbServer(`--ssl-cert=${cert}`, `--ssl-key=${key}`);
  await asMysql(server.url, async (client) => {
    await client.query("CREATE USER 'tls'@'127.0.0.1' REQUIRE SSL");
    await client.query("GRANT SELECT ON shop.* TO 'tls'@'127.0.0.1'");
  });
  const { port } = server;
  return { url: `mysql://tls@localhost:${port}/shop`, plainUrl: server.url.replace('127.0.0.1', 'localhost') };
}

/** Connects and asks one question. */
async function look(url: string): Promise<unknown> {
  const reader = await openReader(await storePlace(url), null);
  onTestFinished(() => reader.close());
  return reader.outline();
}

describe.each(kinds)('%s by TLS', (_, need, start) => {
  const modeOf = (url: string, mode: string) => `${url}?sslmode=${mode}`;

  where(need)('its certificate is checked; a CA or a word in the address accepts it', async () => {
    const files = certificate();
    const { url } = await start(files);
    await expect(look(modeOf(url, 'verify-full'))).rejects.toMatchObject({
      code: 'untrusted',
      message: expect.stringMatching(/is not trusted.*sslrootcert=FILE.*sslmode=no-verify/),
    });
    const outline = { tables: [], keys: [] };
    expect(await look(modeOf(url, 'no-verify'))).toEqual(outline);
    expect(await look(`${modeOf(url, 'require')}&sslrootcert=${files.cert}`)).toEqual(outline);
    const byAddress = url.replace('localhost', '127.0.0.1');
    expect(await look(`${modeOf(byAddress, 'verify-full')}&sslrootcert=${files.cert}`)).toEqual(outline);
    await expect(look(`${modeOf(url, 'require')}&sslrootcert=/not/there.pem`)).rejects.toMatchObject({
      code: 'not-there',
      message: expect.stringContaining('sslrootcert'),
    });
  });

  where(need)('a certificate for another name is refused, with the names', async () => {
    const files = certificate('other.test');
    const { url } = await start(files);
    await expect(look(`${modeOf(url, 'verify-full')}&sslrootcert=${files.cert}`)).rejects.toMatchObject({
      code: 'untrusted',
      message: expect.stringMatching(/for another name.*other\.test/),
    });
  });
});

where(needs.redis)('Redis: one side without TLS is told apart, with what to write instead', async () => {
  const { url, plainUrl } = await redisOverTls(certificate());
  await expect(look(url.replace('rediss:', 'redis:'))).rejects.toMatchObject({
    message: expect.stringContaining('If it speaks TLS, write rediss://'),
  });
  await expect(look(plainUrl.replace('redis:', 'rediss:'))).rejects.toMatchObject({
    message: expect.stringContaining('If it speaks no TLS, write redis://'),
  });
});

where(needs.postgres)('PostgreSQL: a server that demands TLS, and one that has none', async () => {
  const { url } = await postgresOverTls(certificate());
  await expect(look(url)).rejects.toMatchObject({ message: expect.stringContaining('?sslmode=require') });
  const without = await postgresServer();
  await expect(look(`${without.url}?sslmode=require`)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('does not speak TLS'),
  });
});

where(needs.mariadb)('MariaDB: a user who has to use TLS, and a server that has none', async () => {
  const { url } = await mariadbOverTls(certificate());
  await expect(look(url)).rejects.toMatchObject({ message: expect.stringContaining('?ssl-mode=required') });
  const without = await mariadbServer('--skip-ssl');
  await expect(look(`${without.url}?ssl-mode=VERIFY_IDENTITY`)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('does not speak TLS'),
  });
});

describe('the sessions of the site by TLS', () => {
  const events = { changed: () => {}, lost: () => {} };
  const row = {
    ...{ sid: 'a', data: '{"n":1}', cookie: '{}', cookieExpires: 1 as const },
    ...{ expiresAtMs: Date.now() + 60_000, nowMs: Date.now() },
  };

  where(needs.redis)('in Redis', async () => {
    const files = certificate();
    const { url } = await redisOverTls(files);
    const untrusted = redisPlace(await storePlace(url));
    await expect(untrusted.connect(events)).rejects.toMatchObject({ code: 'untrusted' });
    const connection = await redisPlace(await storePlace(`${url}?sslrootcert=${files.cert}`)).connect(events);
    onTestFinished(() => connection.close());
    expect(await connection.save(row, null)).toMatchObject({ version: 1 });
    expect(await connection.read('a')).toMatchObject({ dataJson: '{"n":1}' });
  });

  where(needs.postgres)('in PostgreSQL', async () => {
    const { url } = await postgresOverTls(certificate());
    const untrusted = postgresPlace(await storePlace(`${url}?sslmode=require`));
    await expect(untrusted.connect(events)).rejects.toMatchObject({ code: 'untrusted' });
    const plain = postgresPlace(await storePlace(url));
    await expect(plain.connect(events)).rejects.toMatchObject({ message: expect.stringContaining('demands TLS') });
    const connection = await postgresPlace(await storePlace(`${url}?sslmode=no-verify`)).connect(events);
    onTestFinished(() => connection.close());
    expect(await connection.save(row, null)).toMatchObject({ version: 1 });
    expect(await connection.read('a')).toMatchObject({ dataJson: '{"n":1}' });
  });
});

test.each([
  ['redis://127.0.0.1', null],
  ['rediss://127.0.0.1', { name: '127.0.0.1', caFile: null, acceptsAny: false }],
  ['valkeys://[::1]', { name: '::1', caFile: null, acceptsAny: false }],
  ['rediss://localhost?sslmode=no-verify', { name: 'localhost', caFile: null, acceptsAny: true }],
  ['postgres://localhost/d?sslmode=prefer', null],
  ['postgres://localhost/d?sslmode=verify-ca&sslrootcert=/a', { name: 'localhost', caFile: '/a', acceptsAny: false }],
  ['mysql://localhost/d?ssl-mode=VERIFY_IDENTITY', { name: 'localhost', caFile: null, acceptsAny: false }],
  ['mysql://localhost/d?ssl=false', null],
])('%s', async (url, tls) => expect((await storePlace(url)).tls).toEqual(tls));

test.each([
  ['rediss://example.com', 'bad-address', /not on this machine/],
  ['rediss://localhost?sslmode=disable', 'bad-address', /Leave one of them out/],
  ['postgres://localhost/d?sslmode=perhaps', 'bad-address', /disable, require, verify-full, no-verify/],
  ['memcached://localhost?sslmode=require', 'bad-address', /without TLS/],
])('%s is refused', async (url, code, message) => {
  await expect(storePlace(url)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
