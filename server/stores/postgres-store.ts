import { userInfo } from 'node:os';
import { type HeldConnection, holdConnection, type OpenConnection } from './held-connection.ts';
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
import { tlsFault, tlsOptionsOf } from './store-tls.ts';
import { walkByKey } from './walk-by-key.ts';

const connectTimeoutMs = 2_000;
/** The oldest supported version: PostgreSQL 10 of 2017. Older ones have another catalogue. */
const oldestVersion = 100_000;
const mostOutlineRows = 5_000;

/**
 * The settings of the connection, which PostgreSQL applies before the first statement. A statement that writes would
 * be refused by the server.
 */
const connectionSettings = [
  'default_transaction_read_only=on',
  'statement_timeout=2000',
  'lock_timeout=200',
  'idle_in_transaction_session_timeout=5000',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** The statements that do not depend on the table. With those of `tableStatements` they are all that is ever sent. */
const fixedStatements = {
  about: `SELECT current_setting('server_version_num') AS version, current_setting('transaction_read_only') AS "readOnly"`,
  outline: `SELECT n.nspname AS "schema", c.relname AS "table", a.attname AS "column",
      pg_catalog.format_type(a.atttypid, a.atttypmod) AS "type",
      n.nspname = ANY (pg_catalog.current_schemas(false)) AS "isNear"
    FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
      AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    ORDER BY "isNear" DESC, n.nspname, c.relname, a.attnum LIMIT ${mostOutlineRows}`,
} as const;

type Statements = Readonly<Record<'about' | 'outline' | 'read' | 'firstPage' | 'page' | 'heads' | 'count', string>>;
type Row = Readonly<Record<string, string | Buffer | null>>;

interface Connection {
  query(statement: string, values: readonly unknown[]): Promise<{ readonly rows: Row[] }>;
}

/**
 * The tables of a PostgreSQL database. The driver is loaded here, and only if this store is chosen. Throws a
 * StoreFault.
 */
export async function openPostgresStore(
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
  const send = async (statements: Partial<Statements>, name: keyof Statements, values: readonly unknown[] = []) => {
    const statement = statements[name];
    if (statement === undefined) throw new StoreFault('columns-needed');
    return (await held.use((connection) => connection.query(statement, values))).rows;
  };
  let ofTable: Partial<Statements> = {};
  try {
    if (shape !== null) ofTable = tableStatements(shape, await columnsOf(held, shape, shown), clock);
  } catch (error) {
    held.close();
    throw error;
  }
  return {
    transport: 'postgres',
    async read(key) {
      if (key.includes('\0')) return null;
      const [row] = await send(ofTable, 'read', [key]).catch((error: unknown) => {
        // The type of the column is not text, and the key of this cookie is not a value of that type.
        if (error instanceof KeyOfAnotherType) return [];
        throw error;
      });
      if (row === undefined) return null;
      return { ...readInPart(bytesOf(row.value), Number(row.size ?? 0)), expiresAtMs: momentOf(row.expiry, clock) };
    },
    async page(cursor, limit) {
      const rows =
        cursor === null ? await send(ofTable, 'firstPage', [limit]) : await send(ofTable, 'page', [limit, cursor]);
      const keys = rows.map(({ key }) => String(key));
      return { keys, next: keys.length < limit ? null : (keys.at(-1) ?? null) };
    },
    walk: () =>
      walkByKey(async (after, limit) => {
        const rows =
          after === null ? await send(ofTable, 'firstPage', [limit]) : await send(ofTable, 'page', [limit, after]);
        return rows.map((row) => headOf(row, clock));
      }),
    async heads(keys) {
      const rows = await send(ofTable, 'heads', [keys.filter((key) => !key.includes('\0'))]);
      const found = new Map(rows.map((row) => [String(row.key), headOf(row, clock)]));
      return keys.map((key) => found.get(key) ?? null);
    },
    async count() {
      const about = Number((await send(ofTable, 'count'))[0]?.about ?? -1);
      return about < 0 ? null : about;
    },
    outline: async () => outlineOf(await send(fixedStatements, 'outline')),
    async close() {
      held.close();
    },
  };
}

async function connect(place: StorePlace): Promise<OpenConnection<Connection>> {
  const { Client } = await import('pg');
  const { username, pathname, port } = new URL(place.url);
  const user = username === '' ? userInfo().username : decodeURIComponent(username);
  const client = new Client({
    host: place.host,
    port: port === '' ? 5432 : Number(port),
    user,
    database: decodeURIComponent(pathname.slice(1)) || user,
    // Without a text the driver would look for a password in files of this user.
    password: place.password ?? '',
    ssl: place.tls === null ? false : await tlsOptionsOf(place.tls),
    application_name: 'session-inspector',
    options: connectionSettings,
    connectionTimeoutMillis: connectTimeoutMs,
    // Values are read unchanged: a column of JSON as its text, and bytes as bytes.
    types: { getTypeParser: (type: number) => (type === byteaType ? fromHex : (text: string) => text) },
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<Error | null>();
  client.on('error', end);
  client.on('end', () => end(null));
  const destroy = () => {
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    end(null);
  };
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, string>>(fixedStatements.about);
    const [about] = rows;
    if (Number(about?.version) < oldestVersion) throw new StoreFault('older-postgres', { place: place.shown });
    if (about?.readOnly !== 'on') throw new StoreFault('pooler', { place: place.shown });
  } catch (error) {
    destroy();
    throw error;
  }
  // The driver takes one statement at a time.
  let before: Promise<unknown> = Promise.resolve();
  const connection: Connection = {
    query(text, values) {
      const answer = before.then(() => client.query<Row>(text, [...values]));
      before = answer.catch(() => {});
      return answer;
    },
  };
  return { connection, ended, destroy };
}

/** The types of the columns of a table. Throws a StoreFault if it does not have the columns. */
async function columnsOf(
  held: HeldConnection<Connection>,
  shape: TableShape,
  shown: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await held.use((connection) => connection.query(fixedStatements.outline, []));
  const { tables } = outlineOf(rows);
  const found = tables.find((table) => table.name === shape.table && table.schema === shape.schema);
  const types = new Map(found?.columns.map(({ name, type }) => [name, type]));
  const missing = [shape.key, shape.value, ...(shape.expiry === null ? [] : [shape.expiry])].filter(
    (column) => !types.has(column),
  );
  if (found === undefined)
    throw new StoreFault('table-missing', {
      place: shown,
      about: shape.table,
      choices: tables.map(({ name }) => name).join(', '),
    });
  if (missing.length > 0)
    throw new StoreFault('column-missing', {
      place: shape.table,
      about: missing.join(', '),
      choices: [...types.keys()].join(', '),
    });
  return types;
}

function tableStatements(
  { schema, table, key, value, expiry }: TableShape,
  types: ReadonlyMap<string, string>,
  clock: RowClock,
): Partial<Statements> {
  const from = schema === undefined ? name(table) : `${name(schema)}.${name(table)}`;
  const most = mostValueBytes + 1;
  const valueText =
    types.get(value) === 'bytea'
      ? `substring(${name(value)} FROM 1 FOR ${most})`
      : `left(${name(value)}::text, ${most})`;
  const size = `octet_length(${types.get(value) === 'bytea' ? name(value) : `${name(value)}::text`})::text`;
  const expiryText = expiry === null ? 'NULL' : timeOf(name(expiry), types.get(expiry) ?? '', clock);
  // The size is that of the stored value, which PostgreSQL may have compressed. The value itself is not read for it.
  const head = `SELECT ${name(key)} AS key, ${expiryText} AS expiry, pg_column_size(${name(value)})::text AS bytes FROM ${from}`;
  return {
    read: `SELECT ${valueText} AS value, ${size} AS size, ${expiryText} AS expiry FROM ${from} WHERE ${name(key)} = $1 LIMIT 1`,
    heads: `${head} WHERE ${name(key)}::text = ANY($1::text[])`,
    // The estimate of the last ANALYZE or VACUUM. Counting would read the whole table.
    count: `SELECT reltuples::bigint AS about FROM pg_catalog.pg_class WHERE oid = '${from.replaceAll("'", "''")}'::regclass`,
    firstPage: `${head} ORDER BY ${name(key)} LIMIT $1`,
    page: `${head} WHERE ${name(key)} > $2 ORDER BY ${name(key)} LIMIT $1`,
  };
}

function headOf({ key, expiry, bytes }: Row, clock: RowClock): RowHead {
  return { key: String(key), expiresAtMs: momentOf(expiry, clock), bytes: Number(bytes ?? 0) };
}

/**
 * The expiry in milliseconds. A time without a zone is in the time zone of the server for stores that let PostgreSQL
 * make it (`to_timestamp`), and in UTC for others.
 */
function timeOf(column: string, type: string, clock: RowClock): string {
  if (!/^(?:timestamp|date)/.test(type)) return `${column}::text`;
  const isLocal = clock === 'server-time' && !type.includes('with time zone');
  return `round(extract(epoch FROM ${isLocal ? `${column}::timestamptz` : column}) * 1000)::text`;
}

/** A name of SQL. */
function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function outlineOf(rows: readonly Row[]): StoreOutline {
  const tables = new Map<
    string,
    StoreOutline['tables'][number] & { readonly columns: { name: string; type: string }[] }
  >();
  for (const row of rows) {
    const [schema, table] = [String(row.schema), String(row.table)];
    const of = tables.get(`${schema}\0${table}`) ?? {
      name: table,
      ...(row.isNear === 't' ? {} : { schema }),
      columns: [],
    };
    of.columns.push({ name: String(row.column), type: String(row.type) });
    tables.set(`${schema}\0${table}`, of);
  }
  return { tables: [...tables.values()], keys: [] };
}

const byteaType = 17;

/** `\x` and hex digits, the output format of bytes since PostgreSQL 9.0. */
function fromHex(text: string): Buffer {
  return Buffer.from(text.startsWith('\\x') ? text.slice(2) : '', 'hex');
}

function bytesOf(value: string | Buffer | null | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value ?? '');
}

/** A key that cannot be a value of its column, such as a text for a column of UUIDs. */
class KeyOfAnotherType extends StoreFault {}

/** Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function faultOf(error: Error, { shown, url, tls }: StorePlace, shape: TableShape | null): StoreFault {
  if (error instanceof StoreFault) return error;
  const ofTls = tlsFault(error, tls, shown);
  if (ofTls !== null) return ofTls;
  const { code = '' } = error as Error & { readonly code?: string };
  const { message } = error;
  const { username, pathname } = new URL(url);
  const user = username || userInfo().username;
  if (code === '22P02' || code === '22P03')
    return new KeyOfAnotherType('statement-refused', { place: shown, quote: message });
  if (code === '28000' && /no encryption|SSL off/.test(message))
    return new StoreFault('demands-tls', { place: shown, about: 'sslmode' });
  if (/^28/.test(code) || /password/i.test(message)) return new StoreFault('password', { place: shown, about: user });
  if (code === '3D000') return new StoreFault('database-missing', { place: shown, about: pathname.slice(1) });
  const told = { place: shown, quote: message };
  if (code === '42501')
    return new StoreFault('select-rights', { ...told, about: `GRANT SELECT ON ${shape?.table ?? 'TABLE'} TO ${user}` });
  if (code === '42P01' || code === '42703') return new StoreFault('table-refused', told);
  if (/^(?:57P03|53300|57014|55P03|53)/.test(code)) return new StoreFault('server-busy', told);
  if (/ECONNREFUSED/.test(`${code} ${message}`)) return new StoreFault('nothing-listens', { place: shown });
  if (code === '08P01' || /unsupported startup parameter/.test(message)) return new StoreFault('pooler', told);
  return new StoreFault('no-answer', told);
}
