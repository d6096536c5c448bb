import type { Socket } from 'node:net';
import { userInfo } from 'node:os';
import type { Client as PostgresClient } from 'pg';
import { StoreFault } from '../stores/store-reader.ts';
import { type StoreTls, tlsFault, tlsOptionsOf } from '../stores/store-tls.ts';
import {
  answeredInTime,
  type ConnectionEvents,
  callTimeoutMs,
  keptExpiredMs,
  type SharedAddress,
  type SharedConnection,
  type SharedPlace,
  type SharedRow,
  type StoreStatements,
} from './connection.ts';

/**
 * One table, one row for each session. Every call is one statement, which PostgreSQL makes as a whole or not at all. A
 * trigger notifies every server of the site which row has changed, also if another program has changed it.
 */

const defaultPrefix = 'session_inspector_';
const rowsInStep = 500;

interface Names {
  readonly table: string;
  readonly sequence: string;
  readonly channel: string;
}

/** PostgreSQL as the place of the sessions. The driver is loaded with the first connection. */
export function postgresPlace(address: SharedAddress): SharedPlace {
  const prefix = address.prefix ?? defaultPrefix;
  // The names are part of the statements, so they have to be plain names.
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(prefix)) throw new StoreFault('site-prefix', { about: prefix });
  const names = { table: `${prefix}sessions`, sequence: `${prefix}revision`, channel: `${prefix}changed` };
  return {
    kind: 'postgres',
    shown: address.url,
    statements: {
      get: readStatement(names),
      set: saveStatement(names),
      touch: touchStatement(names),
      destroy: removeStatement(names),
    } satisfies StoreStatements,
    connect: (events) => connect(address, names, events),
  };
}

const columns = `sid, data, cookie, cookie_expires, expires_at_ms, created_at_ms, last_used_at_ms, version, revision`;

const readStatement = ({ table }: Names) => `SELECT ${columns} FROM ${table} WHERE sid = $1`;

/** `old` locks the row, so that the replaced version is known when two servers save at the same time. */
const saveStatement = ({ table, sequence }: Names) => `WITH old AS (
  SELECT version, data, expires_at_ms FROM ${table} WHERE sid = $1 FOR UPDATE
), saved AS (
  INSERT INTO ${table} AS t (${columns})
  SELECT $1, $2, $3, $4, $5, $6, $6, 1, nextval('${sequence}') FROM (SELECT 1) one LEFT JOIN old ON true
  ON CONFLICT (sid) DO UPDATE SET data = excluded.data, cookie = excluded.cookie,
    cookie_expires = excluded.cookie_expires, expires_at_ms = excluded.expires_at_ms,
    last_used_at_ms = excluded.last_used_at_ms, revision = nextval('${sequence}'),
    created_at_ms = CASE WHEN t.expires_at_ms <= $6 THEN $6 ELSE t.created_at_ms END,
    version = CASE WHEN t.expires_at_ms <= $6 THEN 1 ELSE t.version + 1 END
  RETURNING version, revision, created_at_ms
)
SELECT saved.version, saved.revision, saved.created_at_ms,
  CASE WHEN old.version <> $7::bigint AND old.version = saved.version - 1 THEN old.data END AS replaced
FROM saved LEFT JOIN old ON true`;

const touchStatement = ({ table, sequence }: Names) => `UPDATE ${table}
SET cookie = $2, cookie_expires = $3, expires_at_ms = $4, last_used_at_ms = $5, revision = nextval('${sequence}')
WHERE sid = $1 AND expires_at_ms > $5
RETURNING version, revision`;

const removeStatement = ({ table }: Names) => `DELETE FROM ${table} WHERE sid = $1 RETURNING revision`;

/** Runs at each connection. Only one server at a time runs it, because two at once would make each other fail. */
const setUp = ({ table, sequence, channel }: Names) => `BEGIN;
SELECT pg_advisory_xact_lock(hashtext('${table}'));
CREATE SEQUENCE IF NOT EXISTS ${sequence};
CREATE TABLE IF NOT EXISTS ${table} (
  sid text COLLATE "C" PRIMARY KEY,
  data text NOT NULL,
  cookie text NOT NULL,
  cookie_expires boolean NOT NULL,
  expires_at_ms bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  last_used_at_ms bigint NOT NULL,
  version bigint NOT NULL,
  revision bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS ${table}_expiry ON ${table} (expires_at_ms);
CREATE OR REPLACE FUNCTION ${channel}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN PERFORM pg_notify('${channel}', '');
  ELSIF TG_OP = 'DELETE' THEN PERFORM pg_notify('${channel}', OLD.sid);
  ELSE PERFORM pg_notify('${channel}', NEW.sid);
  END IF;
  RETURN NULL;
END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND tgname = '${channel}_row') THEN
    CREATE TRIGGER ${channel}_row AFTER INSERT OR UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ${channel}();
    CREATE TRIGGER ${channel}_all AFTER TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION ${channel}();
  END IF;
END $$;
COMMIT`;

