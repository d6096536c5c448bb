import type { Transport } from '../contract/store-evidence.ts';
import { STORE_MAPPINGS, type StoreMapping } from './mappings.ts';
import type { StoreOutline } from './store-reader.ts';

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
 * The kind of a session store, by the columns of its tables, by its keys or by its file names; for an empty store by
 * the framework. Null if no kind fits.
 */
export function recogniseStore(
  transport: Transport,
  { tables, keys }: StoreOutline,
  hints: RecognitionHints,
): Recognised | null {
  const possible = STORE_MAPPINGS.filter((mapping) => mapping.transport === transport);
  const byColumns = possible.find((mapping) => hasShape(mapping, tables) && !isContradicted(mapping, hints));
  if (byColumns?.shape !== undefined) {
    const { table, key, value } = byColumns.shape;
    return {
      mapping: byColumns,
      confidence: 'seen',
      reason: `The table ${table} has the columns ${key} and ${value}, as ${byColumns.name} makes it.`,
    };
  }
  return byKeys(possible, keys, hints) ?? byOwnPrefix(possible, keys, hints) ?? byHints(possible, keys, hints);
}

function hasShape({ shape, clock, name }: StoreMapping, tables: StoreOutline['tables']): boolean {
  const table = tables.find((one) => one.name === shape?.table);
  if (shape === undefined || table === undefined) return false;
  const typeOf = (column: string) => table.columns.find((one) => one.name === column)?.type.toLowerCase();
  if (typeOf(shape.key) === undefined || typeOf(shape.value) === undefined) return false;
  const expiry = shape.expiry === null ? '' : typeOf(shape.expiry);
  if (expiry === undefined) return false;
  // connect-sqlite3 gives its columns no type; knex gives `expired` that of a time.
  return name === 'connect-sqlite3' || name === 'connect-session-knex'
    ? (expiry === '') === (clock === 'milliseconds')
    : true;
}

/** Rails and Laravel have a table `sessions` with a column that the other one has not. */
function isContradicted({ framework }: StoreMapping, hints: RecognitionHints): boolean {
  const isTold = hints.framework !== null && STORE_MAPPINGS.some((one) => one.framework === hints.framework);
  return isTold && hints.framework !== framework;
}

function byKeys(
  possible: readonly StoreMapping[],
  keys: readonly string[],
  hints: RecognitionHints,
): Recognised | null {
  let best: { readonly mapping: StoreMapping; readonly count: number } | null = null;
  for (const mapping of possible) {
    if (mapping.shape !== undefined || isContradicted(mapping, hints)) continue;
    const form = formOfKeys(mapping);
    const count = form === null ? 0 : keys.filter((key) => form.test(key)).length;
    if (count > (best?.count ?? 0)) best = { mapping, count };
  }
  if (best === null) return null;
  const { mapping, count } = best;
  return {
    mapping,
    confidence: 'seen',
    reason: `${count} of ${keys.length} names that were looked at are those of ${mapping.name}.`,
  };
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
  const [found] = [...counts].sort((left, right) => right[1] - left[1]);
  const mapping = possible.find((one) => one.framework === hints.framework && one.key.hash === 'none');
  if (found === undefined || mapping === undefined) return null;
  const [prefix, count] = found;
  return {
    mapping: { ...mapping, key: { ...mapping.key, prefix } },
    confidence: 'seen',
    reason: `${count} keys begin with ${prefix}, and the app is of ${mapping.framework}.`,
  };
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
