import { createHash } from 'node:crypto';
import type { createClient as CreateClient } from '@redis/client';
import type { CookieColumns } from '../storage/sessions/express-session-row.ts';
import { keysOfOwnSite } from '../stores/recognise.ts';
import { redisFault, redisTls } from '../stores/redis-connection.ts';
import { StoreFault } from '../stores/store-reader.ts';
import {
  answeredInTime,
  type ConnectionEvents,
  callTimeoutMs,
  keptExpiredMs,
  type SharedAddress,
  type SharedConnection,
  type SharedPlace,
  type SharedRow,
} from './connection.ts';

/*
 * Each session is a hash under its own key, with a time to live a little longer than the session, so that Redis removes
 * it when no server of the site is running. A script is one step for Redis: no other client comes between its commands.
 * Times are those of the servers. Redis gets durations, so its own clock does not matter.
 */

const fields = [
  'data',
  'cookie',
  'cookie_expires',
  'expires_at_ms',
  'created_at_ms',
  'last_used_at_ms',
  'version',
  'revision',
] as const;

const scripts = {
  save: `local old = redis.call('HMGET', KEYS[1], 'version', 'expires_at_ms', 'created_at_ms', 'data')
local isLive = old[1] and tonumber(old[2]) > tonumber(ARGV[5])
local version = isLive and tonumber(old[1]) or 0
local replaced = false
if isLive and ARGV[7] ~= '' and tonumber(ARGV[7]) ~= version then replaced = old[4] end
local revision = redis.call('INCR', KEYS[2])
local created = isLive and old[3] or ARGV[5]
redis.call('HSET', KEYS[1], 'data', ARGV[1], 'cookie', ARGV[2], 'cookie_expires', ARGV[3], 'expires_at_ms', ARGV[4],
  'last_used_at_ms', ARGV[5], 'created_at_ms', created, 'version', version + 1, 'revision', revision)
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {version + 1, revision, created, replaced}`,
  touch: `local old = redis.call('HMGET', KEYS[1], 'version', 'expires_at_ms')
if not old[1] or tonumber(old[2]) <= tonumber(ARGV[4]) then return false end
local revision = redis.call('INCR', KEYS[2])
redis.call('HSET', KEYS[1], 'cookie', ARGV[1], 'cookie_expires', ARGV[2], 'expires_at_ms', ARGV[3],
  'last_used_at_ms', ARGV[4], 'revision', revision)
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return {old[1], revision}`,
  remove: `local revision = redis.call('HGET', KEYS[1], 'revision')
redis.call('UNLINK', KEYS[1])
return revision`,
  removeExpired: `local expires = redis.call('HGET', KEYS[1], 'expires_at_ms')
if expires and tonumber(expires) <= tonumber(ARGV[1]) then return redis.call('UNLINK', KEYS[1]) end
return 0`,
  removeUpTo: `local removed = 0
for _, key in ipairs(KEYS) do
  local revision = redis.call('HGET', key, 'revision')
  if revision and tonumber(revision) <= tonumber(ARGV[1]) then removed = removed + redis.call('UNLINK', key) end
end
return removed`,
} as const;

type ScriptName = keyof typeof scripts;

const digests = Object.fromEntries(
  Object.entries(scripts).map(([name, text]) => [name, createHash('sha1').update(text).digest('hex')]),
) as Record<ScriptName, string>;

const keysInStep = 500;

/** Redis or Valkey as the place of the sessions. The driver is loaded with the first connection. */
export function redisPlace(address: SharedAddress): SharedPlace {
  const prefix = address.prefix ?? keysOfOwnSite;
  return {
    kind: 'redis',
    shown: address.url,
    statements: {
      get: `HMGET ${prefix}session:SID ${fields.join(' ')}`,
      set: scripts.save,
      touch: scripts.touch,
      destroy: scripts.remove,
    },
    connect: (events) => connect(address, prefix, events),
  };
}

