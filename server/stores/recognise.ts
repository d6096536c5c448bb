import type { Transport } from '../contract/store-evidence.ts';
import { decodeValue } from '../encodings/decode-value.ts';
import { treeToJson } from '../encodings/tree-json.ts';
import { STORE_MAPPINGS, type StoreMapping, type TableShape } from './mappings.ts';
import { hasExpressCookie } from './read-row.ts';
import type { StoreOutline } from './store-reader.ts';

/** A row that was read to recognise its store. */
export interface SampleRow {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Which kind of store a place is, and why. */
export interface Recognised {
  readonly mapping: StoreMapping;
  /** `seen`: keys or columns of this kind are there. `guessed`: the store is empty, and the framework suggests it. */
  readonly confidence: 'seen' | 'guessed';
  /** A sentence. */
  readonly reason: string;
}

export interface RecognitionHints {
  /** The framework of the app, as it was guessed from its answers. */
  readonly framework: string | null;
  /** The name of its session cookie. */
  readonly cookie: string | null;
  /** The name of the folder or file. */
  readonly place: string;
}

/**
 * The kind of a session store, by the columns of its tables, by its keys or by its file names; then by the content of
 * `rows`, which are read only if they are needed; for an empty store by the framework. Null if no kind fits.
 */
export async function recogniseStore(
  transport: Transport,
  { tables, keys }: StoreOutline,
  hints: RecognitionHints,
  rows: () => Promise<readonly SampleRow[]>,
): Promise<Recognised | null> {
  const possible = STORE_MAPPINGS.filter((mapping) => mapping.transport === transport);
  return (
    byColumns(possible, tables, hints) ??
    byKeys(possible, keys, hints) ??
    byContent(possible, await rows()) ??
    byOwnPrefix(possible, keys, hints) ??
    byHints(possible, keys, hints)
  );
}

/** A table with the name that a store gives it comes before a table that the app has named. */
function byColumns(
  possible: readonly StoreMapping[],
  tables: StoreOutline['tables'],
  hints: RecognitionHints,
): Recognised | null {
  for (const isOwnName of [false, true]) {
    for (const mapping of possible) {
      const isOthers = (isOwnName || isCommonTable(mapping)) && isContradicted(mapping, hints);
      const shape = isOthers ? null : shapeIn(mapping, tables, isOwnName);
      if (shape === null) continue;
      const { table, key, value } = shape;
      return {
        mapping: { ...mapping, shape },
        confidence: 'seen',
        reason: `The table ${table} has the columns ${key} and ${value}, as ${mapping.name} makes ${isOwnName ? 'them' : 'it'}.`,
      };
    }
  }
  return null;
}

/** The columns of a kind of store in one of the tables. `isOwnName`: the table has a name that the app has chosen. */
function shapeIn(
  { shape, clock, name }: StoreMapping,
  tables: StoreOutline['tables'],
  isOwnName: boolean,
): TableShape | null {
  if (shape === undefined) return null;
  const isNamed = (table: string) => (isOwnName ? /sess/i.test(table) : table === shape.table);
  for (const table of tables) {
    if (!isNamed(table.name)) continue;
    const typeOf = (column: string) => table.columns.find((one) => one.name === column)?.type.toLowerCase();
    if (typeOf(shape.key) === undefined || typeOf(shape.value) === undefined) continue;
    const expiry = shape.expiry === null ? '' : typeOf(shape.expiry);
    if (expiry === undefined) continue;
    // The column `expired` has no type in connect-sqlite3, and the type of a time in knex.
    const isLikeKnex = name === 'connect-sqlite3' || name === 'connect-session-knex';
    if (isLikeKnex && (expiry === '') !== (clock === 'milliseconds')) continue;
    return { ...shape, table: table.name, ...(table.schema === undefined ? {} : { schema: table.schema }) };
  }
  return null;
}

/** Whether several kinds give their table this name. A table such as `django_session` is that of one kind. */
function isCommonTable({ shape }: StoreMapping): boolean {
  return shape !== undefined && /^sessions?$/i.test(shape.table);
}

/**
 * Whether the answers of the app are those of another framework. Rails and Laravel have a table `sessions` with a
 * column that the other one has not. The answers may be those of the server below the framework: Werkzeug serves
 * Django too.
 */
function isContradicted({ framework }: StoreMapping, hints: RecognitionHints): boolean {
  const isTold = hints.framework !== null && STORE_MAPPINGS.some((one) => one.framework === hints.framework);
  return isTold && hints.framework !== framework;
}

function byKeys(
  possible: readonly StoreMapping[],
  keys: readonly string[],
  hints: RecognitionHints,
): Recognised | null {
  const counted = possible
    .filter((mapping) => mapping.shape === undefined && (hasOwnForm(mapping) || !isContradicted(mapping, hints)))
    .map((mapping) => {
      const form = formOfKeys(mapping);
      const count = form === null ? 0 : keys.filter((key) => form.test(key)).length;
      return { mapping, count, isContradicted: isContradicted(mapping, hints) };
    })
    .filter(({ count }) => count > 0)
    .sort(
      (left, right) =>
        right.count - left.count ||
        Number(left.isContradicted) - Number(right.isContradicted) ||
        // One prefix can be the beginning of another one. The longer prefix is the better evidence.
        prefixLength(right.mapping) - prefixLength(left.mapping),
    );
  const [best] = counted;
  if (best === undefined) return null;
  const { mapping, count } = best;
  return {
    mapping,
    confidence: 'seen',
    reason: `${count} of ${keys.length} names that were looked at are those of ${mapping.name}.`,
  };
}

/** Whether the form of the keys says more of the framework than the answers of the app do. */
function hasOwnForm({ key: { prefix, hash, suffix } }: StoreMapping): boolean {
  return hash === 'md5' ? suffix !== '' : prefix !== '';
}

function prefixLength({ key: { prefix, hash } }: StoreMapping): number {
  return hash === 'md5' ? 0 : prefix.length;
}

/** The form of a key. Null if keys of this kind have no distinctive form. */
function formOfKeys({ framework, transport, key: { prefix, hash, suffix } }: StoreMapping): RegExp | null {
  const [before, after] = [escaped(hash === 'md5' ? '' : prefix), escaped(suffix)];
  if (hash === 'md5') return new RegExp(`^[0-9a-f]{32}${after}$`);
  if (hash === 'rack-private') return new RegExp(`^${before}2::[0-9a-f]{64}$`);
  if (framework === 'Laravel') return new RegExp(`^${before}[A-Za-z0-9]{40}$`);
  if (prefix === '' && suffix === '') return null;
  const id = transport === 'folder' && framework === 'Django' ? '[a-z0-9]{32}' : '[\\w,~+=-]+';
  return new RegExp(`^${before}${id}${after}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** An app may use its own prefix before the ids: the longest text that several keys share before an id. */
function byOwnPrefix(
  possible: readonly StoreMapping[],
  keys: readonly string[],
  hints: RecognitionHints,
): Recognised | null {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const prefix = /^(.*[:_.-])[A-Za-z0-9_-]{20,64}$/.exec(key)?.[1];
    if (prefix !== undefined && prefix.length <= 100) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  // Ids can contain `_` and `-` too, so a single key with such a character does not prove a prefix.
  const isPrefix = ([prefix, count]: readonly [string, number]) => count > 1 || prefix.endsWith(':');
  const [found] = [...counts].filter(isPrefix).sort((left, right) => right[1] - left[1]);
  const mapping = possible.find((one) => one.framework === hints.framework && one.key.hash === 'none');
  if (found === undefined || mapping === undefined) return null;
  const [prefix, count] = found;
  return {
    mapping: { ...mapping, key: { ...mapping.key, prefix } },
    confidence: 'seen',
    reason: `${count} keys begin with ${prefix}, and the app is of ${mapping.framework}.`,
  };
}

/**
 * The kind of a store whose keys have no form, by the content of some rows: express-session keeps its cookie in the
 * value. The text before the id in the keys is taken as the prefix.
 */
function byContent(possible: readonly StoreMapping[], rows: readonly SampleRow[]): Recognised | null {
  const mapping = possible.find((one) => one.framework === 'Express' && one.shape === undefined);
  const found = rows.filter(({ bytes }) => isOfExpress(bytes));
  const [first] = found;
  if (mapping === undefined || first === undefined) return null;
  const { suffix } = mapping.key;
  // express-session makes ids of 32 characters.
  const prefix = new RegExp(`^(.*?)[\\w-]{32}${escaped(suffix)}$`, 's').exec(first.key)?.[1] ?? mapping.key.prefix;
  const under = prefix === '' ? '' : ` under ${prefix}`;
  return {
    mapping: { ...mapping, key: { ...mapping.key, prefix } },
    confidence: 'seen',
    reason: `${found.length} of ${rows.length} values that were read${under} contain the cookie of express-session, as ${mapping.name} writes them.`,
  };
}

/** Whether a value contains the cookie that express-session keeps in it. */
export function isOfExpress(bytes: Buffer): boolean {
  if (bytes[0] !== 0x7b || !bytes.includes('"originalMaxAge"')) return false;
  const decoded = decodeValue(bytes, 'json');
  return decoded.ok && hasExpressCookie(treeToJson(decoded.tree));
}

function byHints(
  possible: readonly StoreMapping[],
  keys: readonly string[],
  hints: RecognitionHints,
): Recognised | null {
  const fits = possible.filter(({ shape }) => shape === undefined);
  const byPlace = /flask_session/.test(hints.place)
    ? 'Flask'
    : /framework\/sessions/.test(hints.place)
      ? 'Laravel'
      : null;
  const framework = byPlace ?? hints.framework;
  const mapping =
    fits.find((one) => one.framework === framework) ?? fits.find((one) => one.cookie === hints.cookie) ?? null;
  if (mapping === null) return null;
  const why =
    mapping.framework === framework ? `the app is of ${mapping.framework}` : `its cookie is ${mapping.cookie}`;
  const what = keys.length === 0 ? 'The store is empty' : 'No name in the store is known';
  return { mapping, confidence: 'guessed', reason: `${what}; ${mapping.name} is taken, because ${why}.` };
}
