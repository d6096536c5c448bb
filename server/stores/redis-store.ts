import type { createClient as CreateClient } from '@redis/client';
import type { StoredValue } from './read-row.ts';
import { type KeyPage, mostValueBytes, StoreFault, type StoreReader } from './store-reader.ts';

/**
 * The commands that are ever sent. None of them writes, and none walks the whole key space. A read of a key that is
 * past its time lets Redis remove it, as any reader does, and resets its idle time before Redis 7.2.
 */
const allowed: ReadonlySet<string> = new Set([
  'GETRANGE',
  'HGETALL',
  'PTTL',
  'TYPE',
  'STRLEN',
  'HLEN',
  'SCAN',
  'PING',
  'INFO',
]);

export interface RedisOptions {
  /** `redis://user@127.0.0.1:6379/0`, with a host that is known to be on this machine. */
  readonly url: string;
  /** Loopback addresses of the host. */
  readonly host: string;
  readonly password: string | null;
}

const connectTimeoutMs = 2_000;
const mostOutlineKeys = 200;

/** Keys and values of Redis or Valkey. The driver is loaded here, and only if this store is chosen. */
export async function openRedisStore({ url, host, password }: RedisOptions): Promise<StoreReader> {
  const { createClient, RESP_TYPES } = (await import('@redis/client')) as {
    createClient: typeof CreateClient;
    RESP_TYPES: { readonly BLOB_STRING: 36 };
  };
  const { username, pathname, port, protocol } = new URL(url);
  if (protocol !== 'redis:')
    throw new StoreFault('failed', 'Give the address as redis://127.0.0.1:6379/0. TLS is not supported.');
  const database = /^\/(\d{1,4})$/.exec(pathname)?.[1];
  let lastError: Error | null = null;
  const client = createClient({
    socket: {
      host,
      port: port === '' ? 6379 : Number(port),
      connectTimeout: connectTimeoutMs,
      // Tries again each second while the store is away.
      reconnectStrategy: () => 1_000,
    },
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === null ? {} : { password }),
    ...(database === undefined ? {} : { database: Number(database) }),
    name: 'session-inspector',
    // A command that would have to wait for a connection fails immediately, so that no request waits for it.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
  });
  client.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    await first(client.connect(), client);
  } catch (error) {
    client.destroy();
    throw faultOf(error as Error, lastError, url);
  }

  const send = async (command: string, ...args: string[]): Promise<unknown> => {
    if (!allowed.has(command)) throw new Error(`${command} is not one of the commands that only read.`);
    try {
      return await client.sendCommand([command, ...args], { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } });
    } catch (error) {
      throw faultOf(error as Error, lastError, url);
    }
  };
  return {
    transport: 'redis',
    async read(key) {
      // In one batch, so that both describe nearly the same moment without a transaction.
      const [value, ttl] = await Promise.all([bytesUnder(send, key), send('PTTL', key)]);
      const ms = Number(ttl);
      if (ms === -2) return null;
      return { ...value, expiresAtMs: ms >= 0 ? Date.now() + ms : null };
    },
    page: (cursor, limit) => scan(send, cursor ?? '0', '*', limit),
    async outline() {
      const keys: string[] = [];
      let cursor: string | null = '0';
      for (let steps = 0; cursor !== null && keys.length < mostOutlineKeys && steps < 50; steps++) {
        const page: KeyPage = await scan(send, cursor, '*', 100);
        keys.push(...page.keys);
        cursor = page.next;
      }
      return { tables: [], keys };
    },
    async close() {
      client.destroy();
    },
  };
}

type Send = (command: string, ...args: string[]) => Promise<unknown>;

async function bytesUnder(send: Send, key: string): Promise<Omit<StoredValue, 'expiresAtMs'>> {
  try {
    // Empty if the key does not exist, which PTTL shows.
    return { bytes: (await send('GETRANGE', key, '0', String(mostValueBytes))) as Buffer };
  } catch (error) {
    // A hash, as Spring writes it.
    if (!(error instanceof StoreFault) || !error.message.includes('WRONGTYPE')) throw error;
    if (String(await send('TYPE', key)) !== 'hash' || Number(await send('HLEN', key)) > 1_000)
      throw new StoreFault('not-a-store', `The key ${key} holds neither a text nor a small hash.`);
    const pairs = (await send('HGETALL', key)) as Buffer[];
    const fields: [string, Buffer][] = [];
    for (let index = 0; index + 1 < pairs.length; index += 2)
      fields.push([String(pairs[index]), pairs[index + 1] ?? Buffer.alloc(0)]);
    return { bytes: Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from(name), value])), fields };
  }
}

async function scan(send: Send, cursor: string, match: string, count: number): Promise<KeyPage> {
  const [next, keys] = (await send('SCAN', cursor, 'MATCH', match, 'COUNT', String(count))) as [Buffer, Buffer[]];
  return { keys: keys.map(String), next: String(next) === '0' ? null : String(next) };
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

function faultOf(error: Error, last: Error | null, url: string): StoreFault {
  if (error instanceof StoreFault) return error;
  const where = shownUrl(url);
  const text = `${error.message} ${(error as NodeJS.ErrnoException).code ?? ''} ${error.name}`;
  if (/WRONGPASS|NOAUTH|invalid username-password|without any password configured/i.test(text))
    return new StoreFault('wrong-password', `${where} refuses the password. Give the one that the app uses.`);
  if (/NOPERM/.test(text))
    return new StoreFault(
      'no-permission',
      `${where}: this user may not read the keys (${error.message}). Allow GETRANGE, PTTL, TYPE and SCAN.`,
    );
  if (/ECONNREFUSED/.test(text))
    return new StoreFault('refused', `Nothing listens at ${where}. Start the store, or check the port.`);
  if (/WRONGTYPE/.test(text)) return new StoreFault('failed', `WRONGTYPE: ${error.message}`);
  if (/unknown command|HELLO/i.test(text))
    return new StoreFault('too-old', `${where} is older than Redis 6 (${error.message}). A newer one is needed.`);
  if (/LOADING|BUSY/.test(text)) return new StoreFault('busy', `${where} is busy: ${error.message}.`);
  const reason = last === null ? error.message : last.message;
  return new StoreFault('gone', `${where} does not answer (${reason}). A new attempt is made each second.`);
}

/** An address without its password. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