async function connect(
  { url, host, socketPath, password, tls, answerMs = callTimeoutMs }: SharedAddress,
  prefix: string,
  events: ConnectionEvents,
): Promise<SharedConnection> {
  const { createClient } = (await import('@redis/client')) as { createClient: typeof CreateClient };
  const { username, pathname, port } = new URL(url);
  const database = /^\/(\d{1,4})$/.exec(pathname)?.[1];
  const rowPrefix = `${prefix}session:`;
  const counterKey = `${prefix}revision`;
  const client = createClient({
    RESP: 3,
    socket: {
      ...(socketPath === undefined ? { host, port: port === '' ? 6379 : Number(port) } : { path: socketPath }),
      connectTimeout: answerMs,
      // The store connects again itself, because it has to read everything again after each loss.
      reconnectStrategy: false,
      ...(await redisTls(tls)),
    },
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === null ? {} : { password }),
    ...(database === undefined ? {} : { database: Number(database) }),
    name: 'session-inspector-site',
    disableOfflineQueue: true,
    emitInvalidate: true,
  });
  let isOver = false;
  let lastError: Error | null = null;
  const lose = (error: Error): void => {
    if (isOver) return;
    isOver = true;
    if (client.isOpen) client.destroy();
    events.lost(faultOf(error));
  };
  const faultOf = (error: unknown): Error => redisFault(error as Error, lastError, url, tls, isConnected);
  client.on('error', (error: Error) => {
    lastError = error;
    if (isConnected) lose(error);
  });
  client.on('end', () => {
    if (isConnected) lose(lastError ?? new Error('the connection was closed'));
  });
  // The driver gives the key as bytes.
  client.on('invalidate', (bytes: Buffer | null) => {
    const key = bytes === null ? null : String(bytes);
    if (key === null) events.changed(null);
    else if (key.startsWith(rowPrefix)) events.changed(key.slice(rowPrefix.length));
  });
  let isConnected = false;
  try {
    await client.connect();
    // The driver has turned on tracking for the keys that it reads. Here, every key of the site must be tracked.
    await client.sendCommand(['CLIENT', 'TRACKING', 'OFF']);
    await client.sendCommand(['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', rowPrefix]);
    for (const text of Object.values(scripts)) await client.sendCommand(['SCRIPT', 'LOAD', text]);
    isConnected = true;
  } catch (error) {
    isOver = true;
    if (client.isOpen) client.destroy();
    throw faultOf(error);
  }

  const send = async (command: readonly string[]): Promise<unknown> => {
    try {
      return await answeredInTime(client.sendCommand([...command]), answerMs, lose);
    } catch (error) {
      throw faultOf(error);
    }
  };
  /** If an administrator has removed the scripts (SCRIPT FLUSH), the script is sent again. */
  const run = async (name: ScriptName, keys: readonly string[], values: readonly string[] = []): Promise<unknown> => {
    const rest = [String(keys.length), ...keys, ...values];
    try {
      return await send(['EVALSHA', digests[name], ...rest]);
    } catch (error) {
      if (!(error as Error).message.includes('NOSCRIPT')) throw error;
      return await send(['EVAL', scripts[name], ...rest]);
    }
  };
  const keyOfRow = (sid: string) => `${rowPrefix}${sid}`;
  const read = async (sid: string): Promise<SharedRow | null> =>
    rowOf(sid, (await send(['HMGET', keyOfRow(sid), ...fields])) as (string | null)[]);
  const scan = async (cursor: string): Promise<{ sids: string[]; keys: string[]; next: string | null }> => {
    const match = `${rowPrefix.replace(/[\\*?[\]]/g, '\\$&')}*`;
    const [next, keys] = (await send(['SCAN', cursor, 'MATCH', match, 'COUNT', String(keysInStep)])) as [
      string,
      string[],
    ];
    return { sids: keys.map((key) => key.slice(rowPrefix.length)), keys, next: next === '0' ? null : next };
  };

  return {
    read,
    async save(form, expectedVersion) {
      const [version, revision, created, replaced] = (await run(
        'save',
        [keyOfRow(form.sid), counterKey],
        [
          form.data,
          ...cookieValues(form),
          String(lifeOf(form)),
          expectedVersion === null ? '' : String(expectedVersion),
        ],
      )) as [number, number, string, string | null];
      return {
        version,
        revision,
        createdAtMs: Number(created),
        replaced: typeof replaced === 'string' ? { version: version - 1, dataJson: replaced } : null,
      };
    },
    async touch(sid, columns) {
      const touched = (await run(
        'touch',
        [keyOfRow(sid), counterKey],
        [...cookieValues(columns), String(lifeOf(columns))],
      )) as [string, number] | null;
      return touched === null ? null : { version: Number(touched[0]), revision: touched[1] };
    },
    async remove(sid) {
      const revision = (await run('remove', [keyOfRow(sid)])) as string | null;
      return revision === null ? null : Number(revision);
    },
    removeExpired: async (sid, nowMs) => (await run('removeExpired', [keyOfRow(sid)], [String(nowMs)])) === 1,
    // Redis removes expired rows itself.
    sweep: async () => {},
    async clear() {
      const upTo = (await send(['GET', counterKey])) as string | null;
      if (upTo === null) return;
      let cursor: string | null = '0';
      while (cursor !== null) {
        const { keys, next }: Awaited<ReturnType<typeof scan>> = await scan(cursor);
        if (keys.length > 0) await run('removeUpTo', keys, [upTo]);
        cursor = next;
      }
    },
    async page(cursor) {
      const { sids, next } = await scan(cursor ?? '0');
      const found = await Promise.allSettled(sids.map(read));
      return { rows: found.flatMap(rowIfReadable), next };
    },
    ping: async () => void (await send(['PING'])),
    async close() {
      if (isOver) return;
      isOver = true;
      client.destroy();
    },
  };
}

