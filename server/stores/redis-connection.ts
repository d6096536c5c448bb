import type { createClient as CreateClient } from '@redis/client';
import { StoreFault } from './store-reader.ts';
import { type StoreTls, tlsFault, tlsOptionsOf } from './store-tls.ts';

export interface RedisOptions {
  /** `redis://user@127.0.0.1:6379/0`, with a host that is known to be on this machine. */
  readonly url: string;
  /** Loopback addresses of the host. */
  readonly host: string;
  readonly password: string | null;
  readonly tls: StoreTls | null;
}

/** `isTold`: the connection only receives what Redis reports without a question (RESP 3, CLIENT TRACKING). */
export interface RedisUse {
  readonly isTold: boolean;
}

export type RedisClient = ReturnType<typeof CreateClient>;

export interface RedisConnection {
  readonly client: RedisClient;
  /** How bulk strings are read: as bytes. */
  readonly asBytes: { readonly typeMapping: object };
  /** The fault of an error of this client. */
  faultOf(error: unknown): StoreFault;
}

const connectTimeoutMs = 2_000;

/**
 * Connects to Redis or Valkey, and again each second while it is away, until a fault that lasts. The driver is loaded
 * here, and only if such a store is chosen. Throws a StoreFault.
 */
export async function connectToRedis(
  { url, host, password, tls }: RedisOptions,
  { isTold }: RedisUse,
): Promise<RedisConnection> {
  const { createClient, RESP_TYPES } = (await import('@redis/client')) as {
    createClient: typeof CreateClient;
    RESP_TYPES: { readonly BLOB_STRING: 36 };
  };
  const { username, pathname, port } = new URL(url);
  const database = /^\/(\d{1,9})$/.exec(pathname)?.[1];
  if (database === undefined && pathname.length > 1)
    throw new StoreFault('redis-database', { place: shownUrl(url), about: pathname.slice(1) });
  let lastError: Error | null = null;
  const client = createClient({
    socket: {
      host,
      port: port === '' ? 6379 : Number(port),
      connectTimeout: connectTimeoutMs,
      // Tries again each second while the store is away, and not if it refuses the password.
      reconnectStrategy: (_retries, cause) => (redisFault(cause, null, url, tls).lasts ? false : 1_000),
      ...(await redisTls(tls)),
    },
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === null ? {} : { password }),
    ...(database === undefined ? {} : { database: Number(database) }),
    ...(isTold ? { RESP: 3 as const, emitInvalidate: true } : {}),
    name: 'session-inspector',
    // A command that would have to wait for a connection fails immediately, so that no request waits for it.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
  }) as RedisClient;
  client.on('error', (error: Error) => {
    lastError = error;
  });
  let hasConnected = false;
  const faultOf = (error: unknown) => redisFault(error as Error, lastError, url, tls, hasConnected);
  try {
    await first(client.connect(), client);
    hasConnected = true;
  } catch (error) {
    client.destroy();
    throw faultOf(error);
  }
  return { client, asBytes: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }, faultOf };
}

/** The options of the driver's socket. */
export async function redisTls(tls: StoreTls | null): Promise<object> {
  if (tls === null) return {};
  const { host: _, ...options } = await tlsOptionsOf(tls);
  return { tls: true, ...options };
}

/** `connect` retries for ever, so the first failure is reported. */
function first(
  connecting: Promise<unknown>,
  client: { once(event: 'error', listener: (error: Error) => void): unknown },
) {
  return new Promise((resolve, reject) => {
    client.once('error', reject);
    connecting.then(resolve, reject);
  });
}

/**
 * The reason why Redis refused a command or a connection. `last` is the last error of its connection. `hasConnected`:
 * it was connected to before in the same way, so the address is right about TLS.
 */
export function redisFault(
  error: Error,
  last: Error | null,
  url: string,
  tls: StoreTls | null,
  hasConnected = false,
): StoreFault {
  if (error instanceof StoreFault) return error;
  // Without a connection, the reason is that of the connection.
  if (last !== null && last !== error && /client is (?:offline|closed)/i.test(error.message))
    return redisFault(last, null, url, tls, hasConnected);
  const place = shownUrl(url);
  const ofTls = tlsFault(error, tls, place) ?? (last === null ? null : tlsFault(last, tls, place));
  if (ofTls !== null) return ofTls;
  const text = `${error.message} ${(error as NodeJS.ErrnoException).code ?? ''} ${error.name}`;
  if (/WRONGPASS|NOAUTH|invalid username-password|without any password configured/i.test(text))
    return new StoreFault('password', { place });
  if (/DB index is out of range|invalid DB index/i.test(text)) return new StoreFault('redis-number', { place });
  const quote = error.message;
  if (/NOPERM/.test(text)) return new StoreFault('redis-rights', { place, quote });
  if (/ECONNREFUSED/.test(text)) return new StoreFault('nothing-listens', { place });
  if (/WRONGTYPE/.test(text)) return new StoreFault('wrong-type', { place, quote });
  if (/unknown command|HELLO/i.test(text)) return new StoreFault('older-redis', { place, quote });
  if (/LOADING|BUSY/.test(text)) return new StoreFault('server-busy', { place, quote });
  const reason = last === null ? error.message : last.message;
  // A port for TLS ends a connection without it at once. A port without TLS waits for the end of the first line.
  const isOther = (tls === null ? /closed unexpectedly|ECONNRESET/ : /timeout/i).test(`${reason} ${text}`);
  if (!isOther || hasConnected) return new StoreFault('no-answer', { place, quote: reason });
  return new StoreFault('no-answer-tls', { place, about: tls === null ? 'rediss' : 'redis', quote: reason });
}

/** An address without its password. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
