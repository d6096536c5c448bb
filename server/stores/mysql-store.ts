import { connect as connectTo } from 'node:net';
import { holdConnection, type OpenConnection } from './held-connection.ts';
import type { RowClock, TableShape } from './mappings.ts';
import { momentOf } from './row-time.ts';
import type { StorePlace } from './store-place.ts';
import {
  mostValueBytes,
  type RowHead,
  readInPart,
  StoreFault,
  type StoreOutline,
  type StoreReader,
} from './store-reader.ts';
import { type StoreTls, tlsFault, tlsOptionsOf } from './store-tls.ts';
import { walkByKey } from './walk-by-key.ts';

const connectTimeoutMs = 2_000;
const mostOutlineRows = 5_000;

/** The statements that do not depend on the table. With those of `tableStatements` they are all that is ever sent. */
const fixedStatements = {
  // From here on the server refuses every statement that writes.
  readOnly: 'SET SESSION TRANSACTION READ ONLY',
  // Columns of the type TIMESTAMP are given in the time zone of the connection.
  zone: "SET SESSION time_zone = '+00:00'",
  waits: 'SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1',
  about: 'SELECT VERSION() AS version, DATABASE() AS name',
  limitOfMariaDb: 'SET SESSION max_statement_time = 2',
  limitOfMySql: 'SET SESSION max_execution_time = 2000',
  outline: `SELECT table_name AS tableName, column_name AS columnName, column_type AS columnType
    FROM information_schema.columns WHERE table_schema = DATABASE()
    ORDER BY table_name, ordinal_position LIMIT ${mostOutlineRows}`,
} as const;

type Statements = Readonly<Record<'outline' | 'read' | 'firstPage' | 'page' | 'head' | 'count', string>>;
type Row = Readonly<Record<string, unknown>>;

interface Connection {
  query(statement: string, values: readonly (string | number)[]): Promise<Row[]>;
}

/**
 * The tables of a database of MySQL or MariaDB. The driver is loaded here, and only if this store is chosen. Throws a
 * StoreFault.
 */
export async function openMysqlStore(
  place: StorePlace,
  shape: TableShape | null,
  clock: RowClock,
): Promise<StoreReader> {
  const { shown } = place;
  const held = await holdConnection<Connection>({
    shown,
    open: () => connect(place),
    faultOf: (error) => faultOf(error, place, shape),
  });
  const statements: Partial<Statements> = {
    outline: fixedStatements.outline,
    ...(shape === null ? {} : tableStatements(shape)),
  };
  const send = async (name: keyof Statements, values: readonly (string | number)[] = []): Promise<Row[]> => {
    const statement = statements[name];
    if (statement === undefined) throw new StoreFault('columns-needed');
    return held.use((connection) => connection.query(statement, values));
  };
  const reader: StoreReader = {
    transport: 'mysql',
    async read(key) {
      const [row] = await send('read', [key]);
      if (row === undefined) return null;
      const { value, size, expiry } = row;
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value ?? ''));
      return { ...readInPart(bytes, Number(size ?? 0)), expiresAtMs: momentOf(expiry, clock) };
    },
    async page(cursor, limit) {
      // The server expects the number of rows as a text or a whole number; the driver sends each number as a double.
      const rows =
        cursor === null ? await send('firstPage', [String(limit)]) : await send('page', [cursor, String(limit)]);
      const keys = rows.map(({ key }) => String(key));
      return { keys, next: keys.length < limit ? null : (keys.at(-1) ?? null) };
    },
    walk: () =>
      walkByKey(async (after, limit) => {
        const rows =
          after === null ? await send('firstPage', [String(limit)]) : await send('page', [after, String(limit)]);
        return rows.map((row) => headOf(row, clock));
      }),
    async heads(keys) {
      const rows = await Promise.all(keys.map((key) => send('head', [key])));
      return rows.map(([row]) => (row === undefined ? null : headOf(row, clock)));
    },
    async count() {
      const about = (await send('count', [shape?.table ?? '']))[0]?.about;
      return about === null || about === undefined ? null : Number(about);
    },
    outline: async () => outlineOf(await send('outline')),
    async close() {
      held.close();
    },
  };
  try {
    // Fails now if the table or a column is missing, instead of at the first request.
    if (shape !== null) await send('firstPage', ['1']);
  } catch (error) {
    held.close();
    throw error;
  }
  return reader;
}

