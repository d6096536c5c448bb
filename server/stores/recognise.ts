import type { StoreBecause } from '../contract/store-because.ts';
import type { Transport } from '../contract/store-evidence.ts';
import { decodeValue } from '../encodings/decode-value.ts';
import { treeToJson } from '../encodings/tree-json.ts';
import { STORE_MAPPINGS, type StoreMapping, type TableShape } from './mappings.ts';
import { hasExpressCookie, readRow } from './read-row.ts';
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
  readonly because: StoreBecause;
}

export interface RecognitionHints {
  /** The framework of the app, as it was guessed from its answers. */
  readonly framework: string | null;
  /** The name of its session cookie. */
  readonly cookie: string | null;
  /** The name of the folder or file. */
  readonly place: string;
}

/** How the keys begin under which the inspector keeps the sessions of its own site, by default. */
export const keysOfOwnSite = 'session-inspector:';

/** Several frameworks keep sessions in one store, and nothing says which one is that of the app. */
export interface SeveralKinds {
  readonly several: readonly string[];
}

/**
 * The kind of a session store, by the columns of its tables, by its keys or by its file names; then by the content of
 * `rows`, the values of some of these keys; for an empty store by the framework. Null if nothing tells.
 */
export async function recogniseStore(
  transport: Transport,
  { tables, keys: all }: StoreOutline,
  hints: RecognitionHints,
  rows: (keys: readonly string[]) => Promise<readonly SampleRow[]>,
): Promise<Recognised | SeveralKinds | null> {
  const possible = STORE_MAPPINGS.filter((mapping) => mapping.transport === transport);
  const found = byColumns(possible, tables, hints);
  if (found !== null) return found;
  const keys = all.filter((key) => !key.startsWith(keysOfOwnSite));
  const sample = keys.length === 0 ? [] : await rows(keys);
  return (
    byKeys(possible, { keys, sample }, hints) ??
    byContent(possible, sample) ??
    byOwnPrefix(possible, { keys, sample }, hints) ??
    byHints(possible, keys, hints)
  );
}

