import { connectToRedis, type RedisOptions } from './redis-connection.ts';
import type { StoreListener, StoreWatch } from './store-reader.ts';

/**
 * Lets Redis name each key with a prefix that is written, expired or removed (CLIENT TRACKING in broadcasting mode,
 * since Redis 6), on a separate connection. The configuration of the server is not changed, and the tracking ends with
 * the connection. Redis does not report what changed while the connection was lost, so every key counts as changed
 * afterwards. Redis reports neither reads nor who wrote, and an expiry only when it removes the key. Throws a
 * StoreFault.
 * Source: redis.io/docs/latest/develop/reference/client-side-caching, "Broadcasting mode".
 */
export async function watchRedis(options: RedisOptions, prefix: string, listener: StoreListener): Promise<StoreWatch> {
  const { client, faultOf } = await connectToRedis(options, { isTold: true });
  const track = async () => {
    // The driver asks for the keys that this connection reads. The mode can be changed only after that ended.
    await client.sendCommand(['CLIENT', 'TRACKING', 'OFF']);
    const only = prefix === '' ? [] : ['PREFIX', prefix];
    await client.sendCommand(['CLIENT', 'TRACKING', 'ON', 'BCAST', ...only]);
  };
  try {
    await track();
  } catch (error) {
    client.destroy();
    throw faultOf(error);
  }
  client.on('invalidate', (key: Buffer | string | null) => {
    // Null: every key was removed (FLUSHALL, FLUSHDB).
    if (key === null) listener.something();
    else listener.changed([String(key)]);
  });
  client.on('ready', () => {
    // If this fails, the connection is lost again, and the next connection tries it again.
    void track().then(
      () => listener.something(),
      () => {},
    );
  });
  return {
    news: 'told',
    async stop() {
      client.destroy();
    },
  };
}
