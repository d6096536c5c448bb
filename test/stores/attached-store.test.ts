import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { type AttachedStore, attachStore } from '../../server/stores/attached-store.ts';
import { memcachedServer } from '../support/database-servers.ts';
import { eventually } from '../support/eventually.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { needs, where } from '../support/where.ts';

function attached(place: string): AttachedStore {
  const hints = () => ({ framework: null, cookie: null });
  const store = attachStore({ where: place, hints, secrets: () => [], onChange() {} });
  onTestFinished(() => store.close());
  return store;
}

const reading = (store: AttachedStore) =>
  eventually(() => expect(store.state).toMatchObject({ state: 'reading', mapping: expect.any(String) }));

where(needs.redis)(
  'a Redis that is stopped or killed is told without any request, with the time of the last answer',
  async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    await client.set('sess:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '{"cookie":{"originalMaxAge":1000}}');
    const store = attached(redis.url);
    await reading(store);
    const beforeMs = Date.now();
    redis.pause();
    await eventually(() => expect(store.state).toMatchObject({ state: 'fault', code: 'gone', isTriedAgain: true }));
    const { state } = store;
    if (state.state !== 'fault') throw new Error(state.state);
    expect(state.lastReadMs).toBeLessThanOrEqual(state.sinceMs);
    expect(state.sinceMs).toBeGreaterThanOrEqual(beforeMs);
    redis.resume();
    await reading(store);
    await redis.kill();
    await eventually(() => expect(store.state).toMatchObject({ state: 'fault', code: 'refused', isTriedAgain: true }));
    await redis.start();
    await reading(store);
  },
);

where(needs.redis)('a number of a database that Redis does not have is told as such, and not tried again', async () => {
  const redis = await redisServer();
  const store = attached(`${redis.url.replace(/\/$/, '')}/99`);
  await eventually(() =>
    expect(store.state).toMatchObject({ state: 'fault', code: 'no-database', isTriedAgain: false, lastReadMs: null }),
  );
  const named = attached(`${redis.url.replace(/\/$/, '')}/mine`);
  await eventually(() => expect(named.state).toMatchObject({ state: 'fault', code: 'bad-address' }));
});

