import type { Transport } from '../contract/store-evidence.ts';
import type { StoreColumns } from '../contract/store-state.ts';
import type { StoreMapping, TableShape } from './mappings.ts';
import { isOfDjango } from './read-row.ts';
import { isOfExpress, type Recognised, type SampleRow } from './recognise.ts';
import { StoreFault, type StoreOutline } from './store-reader.ts';

/** The table and the columns that a person named. Throws a StoreFault that lists those that are there. */
export function shapeByHand({ table, key, value, expiry }: StoreColumns, outline: StoreOutline): TableShape {
  const found =
    outline.tables.find((one) => fullName(one) === table) ?? outline.tables.find(({ name }) => name === table);
  if (found === undefined) throw new StoreFault('table-missing', { about: table, choices: tablesOf(outline) }, outline);
  const missing = [key, value, ...(expiry === null ? [] : [expiry])].filter(
    (column) => !found.columns.some(({ name }) => name === column),
  );
  if (missing.length > 0) {
    const columns = found.columns.map(({ name }) => name).join(', ');
    throw new StoreFault('column-missing', { place: table, about: missing.join(', '), choices: columns }, outline);
  }
  return { table: found.name, ...(found.schema === undefined ? {} : { schema: found.schema }), key, value, expiry };
}

export interface ByHandOptions {
  readonly transport: Transport;
  readonly shape: TableShape;
  /** The text before the id in a key. */
  readonly prefix: string | null;
  /** The framework of the app, as it was guessed from its answers. */
  readonly framework: string | null;
  /** Some rows of the table, which show how values are written. */
  readonly rows: readonly SampleRow[];
}

/** The kind of a store whose columns a person named. The values of some rows show their notation. */
export function mappedByHand({ transport, shape, prefix, framework, rows }: ByHandOptions): Recognised {
  const isExpress = rows.length === 0 ? framework === 'Express' : rows.some(({ bytes }) => isOfExpress(bytes));
  const isDjango = rows.some(({ bytes }) => isOfDjango(bytes));
  const mapping: StoreMapping = {
    name: `${shape.table}, by hand`,
    framework: isExpress ? 'Express' : isDjango ? 'Django' : (framework ?? 'unknown'),
    transport,
    cookie: isExpress ? 'connect.sid' : 'session',
    id: 'by-form',
    key: { prefix: prefix ?? '', hash: 'none', suffix: '' },
    value: 'by-content',
    clock: shape.expiry === null ? 'none' : isExpress && transport === 'postgres' ? 'server-time' : 'by-size',
    shape,
  };
  const { table, key, value, expiry } = shape;
  return {
    mapping,
    confidence: 'seen',
    because: { code: 'columns-given', table, key, value, expiry },
  };
}

/** The name of a table, as it is shown to the user and as the user gives it. */
export function fullName({ schema, name }: StoreOutline['tables'][number]): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

const mostNamedTables = 6;

/** The tables of a database with their columns, as a list. Empty if there are none. */
export function tablesOf({ tables }: StoreOutline): string {
  const named = tables
    .slice(0, mostNamedTables)
    .map((table) => `${fullName(table)} (${table.columns.map(({ name }) => name).join(', ')})`);
  return [...named, ...(tables.length > mostNamedTables ? ['…'] : [])].join(', ');
}