/** The values of a cookie in the order in which the scripts read them. */
function cookieValues({ cookie, cookieExpires, expiresAtMs, nowMs }: CookieColumns): string[] {
  return [cookie, String(cookieExpires), String(expiresAtMs), String(nowMs)];
}

/** How long Redis keeps the key, in whole milliseconds. */
function lifeOf({ expiresAtMs, nowMs }: CookieColumns): number {
  return Math.max(1, expiresAtMs - nowMs) + keptExpiredMs;
}

/**
 * Null for a key that another program has written, so that a list leaves it out. A request for such a session gets an
 * error. Throws any other error.
 */
function rowIfReadable(read: PromiseSettledResult<SharedRow | null>): SharedRow[] {
  if (read.status === 'fulfilled') return read.value === null ? [] : [read.value];
  const { reason } = read;
  if (reason instanceof StoreFault && (reason.code === 'not-a-store' || reason.code === 'failed')) return [];
  throw reason;
}

/** Null for a key that does not exist. Throws for a hash that this program has not written. */
function rowOf(sid: string, values: readonly (string | null)[]): SharedRow | null {
  if (values.every((value) => value === null)) return null;
  const [data, cookie, cookieExpires, expires, created, used, version, revision] = values;
  const numbers = [expires, created, used, version, revision].map((value) =>
    value === null ? Number.NaN : Number(value),
  );
  if (typeof data !== 'string' || typeof cookie !== 'string' || numbers.some(Number.isNaN))
    throw new StoreFault('key-not-ours', { about: sid });
  const [expiresAtMs = 0, createdAtMs = 0, lastUsedAtMs = 0, versionNumber = 0, revisionNumber = 0] = numbers;
  return {
    sid,
    dataJson: data,
    cookieJson: cookie,
    cookieExpires: cookieExpires === '1',
    expiresAtMs,
    createdAtMs,
    lastUsedAtMs,
    version: versionNumber,
    revision: revisionNumber,
  };
}