test('a refused password is not tried a second time', async () => {
  let attempts = 0;
  const server = createServer((socket) => {
    attempts++;
    socket.on('error', () => {});
    socket.on('data', () => socket.write('-WRONGPASS invalid username-password pair or user is disabled.\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const store = attached(`redis://:wrong@127.0.0.1:${port}`);
  await eventually(() =>
    expect(store.state).toMatchObject({ state: 'fault', code: 'wrong-password', isTriedAgain: false }),
  );
  // Longer than the second after which a fault that can pass is tried again.
  await wait(1_500);
  expect(attempts).toBe(1);
});

test.each(['http://127.0.0.1:1', 'redis://127.0.0.1:port', 'tcp://127.0.0.1:6379', 'postgres://u@127.0.0.1/d?table=t'])(
  '%s is no address of a store, and trying again would not change that',
  async (place) => {
    const store = attached(place);
    await eventually(() =>
      expect(store.state).toMatchObject({ state: 'fault', code: 'bad-address', isTriedAgain: false }),
    );
  },
);

test('a SQLite file that is removed is told, and the one that takes its place is read', async () => {
  const path = join(tempDir(), 'db.sqlite3');
  const make = (key: string) => {
    const database = new Database(path);
    database.exec('CREATE TABLE django_session (session_key TEXT, session_data TEXT, expire_date TEXT)');
    database.prepare('INSERT INTO django_session VALUES (?, ?, ?)').run(key, 'e30:a:b', '2999-01-01 00:00:00');
    database.close();
  };
  make('a'.repeat(32));
  const store = attached(path);
  await reading(store);
  await rm(path);
  await eventually(() => expect(store.state).toMatchObject({ state: 'fault', code: 'not-there', isTriedAgain: true }));
  make('b'.repeat(32));
  await reading(store);
  expect(await store.read('b'.repeat(32))).toMatchObject({ state: 'present' });
  expect(await store.read('a'.repeat(32))).toMatchObject({ state: 'absent' });
});

test('a folder that is removed is told, and read again when it is back', async () => {
  const path = join(tempDir(), 'sessions');
  await mkdir(path);
  await writeFile(join(path, `sess_${'c'.repeat(26)}`), 'user|s:3:"Bob";');
  const store = attached(path);
  await reading(store);
  await rm(path, { recursive: true });
  await eventually(() => expect(store.state).toMatchObject({ state: 'fault', code: 'not-there' }));
  await mkdir(path);
  await writeFile(join(path, `sess_${'c'.repeat(26)}`), 'user|s:3:"Eve";');
  await reading(store);
});

test('a row is not absent, but out of reach, as soon as its folder is moved away', async () => {
  const path = join(tempDir(), 'sessions');
  await mkdir(path);
  const [bob, eve] = [`sess_${'c'.repeat(26)}`, `sess_${'d'.repeat(26)}`];
  await writeFile(join(path, bob), 'user|s:3:"Bob";');
  const store = attached(path);
  await reading(store);
  expect(await store.read(eve)).toEqual({ state: 'absent' });
  await rename(path, `${path}-elsewhere`);
  for (const key of [bob, eve]) expect(await store.read(key)).toMatchObject({ state: 'out-of-reach' });
  expect(store.state).toMatchObject({ state: 'fault', code: 'not-there', isTriedAgain: true });
  await rename(`${path}-elsewhere`, path);
  await reading(store);
  expect(await store.read(bob)).toMatchObject({ state: 'present' });
  expect(await store.read(eve)).toEqual({ state: 'absent' });
});

test('a row of a SQLite file that is removed is out of reach at once, although the open file can still be read', async () => {
  const path = join(tempDir(), 'db.sqlite3');
  const database = new Database(path);
  database.exec('CREATE TABLE django_session (session_key TEXT, session_data TEXT, expire_date TEXT)');
  const key = 'a'.repeat(32);
  database.prepare('INSERT INTO django_session VALUES (?, ?, ?)').run(key, 'e30:a:b', '2999-01-01 00:00:00');
  database.close();
  const store = attached(path);
  await reading(store);
  expect(await store.read(key)).toMatchObject({ state: 'present' });
  await rename(path, `${path}.away`);
  expect(await store.read(key)).toMatchObject({ state: 'out-of-reach' });
  expect(store.state).toMatchObject({ state: 'fault', code: 'not-there' });
  await rename(`${path}.away`, path);
  await reading(store);
  expect(await store.read(key)).toMatchObject({ state: 'present' });
});

where(needs.redis)('a Redis whose keys were all removed is there, and its sessions are absent', async () => {
  const redis = await redisServer();
  const client = await redisClient(redis.url);
  const key = 'sess:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  await client.set(key, '{"cookie":{"originalMaxAge":1000}}');
  const store = attached(redis.url);
  await reading(store);
  await client.sendCommand(['FLUSHALL']);
  expect(await store.read(key)).toEqual({ state: 'absent' });
  expect(store.state).toMatchObject({ state: 'reading' });
  await redis.kill();
  await eventually(async () => expect(await store.read(key)).toMatchObject({ state: 'out-of-reach' }));
});

where(needs.memcached)('a memcached that is away has no absent sessions; after a new start it is empty', async () => {
  const memcached = await memcachedServer();
  const store = attached(`${memcached.url}?kind=connect-memcached`);
  await reading(store);
  const key = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  expect(await store.read(key)).toEqual({ state: 'absent' });
  await memcached.kill();
  await eventually(async () => expect(await store.read(key)).toMatchObject({ state: 'out-of-reach' }));
  await eventually(() => expect(store.state).toMatchObject({ state: 'fault', code: 'refused' }));
  await memcached.start();
  await reading(store);
  expect(await store.read(key)).toEqual({ state: 'absent' });
});
