import { holdConnection, type OpenConnection } from './held-connection.ts';
import { isMemcachedKey, MemcachedError, MemcachedLine } from './memcached-line.ts';
import type { StorePlace } from './store-place.ts';
import {
  type KeyPage,
  mostValueBytes,
  type RowHead,
  readInPart,
  StoreFault,
  type StoreReader,
} from './store-reader.ts';
import { walkedRows } from './walk-by-key.ts';

const connectTimeoutMs = 2_000;
const mostOutlineKeys = 200;
/** The keys of one class of sizes that a walk reads. */
const mostOfClass = 2_000_000;

/**
 * Keys and values of memcached 1.6 or newer. A read does not count as a use of the key, so it does not change which
 * keys memcached removes first. Throws a StoreFault.
 */
export async function openMemcachedStore(place: StorePlace): Promise<StoreReader> {
  const { shown } = place;
  const held = await holdConnection<MemcachedLine>({
    shown,
    open: () => connect(place),
    faultOf: (error) => faultOf(error, shown),
  });
  /** Lists keys on a separate connection, which is closed as soon as there are enough keys. */
  const withOwnLine = async <T>(run: (line: MemcachedLine) => Promise<T>): Promise<T> => {
    let own: OpenConnection<MemcachedLine> | null = null;
    try {
      own = await connect(place);
      return await run(own.connection);
    } catch (error) {
      throw faultOf(error as Error, shown);
    } finally {
      own?.destroy();
    }
  };
  return {
    transport: 'memcached',
    async read(key) {
      if (!isMemcachedKey(key)) return null;
      const item = await held.use((line) => line.get(key));
      if (item === null) return null;
      const { bytes, size, secondsLeft } = item;
      return { ...readInPart(bytes, size), expiresAtMs: secondsLeft === null ? null : Date.now() + secondsLeft * 1000 };
    },
    page: (cursor, limit) => withOwnLine((line) => pageOf(line, cursor, limit)),
    walk: () => walkClasses(withOwnLine),
    outline: async () => ({
      tables: [],
      keys: (await withOwnLine((line) => pageOf(line, null, mostOutlineKeys))).keys,
    }),
    async count() {
      await held.use((line) => line.ping());
      return null;
    },
    async close() {
      held.close();
    },
  };
}

async function connect({ host, url }: StorePlace): Promise<OpenConnection<MemcachedLine>> {
  const { port } = new URL(url);
  const line = new MemcachedLine({ host, port: port === '' ? 11211 : Number(port), mostBytes: mostValueBytes + 1 });
  const timer = setTimeout(() => line.destroy(), connectTimeoutMs);
  try {
    await line.ping();
  } catch (error) {
    line.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { connection: line, ended: line.ended, destroy: () => line.destroy() };
}

/**
 * Some of the keys. memcached lists the keys of one class of sizes after the other and cannot begin in the middle, so a
 * cursor is a class and the number of its keys that came before.
 */
async function pageOf(line: MemcachedLine, cursor: string | null, limit: number): Promise<KeyPage> {
  const classes = await classesOf(line);
  const [fromClass = 0, skipped = 0] = (cursor ?? '0:0').split(':').map(Number);
  const keys: string[] = [];
  const nowSeconds = Date.now() / 1000;
  for (const one of classes) {
    if (one < fromClass) continue;
    let seen = 0;
    const toSkip = one === fromClass ? skipped : 0;
    await line.lines({ name: 'lru_crawler metadump', of: String(one) }, (text) => {
      const found = /^key=(\S+) exp=(-?\d+)/.exec(text);
      if (found === null) return true;
      seen++;
      const isPast = Number(found[2]) > 0 && Number(found[2]) <= nowSeconds;
      if (seen > toSkip && !isPast) keys.push(keyIn(found[1] ?? ''));
      return keys.length < limit;
    });
    if (keys.length >= limit) return { keys, next: `${one}:${seen}` };
  }
  return { keys, next: null };
}

/**
 * Every key with its expiry, one class of sizes after the other. The keys of a class are one answer. memcached tells
 * the size of the whole item (head, key and value), not the size of the value.
 */
async function* walkClasses(
  withOwnLine: <T>(run: (line: MemcachedLine) => Promise<T>) => Promise<T>,
): AsyncIterable<readonly RowHead[]> {
  for (const one of await withOwnLine(classesOf)) {
    const heads: RowHead[] = [];
    await withOwnLine((line) =>
      line.lines({ name: 'lru_crawler metadump', of: String(one) }, (text) => {
        const found = /^key=(\S+) exp=(-?\d+)/.exec(text);
        const seconds = Number(found?.[2]);
        const isPast = seconds > 0 && seconds * 1000 <= Date.now();
        if (found !== null && !isPast)
          heads.push({ key: keyIn(found[1] ?? ''), expiresAtMs: seconds > 0 ? seconds * 1000 : null });
        return heads.length < mostOfClass;
      }),
    );
    for (let first = 0; first < heads.length; first += walkedRows) yield heads.slice(first, first + walkedRows);
  }
}

/** The classes of sizes that contain keys, ascending. */
async function classesOf(line: MemcachedLine): Promise<number[]> {
  const classes: number[] = [];
  await line.lines({ name: 'stats items' }, (text) => {
    const found = /^STAT items:(\d+):number /.exec(text)?.[1];
    if (found !== undefined) classes.push(Number(found));
    return true;
  });
  return classes.sort((left, right) => left - right);
}

/** The crawler writes keys percent-encoded. */
function keyIn(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function faultOf(error: Error, shown: string): StoreFault {
  if (error instanceof StoreFault) return error;
  const { message } = error;
  if (error instanceof MemcachedError) {
    if (/unauthenticated|authenticat/i.test(message)) return new StoreFault('memcached-login', { place: shown });
    if (/^BUSY/.test(message)) return new StoreFault('listing-keys', { place: shown });
    if (/crawler/.test(message)) return new StoreFault('no-crawler', { place: shown, quote: message });
    if (message === 'ERROR') return new StoreFault('older-memcached', { place: shown });
    return new StoreFault('reading-refused', { place: shown, quote: message });
  }
  if (/ECONNREFUSED/.test(`${(error as NodeJS.ErrnoException).code} ${message}`))
    return new StoreFault('nothing-listens', { place: shown });
  return new StoreFault('no-answer', { place: shown, quote: message });
}
