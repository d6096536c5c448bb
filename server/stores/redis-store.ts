import type { StoredValue } from './read-row.ts';
import { connectToRedis, type RedisOptions } from './redis-connection.ts';
import { watchRedis } from './redis-news.ts';
import {
  type KeyPage,
  mostValueBytes,
  RowFault,
  type RowHead,
  readInPart,
  StoreFault,
  type StoreReader,
} from './store-reader.ts';

/**
 * All commands that this reader sends. None of them writes, and none walks the whole key space at once. If an expired
 * key is read, Redis removes it, as after a read by any other client. Before Redis 7.2 a read also resets the idle
 * time of the key (OBJECT IDLETIME).
 */
const allowed: ReadonlySet<string> = new Set([
  'GETRANGE',
  'HGETALL',
  'PTTL',
  'TYPE',
  'STRLEN',
  'HLEN',
  'SCAN',
  'DBSIZE',
]);

const mostOutlineKeys = 200;
/** The keys of one step of a walk. Redis finds them in less than a millisecond, and answers others between them. */
const walkedKeys = 1_000;

/** Keys and values of Redis or Valkey. Throws a StoreFault. */
export async function openRedisStore(options: RedisOptions): Promise<StoreReader> {
  const { client, asBytes, faultOf } = await connectToRedis(options, { isTold: false });

  const send = async (command: string, ...args: string[]): Promise<unknown> => {
    if (!allowed.has(command)) throw new Error(`${command} is not one of the commands that only read.`);
    try {
      return await client.sendCommand([command, ...args], asBytes);
    } catch (error) {
      throw faultOf(error);
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
    async *walk(prefix) {
      let cursor: string | null = '0';
      while (cursor !== null) {
        const page: KeyPage = await scan(send, cursor, `${escapedGlob(prefix)}*`, walkedKeys);
        const heads = await Promise.all(page.keys.map((key) => headOf(send, key)));
        yield heads.filter((head) => head !== null);
        cursor = page.next;
      }
    },
    heads: (keys) => Promise.all(keys.map((key) => headOf(send, key))),
    count: async () => Number(await send('DBSIZE')),
    watch: (prefix, listener) => watchRedis(options, prefix, listener),
    async close() {
      client.destroy();
    },
  };
}

/** Null if the key does not exist any more. Redis does not tell the size of a hash. */
async function headOf(send: Send, key: string): Promise<RowHead | null> {
  const [ttl, length] = await Promise.all([
    send('PTTL', key),
    send('STRLEN', key).catch((error: unknown) => {
      if (error instanceof StoreFault && error.why.reason === 'wrong-type') return null;
      throw error;
    }),
  ]);
  const ms = Number(ttl);
  if (ms === -2) return null;
  return {
    key,
    expiresAtMs: ms >= 0 ? Date.now() + ms : null,
    ...(length === null ? {} : { bytes: Number(length) }),
  };
}

/** A text that MATCH takes literally. */
function escapedGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

type Send = (command: string, ...args: string[]) => Promise<unknown>;

async function bytesUnder(send: Send, key: string): Promise<Omit<StoredValue, 'expiresAtMs'>> {
  try {
    // Empty if the key does not exist, which PTTL shows.
    const bytes = (await send('GETRANGE', key, '0', String(mostValueBytes))) as Buffer;
    return bytes.length > mostValueBytes ? readInPart(bytes, Number(await send('STRLEN', key))) : { bytes };
  } catch (error) {
    // A hash, as Spring writes it.
    if (!(error instanceof StoreFault) || error.why.reason !== 'wrong-type') throw error;
    if (String(await send('TYPE', key)) !== 'hash' || Number(await send('HLEN', key)) > 1_000)
      throw new RowFault('key-of-another-kind', { about: key });
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