/** Some keys of a store, and some of its values. */
interface Seen {
  readonly keys: readonly string[];
  readonly sample: readonly SampleRow[];
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
        because: { code: 'columns', table, key, value, isOwnName },
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

/**
 * By the form of the keys. Where several frameworks have keys in one store, the one whose cookie the app sets counts,
 * else the framework of the app: its answers may be those of its server.
 */
function byKeys(
  possible: readonly StoreMapping[],
  { keys, sample }: Seen,
  hints: RecognitionHints,
): Recognised | SeveralKinds | null {
  const counted = possible
    .filter((mapping) => mapping.shape === undefined && (hasOwnForm(mapping) || !isContradicted(mapping, hints)))
    .map((mapping) => {
      const form = formOfKeys(mapping);
      const count = form === null ? 0 : keys.filter((key) => form.test(key)).length;
      const read = form === null ? 0 : sample.filter((row) => form.test(row.key) && isSessionOf(mapping, row)).length;
      return { mapping, count, read };
    })
    // Names that are only a hash may belong to anything, so that one of the values has to be a session.
    .filter(({ mapping, count, read }) => count > 0 && (hasTellingName(mapping) || read > 0))
    .sort(
      (left, right) =>
        right.count - left.count ||
        // One prefix can be the beginning of another one. The longer prefix is the better evidence.
        prefixLength(right.mapping) - prefixLength(left.mapping) ||
        right.read - left.read,
    );
  const frameworks = new Set(counted.map(({ mapping }) => mapping.framework));
  const [best] =
    frameworks.size < 2
      ? counted
      : [
          ...counted.filter(({ mapping }) => mapping.cookie === hints.cookie),
          ...counted.filter(({ mapping }) => mapping.framework === hints.framework),
        ];
  if (best === undefined) return frameworks.size < 2 ? null : { several: counted.map(({ mapping }) => mapping.name) };
  const { mapping, count } = best;
  return {
    mapping,
    confidence: 'seen',
    because: { code: 'names', count, of: keys.length },
  };
}

/** Whether the form of the keys says more of the framework than the answers of the app do. */
function hasOwnForm({ key: { prefix, hash, suffix } }: StoreMapping): boolean {
  return hash === 'md5' ? suffix !== '' : prefix !== '';
}

/** Whether the names alone show the kind: other programs name files by a hash, too. */
function hasTellingName(mapping: StoreMapping): boolean {
  return mapping.key.hash === 'rack-private' || hasOwnForm(mapping);
}

/** Larger values say nothing more of their kind. */
const mostDecodedBytes = 65_536;

/** Whether a value can be read as a session of this kind. */
function isSessionOf({ value: format, clock }: StoreMapping, { bytes }: SampleRow): boolean {
  if (bytes.length > mostDecodedBytes) return false;
  const row = readRow({ bytes, expiresAtMs: null }, { format, clock, nowMs: Date.now() });
  return row.data !== null || row.isSealed;
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
  // A name that ends in .json may be that of any file.
  if (prefix === '') return null;
  // No framework makes shorter ids by default, and short names are those of other things.
  const id = transport === 'folder' && framework === 'Django' ? '[a-z0-9]{32}' : '[\\w,~+=-]{16,}';
  return new RegExp(`^${before}${id}${after}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What frameworks keep in sessions by themselves. */
const keysInSessions: ReadonlySet<string> = new Set([
  '_permanent',
  '_flashes',
  '_user_id',
  '_fresh',
  'csrf_token',
  '_auth_user_id',
  '_session_expiry',
  '_token',
  '_flash',
  '_csrf_token',
  'session_id',
]);

/**
 * An app may use its own prefix before the ids: the longest text that several keys share before an id. Other programs
 * name their keys in the same way, so that the prefix or a value has to speak of sessions.
 */
function byOwnPrefix(
  possible: readonly StoreMapping[],
  { keys, sample }: Seen,
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
  const isOfSessions =
    /sess/i.test(prefix) || sample.some((row) => row.key.startsWith(prefix) && isMarked(mapping, row));
  if (!isOfSessions) return null;
  return {
    mapping: { ...mapping, key: { ...mapping.key, prefix } },
    confidence: 'seen',
    because: { code: 'prefix', count, prefix },
  };
}

function isMarked({ value: format, clock }: StoreMapping, { bytes }: SampleRow): boolean {
  if (bytes.length > mostDecodedBytes) return false;
  const { data } = readRow({ bytes, expiresAtMs: null }, { format, clock, nowMs: Date.now() });
  return data !== null && Object.keys(data).some((name) => keysInSessions.has(name));
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
  return {
    mapping: { ...mapping, key: { ...mapping.key, prefix } },
    confidence: 'seen',
    because: { code: 'express-cookie', count: found.length, of: rows.length, prefix },
  };
}

/** Whether a value contains the cookie that express-session keeps in it. */
export function isOfExpress(bytes: Buffer): boolean {
  if (bytes[0] !== 0x7b || !bytes.includes('"originalMaxAge"')) return false;
  const decoded = decodeValue(bytes, 'json');
  return decoded.ok && hasExpressCookie(treeToJson(decoded.tree));
}

/**
 * A guess for a store in which no session is so far. The folder of files has to be empty, because others have files in
 * folders; servers are often shared with other programs.
 */
function byHints(
  possible: readonly StoreMapping[],
  keys: readonly string[],
  hints: RecognitionHints,
): Recognised | null {
  const fits = possible.filter(({ shape }) => shape === undefined);
  if (keys.length > 0 && fits.some(({ transport }) => transport === 'folder')) return null;
  const byPlace = /flask_session/.test(hints.place)
    ? 'Flask'
    : /framework\/sessions/.test(hints.place)
      ? 'Laravel'
      : null;
  const framework = byPlace ?? hints.framework;
  const mapping = fits.find((one) => one.framework === framework);
  if (mapping === undefined) return null;
  const by = byPlace === null ? 'framework' : 'folder-name';
  return { mapping, confidence: 'guessed', because: { code: 'guessed', isEmpty: keys.length === 0, by } };
}