async function connect(place: StorePlace): Promise<OpenConnection<Connection>> {
  const { createConnection } = await import('mysql2/promise');
  const { username, pathname, port } = new URL(place.url);
  const database = decodeURIComponent(pathname.slice(1));
  if (database === '') throw new StoreFault('mysql-database', { place: place.shown });
  const portNumber = port === '' ? 3306 : Number(port);
  const client = await createConnection({
    host: place.host,
    port: portNumber,
    ...(place.tls === null ? {} : await overTls(place.tls, place.host, portNumber)),
    user: username === '' ? 'root' : decodeURIComponent(username),
    password: place.password ?? '',
    database,
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
    // Times stay texts. The driver must not generate code from the answers of the server.
    dateStrings: true,
    disableEval: true,
    // A server could otherwise ask the driver for a file of this machine (LOAD DATA LOCAL).
    flags: ['-LOCAL_FILES'],
    // Values are read unchanged: a text as UTF-8, and bytes as bytes.
    typeCast: (field, next) => (field.name === 'value' ? field.buffer() : next()),
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<Error | null>();
  client.on('error', end);
  client.on('end', () => end(null));
  const destroy = () => {
    client.destroy();
    end(null);
  };
  try {
    for (const name of ['readOnly', 'zone', 'waits'] as const) await client.query(fixedStatements[name]);
    const [rows] = await client.query(fixedStatements.about);
    const version = String((rows as Row[])[0]?.version);
    const isMariaDb = /mariadb/i.test(version);
    const [major = 0, minor = 0] = version
      .replace(/^5\.5\.5-/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10));
    if (isMariaDb ? major < 10 || (major === 10 && minor < 1) : major < 5 || (major === 5 && minor < 7))
      throw new StoreFault('older-mysql', { place: place.shown, about: version });
    await client.query(fixedStatements[isMariaDb ? 'limitOfMariaDb' : 'limitOfMySql']);
  } catch (error) {
    destroy();
    throw error;
  }
  const connection: Connection = {
    // Prepared by the server, so that no value is ever part of a statement.
    query: async (statement, values) => (await client.execute(statement, [...values]))[0] as Row[],
  };
  return { connection, ended, destroy };
}

/**
 * The driver checks the certificate for its `host`, so this is the name in the address, while the connection goes to
 * the address that the name had. For an address it checks the name `localhost`.
 */
async function overTls(tls: StoreTls, host: string, port: number) {
  const { ca, rejectUnauthorized = true } = await tlsOptionsOf(tls);
  return {
    host: tls.name,
    stream: () => connectTo(port, host),
    ssl: { ...(ca === undefined ? {} : { ca: String(ca) }), rejectUnauthorized, verifyIdentity: rejectUnauthorized },
  };
}

function headOf({ key, expiry, bytes }: Row, clock: RowClock): RowHead {
  return { key: String(key), expiresAtMs: momentOf(expiry, clock), bytes: Number(bytes ?? 0) };
}

function tableStatements({ table, key, value, expiry }: TableShape): Partial<Statements> {
  const keyOf = name(key);
  const expiryOf = expiry === null ? 'NULL' : name(expiry);
  const head = `SELECT ${keyOf} AS \`key\`, ${expiryOf} AS expiry, LENGTH(${name(value)}) AS bytes FROM ${name(table)}`;
  return {
    head: `${head} WHERE ${keyOf} = ? LIMIT 1`,
    // An estimate. Counting would read the whole table.
    count: `SELECT table_rows AS about FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name = ?`,
    read: `SELECT SUBSTRING(${name(value)}, 1, ${mostValueBytes + 1}) AS value, LENGTH(${name(value)}) AS size, ${expiryOf} AS expiry FROM ${name(table)} WHERE ${keyOf} = ? LIMIT 1`,
    firstPage: `${head} ORDER BY ${keyOf} LIMIT ?`,
    page: `${head} WHERE ${keyOf} > ? ORDER BY ${keyOf} LIMIT ?`,
  };
}

/** A name of SQL. */
function name(text: string): string {
  return `\`${text.replaceAll('`', '``')}\``;
}

function outlineOf(rows: readonly Row[]): StoreOutline {
  const tables = new Map<string, { name: string; type: string }[]>();
  for (const { tableName, columnName, columnType } of rows) {
    const columns = tables.get(String(tableName)) ?? [];
    columns.push({ name: String(columnName), type: String(columnType) });
    tables.set(String(tableName), columns);
  }
  return { tables: [...tables].map(([table, columns]) => ({ name: table, columns })), keys: [] };
}

/** Codes: https://mariadb.com/kb/en/mariadb-error-codes/ */
function faultOf(error: Error, { shown, url, tls }: StorePlace, shape: TableShape | null): StoreFault {
  if (error instanceof StoreFault) return error;
  const ofTls = tlsFault(error, tls, shown);
  if (ofTls !== null) return ofTls;
  const { code = '', errno = 0 } = error as Error & { readonly code?: string; readonly errno?: number };
  const { message } = error;
  const { username, pathname } = new URL(url);
  if (errno === 1045 || errno === 1698)
    // A user with REQUIRE SSL gets the same error without TLS.
    return new StoreFault(tls === null ? 'password-or-tls' : 'password', { place: shown, about: username || 'root' });
  if (errno === 1049) return new StoreFault('database-missing', { place: shown, about: pathname.slice(1) });
  const told = { place: shown, quote: message };
  if ([1044, 1142, 1143, 1130].includes(errno)) {
    const table = `${pathname.slice(1)}.${shape?.table ?? '*'}`;
    return new StoreFault('select-rights', { ...told, about: `GRANT SELECT ON ${table} TO ${username || 'root'}` });
  }
  if (errno === 1146 || errno === 1054) return new StoreFault('table-refused', told);
  if ([1205, 1969, 3024, 1040, 1203, 1226].includes(errno)) return new StoreFault('server-busy', told);
  if (errno === 3159 || /insecure transport/i.test(message))
    return new StoreFault('demands-tls', { place: shown, about: 'ssl-mode' });
  if (/ECONNREFUSED/.test(`${code} ${message}`)) return new StoreFault('nothing-listens', { place: shown });
  return new StoreFault('no-answer', told);
}
