import { stat } from 'node:fs/promises';
import { loopbackAddressesOf } from '../base/loopback-addresses.ts';
import type { Transport } from '../contract/store-evidence.ts';
import type { StoreColumns } from '../contract/store-state.ts';
import { StoreFault } from './store-reader.ts';
import { type StoreTls, tlsIn } from './store-tls.ts';

/** The ways to reach a store that has a place outside of the app. */
export type PlacedTransport = Exclude<Transport, 'app'>;

/** The place of a store, from the text of the user: a URL, or the path of a file or a folder. */
export interface StorePlace {
  readonly transport: PlacedTransport;
  /** Without a password. */
  readonly shown: string;
  /** Of a file or a folder. */
  readonly path: string;
  /** Of a server: without the password. */
  readonly url: string;
  /** A loopback address. */
  readonly host: string;
  readonly password: string | null;
  /** Null for a connection without TLS. */
  readonly tls: StoreTls | null;
  /** Parts behind the address that a person may give: `?kind=connect-redis&prefix=myapp:`. */
  readonly kind: string | null;
  readonly prefix: string | null;
  /** `?table=logins&key=id&value=content&expiry=ends`. */
  readonly columns: StoreColumns | null;
}

const schemes: Readonly<Record<string, PlacedTransport>> = {
  'redis:': 'redis',
  'rediss:': 'redis',
  'valkey:': 'redis',
  'valkeys:': 'redis',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
  'memcached:': 'memcached',
};

/** The environment variable with the password of a store whose URL has none. */
export const passwordVariable = 'SESSION_INSPECTOR_STORE_PASSWORD';

/**
 * Reads where a store is. A server has to be on this machine. Throws a StoreFault for a path that is not there, and for
 * an address that is not understood or not here.
 */
export async function storePlace(text: string, environment: NodeJS.ProcessEnv = process.env): Promise<StorePlace> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text) && !URL.canParse(text)) throw new StoreFault('not-an-address');
  const url = /^[a-z][a-z0-9+.-]+:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol === 'file:')
    return placeOfPath(url === null ? text : decodeURIComponent(url.pathname));
  const transport = schemes[url.protocol];
  if (transport === undefined)
    throw new StoreFault('unknown-scheme', { about: url.protocol, choices: Object.keys(schemes).join(' ') });
  const found = await loopbackAddressesOf(url.hostname.replace(/^\[|\]$/g, '') || 'localhost');
  if ('refusal' in found) throw new StoreFault('not-local', { about: url.hostname });
  const password = url.password === '' ? (environment[passwordVariable] ?? null) : decodeURIComponent(url.password);
  const given = partsIn(url.searchParams);
  const tls = tlsOfPlace(transport, url);
  url.password = '';
  url.search = '';
  return withUrl(new URL(url.href.replace(/^valkey(?=s?:)/, 'redis')));

  function withUrl(shownUrl: URL): StorePlace {
    const host = found && 'addresses' in found ? (found.addresses[0] ?? '127.0.0.1') : '127.0.0.1';
    return {
      transport: transport as PlacedTransport,
      shown: shownUrl.href,
      path: '',
      url: shownUrl.href,
      host,
      password,
      tls,
      ...given,
    };
  }
}

/** Throws a StoreFault for memcached: no driver of an app uses TLS with it. */
function tlsOfPlace(transport: PlacedTransport, { searchParams, hostname, protocol }: URL): StoreTls | null {
  const tls = tlsIn(searchParams, hostname || 'localhost', /^(redis|valkey)s:$/.test(protocol));
  if (tls !== null && transport === 'memcached') throw new StoreFault('memcached-tls');
  return tls;
}

/** The transport of a place that cannot be looked at, by its address or by the name of its file. */
export function transportByName(text: string): PlacedTransport {
  const scheme = URL.canParse(text) ? schemes[new URL(text).protocol] : undefined;
  return scheme ?? (/\.(?:db|sqlite3?)$/i.test(text) ? 'sqlite' : 'folder');
}

/** The text of the user without its password. */
export function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.password === '') return text;
  url.password = '';
  return url.href;
}

/** The text of the user with other columns. */
export function withColumns(text: string, { table, key, value, expiry }: StoreColumns): string {
  const [place = '', query = ''] = splitQuery(text);
  const parts = new URLSearchParams(query);
  for (const [name, column] of Object.entries({ table, key, value, expiry })) {
    if (column === null) parts.delete(name);
    else parts.set(name, column);
  }
  return `${place}?${parts}`;
}

function splitQuery(text: string): string[] {
  const at = text.lastIndexOf('?');
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Throws a StoreFault if a column is missing. */
function partsIn(parts: URLSearchParams): Pick<StorePlace, 'kind' | 'prefix' | 'columns'> {
  const [kind, prefix] = [parts.get('kind'), parts.get('prefix')];
  const [table, key, value] = [parts.get('table'), parts.get('key'), parts.get('value')];
  if (table === null && key === null && value === null) return { kind, prefix, columns: null };
  if (!table || !key || !value) throw new StoreFault('name-columns');
  return { kind, prefix, columns: { table, key, value, expiry: parts.get('expiry') || null } };
}

async function placeOfPath(text: string): Promise<StorePlace> {
  // A path may contain a question mark itself.
  const [before = '', query] = (await stat(text).catch(() => null)) === null ? splitQuery(text) : [text];
  const path = query === undefined ? text : before;
  const found = await stat(path).catch(() => null);
  if (found === null) throw new StoreFault('path-missing', { place: path });
  const transport = found.isDirectory() ? 'folder' : 'sqlite';
  return {
    transport,
    shown: path,
    path,
    url: '',
    host: '',
    password: null,
    tls: null,
    ...partsIn(new URLSearchParams(query)),
  };
}