async function connect(
  { url, host, password, tls, answerMs = callTimeoutMs }: SharedAddress,
  names: Names,
  events: ConnectionEvents,
): Promise<SharedConnection> {
  const { default: pg } = (await import('pg')) as unknown as { default: { Client: typeof PostgresClient } };
  const { username, pathname, port } = new URL(url);
  // The same defaults as in psql: the name of the system's user, and the database with the name of that user.
  const user = username === '' ? userInfo().username : decodeURIComponent(username);
  const client = new pg.Client({
    host,
    port: port === '' ? 5432 : Number(port),
    user,
    database: decodeURIComponent(pathname.slice(1)) || user,
    ...(password === null ? {} : { password }),
    ssl: tls === null ? false : await tlsOptionsOf(tls),
    connectionTimeoutMillis: answerMs,
    application_name: 'session-inspector-site',
  });
  const faultOf = (error: unknown): Error => postgresFaultOf(error as Error, url, tls);
  let isOver = false;
  let isConnected = false;
  /** Closes the connection without telling the server, which may have stopped. Waiting statements reject. */
  const destroy = () => (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  const lose = (error: Error): void => {
    if (isOver || !isConnected) return;
    isOver = true;
    destroy();
    events.lost(faultOf(error));
  };
  client.on('error', lose);
  client.on('end', () => lose(new Error('the connection was closed')));
  client.on('notification', ({ payload = '' }) => events.changed(payload === '' ? null : sidOfKey(payload)));
  try {
    await client.connect();
    await client.query(setUp(names));
    await client.query(`LISTEN ${names.channel}`);
    isConnected = true;
  } catch (error) {
    isOver = true;
    destroy();
    throw faultOf(error);
  }

  interface Row {
    [column: string]: string | boolean | null;
  }
  let last: Promise<unknown> = Promise.resolve();
  /** One statement after the other, in the order of the calls. */
  const query = (name: string | null, text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const answer = last.then(() => ask(name, text, values));
    last = answer.catch(() => {});
    return answer;
  };
  const ask = async (name: string | null, text: string, values: readonly unknown[]): Promise<Row[]> => {
    if (isOver) throw faultOf(new Error('the connection was closed'));
    try {
      const asked = client.query({ ...(name === null ? {} : { name }), text, values: [...values] });
      return (await answeredInTime(asked, answerMs, lose)).rows as Row[];
    } catch (error) {
      throw faultOf(error);
    }
  };
  const statements = {
    read: readStatement(names),
    save: saveStatement(names),
    touch: touchStatement(names),
    remove: removeStatement(names),
  };

  return {
    async read(sid) {
      const [row] = await query('read', statements.read, [keyOfSid(sid)]);
      return row === undefined ? null : rowOf(row);
    },
    async save(form, expectedVersion) {
      const { sid, data, cookie, cookieExpires, expiresAtMs, nowMs } = form;
      const [row] = await query('save', statements.save, [
        keyOfSid(sid),
        data,
        cookie,
        cookieExpires === 1,
        expiresAtMs,
        nowMs,
        expectedVersion,
      ]);
      if (row === undefined) throw new StoreFault('statement-refused', { place: url, quote: 'no row was saved' });
      const version = Number(row.version);
      const isExpected = expectedVersion === null || version === 1 || version === expectedVersion + 1;
      return {
        version,
        revision: Number(row.revision),
        createdAtMs: Number(row.created_at_ms),
        replaced: isExpected
          ? null
          : { version: version - 1, dataJson: typeof row.replaced === 'string' ? row.replaced : null },
      };
    },
    async touch(sid, { cookie, cookieExpires, expiresAtMs, nowMs }) {
      const values = [keyOfSid(sid), cookie, cookieExpires === 1, expiresAtMs, nowMs];
      const [row] = await query('touch', statements.touch, values);
      return row === undefined ? null : { version: Number(row.version), revision: Number(row.revision) };
    },
    async remove(sid) {
      const [row] = await query('remove', statements.remove, [keyOfSid(sid)]);
      return row === undefined ? null : Number(row.revision);
    },
    async removeExpired(sid, nowMs) {
      const text = `DELETE FROM ${names.table} WHERE sid = $1 AND expires_at_ms <= $2 RETURNING revision`;
      return (await query('remove-expired', text, [keyOfSid(sid), nowMs])).length > 0;
    },
    async sweep(nowMs) {
      const text = `DELETE FROM ${names.table} WHERE sid IN (SELECT sid FROM ${names.table}
        WHERE expires_at_ms <= $1 LIMIT ${rowsInStep} FOR UPDATE SKIP LOCKED) RETURNING revision`;
      while ((await query('sweep', text, [nowMs - keptExpiredMs])).length === rowsInStep);
    },
    async clear() {
      const [last] = await query(null, `SELECT last_value FROM ${names.sequence}`);
      const text = `DELETE FROM ${names.table} WHERE sid IN (SELECT sid FROM ${names.table}
        WHERE revision <= $1 LIMIT ${rowsInStep} FOR UPDATE SKIP LOCKED) AND revision <= $1 RETURNING revision`;
      while ((await query('clear', text, [last?.last_value])).length > 0);
    },
    async page(cursor) {
      const text = `SELECT ${columns} FROM ${names.table} WHERE sid > $1 OR $2 ORDER BY sid LIMIT ${rowsInStep}`;
      const found = await query('page', text, [cursor ?? '', cursor === null]);
      const last = found.at(-1);
      return {
        rows: found.map(rowOf),
        next: found.length < rowsInStep || last === undefined ? null : String(last.sid),
      };
    },
    ping: async () => void (await query(null, 'SELECT 1')),
    async close() {
      if (isOver) return;
      isOver = true;
      await client.end().catch(() => {});
    },
  };
}

/**
 * The column `sid` of a session. A text of PostgreSQL cannot contain U+0000, so this character is written `%00`, and
 * `%` is written `%25`.
 */
function keyOfSid(sid: string): string {
  return sid.replace(/[%\0]/g, (character) => (character === '%' ? '%25' : '%00'));
}

function sidOfKey(key: string): string {
  return key.replace(/%(25|00)/g, (_, code) => (code === '25' ? '%' : '\0'));
}

/** The driver gives whole numbers of 64 bits as text. */
function rowOf(row: Record<string, string | boolean | null>): SharedRow {
  return {
    sid: sidOfKey(String(row.sid)),
    dataJson: String(row.data),
    cookieJson: String(row.cookie),
    cookieExpires: row.cookie_expires === true,
    expiresAtMs: Number(row.expires_at_ms),
    createdAtMs: Number(row.created_at_ms),
    lastUsedAtMs: Number(row.last_used_at_ms),
    version: Number(row.version),
    revision: Number(row.revision),
  };
}

/** The reason why PostgreSQL refused a statement or a connection, with the next step. Codes: PostgreSQL, Appendix A. */
function postgresFaultOf(error: Error, url: string, tls: StoreTls | null): StoreFault {
  if (error instanceof StoreFault) return error;
  const ofTls = tlsFault(error, tls, url);
  if (ofTls !== null) return ofTls;
  const code = (error as { code?: string }).code ?? '';
  const { username, pathname } = new URL(url);
  if (code === '28000' && /no encryption|SSL off/.test(error.message))
    return new StoreFault('demands-tls', { place: url, about: 'sslmode' });
  if (code === '28P01' || code === '28000' || /password must be a string/.test(error.message))
    return new StoreFault('password', { place: url, about: username || userInfo().username });
  const told = { place: url, quote: error.message };
  if (code === '42501') return new StoreFault('site-rights', told);
  if (code === '3D000') return new StoreFault('database-missing', { place: url, about: pathname.slice(1) });
  if (code === 'ECONNREFUSED') return new StoreFault('nothing-listens', { place: url });
  if (code === '57P03' || code === '53300') return new StoreFault('server-busy', told);
  // Only the statement failed. The connection can be used further.
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57P'))
    return new StoreFault('statement-refused', { place: url, quote: `${error.message} (${code})` });
  return new StoreFault('no-answer', told);
}
