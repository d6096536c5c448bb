import session from 'express-session';
import { describe, expect } from 'vitest';
import { callTimeoutMs } from '../../server/shared-sessions/connection.ts';
import type { SharedStoreAway } from '../../server/shared-sessions/kept-connection.ts';
import type { StoreAnswer } from '../../server/storage/sessions/site-session-store.ts';
import { eventually } from '../support/eventually.ts';
import { postgresClient, postgresServer } from '../support/postgres-server.ts';
import { promised } from '../support/promised-store.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { aSession } from '../support/session-store-contract.ts';
import {
  newPlace,
  type OpenedSharedStore,
  placeAt,
  type SharedKind,
  sharedKinds,
  sharedServer,
  sharedStore,
} from '../support/shared-stores.ts';
import { where } from '../support/where.ts';

const minute = 60_000;

/** A separate server, which loses no answered write. */
function durableServer(kind: SharedKind) {
  return kind === 'redis' ? redisServer('--appendonly', 'yes', '--appendfsync', 'always') : postgresServer();
}

/** Two servers of the site on one place. */
function twoStores(kind: SharedKind): readonly [OpenedSharedStore, OpenedSharedStore] {
  const place = newPlace(kind);
  return [sharedStore(place), sharedStore(place)];
}

function saved(opened: OpenedSharedStore, sid: string, data: object, expectedVersion: number | null) {
  return new Promise<StoreAnswer | undefined>((resolve, reject) =>
    opened.store.set(
      sid,
      aSession(data, { maxAge: minute }) as never,
      (error, answer) => (error ? reject(error) : resolve(answer)),
      expectedVersion,
    ),
  );
}

describe.each(sharedKinds)('two servers with their sessions in %s', (kind, need) => {
  where(need)('a touch of one server never restores a session that the other destroys', async () => {
    const [one, two] = twoStores(kind);
    const sids = Array.from({ length: 200 }, (_, index) => `sid-${index}`);
    const live = aSession({ name: 'Admin' }, { maxAge: minute });
    await Promise.all(sids.map((sid) => promised(one.store).set(sid, live)));
    await Promise.all(
      sids.flatMap((sid, index) => {
        const touches = [1, 2, 3].map(() => promised(one.store).touch(sid, live));
        const destroy = promised(two.store).destroy(sid);
        return index % 2 === 0 ? [...touches, destroy] : [destroy, ...touches];
      }),
    );
    expect(await promised(one.store).length()).toBe(0);
    await eventually(() => expect([one.mirror.sids(), two.mirror.sids()]).toEqual([[], []]));
  });

  where(need)(
    'a save that replaces the save of another server is told the version and the data it replaced',
    async () => {
      const [one, two] = twoStores(kind);
      expect(await saved(one, 'a', { n: 1 }, null)).toMatchObject({ version: 1 });
      expect(await saved(two, 'a', { n: 1, size: 'XL' }, 1)).not.toHaveProperty('replaced');
      expect(await saved(one, 'a', { n: 2 }, 1)).toMatchObject({
        version: 3,
        replaced: { version: 2, dataJson: '{"n":1,"size":"XL"}' },
      });
      expect(await promised(two.store).get('a')).toMatchObject({ n: 2 });
    },
  );

  where(need)(
    'of saves at the same time each gets a version of its own, and all but one are told of another',
    async () => {
      const [one, two] = twoStores(kind);
      await saved(one, 'a', { n: 0 }, null);
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, n) => saved(n % 2 === 0 ? one : two, 'a', { n }, 1)),
      );
      expect(answers.map((answer) => answer?.version).sort((a = 0, b = 0) => a - b)).toEqual(
        Array.from({ length: 40 }, (_, n) => n + 2),
      );
      expect(answers.filter((answer) => answer?.replaced === undefined).map((answer) => answer?.version)).toEqual([2]);
    },
  );

  where(need)('each follows what the other does, in the order in which it was done', async () => {
    const [one, two] = twoStores(kind);
    // The first reading of the store, in which nothing is told one by one, is over when this session is seen.
    await saved(one, 'first', {}, null);
    await eventually(() => expect(two.mirror.sids()).toEqual(['first']));
    await promised(one.store).destroy('first');
    await eventually(() => expect(two.mirror.sids()).toEqual([]));
    await saved(one, 'a', { n: 1 }, null);
    await eventually(() => expect(two.changes).toContainEqual({ type: 'saved', sid: 'a' }));
    await promised(one.store).touch('a', aSession({}, { maxAge: 2 * minute }));
    await eventually(() => expect(two.changes).toContainEqual({ type: 'touched', sid: 'a' }));
    await promised(one.store).destroy('a');
    await eventually(() => expect(two.changes.at(-1)).toEqual({ type: 'destroyed', sid: 'a' }));
    for (let n = 0; n < 200; n++) void saved(n % 2 === 0 ? one : two, `b-${n % 7}`, { n }, null);
    await saved(one, 'last', {}, null);
    await saved(two, 'last', {}, null);
    const rowsOf = ({ mirror }: OpenedSharedStore) =>
      mirror.database.prepare('SELECT sid, data_json, version, revision FROM sessions ORDER BY sid').all();
    await eventually(() => {
      expect(rowsOf(one)).toHaveLength(8);
      expect(rowsOf(one)).toEqual(rowsOf(two));
    });
    for (let n = 0; n < 7; n++) {
      const row = rowsOf(one)[n] as { sid: string; data_json: string };
      const { cookie: _, ...data } = (await promised(two.store).get(row.sid)) ?? {};
      expect(JSON.parse(row.data_json)).toEqual(data);
    }
    expect([one.reported, two.reported]).toEqual([[], []]);
  });
});

describe.each(sharedKinds)('a store in %s that is lost', (kind, need) => {
  where(need)(
    'answers every call once, loses nothing that was answered, and goes on when it is back',
    async () => {
      const server = await durableServer(kind);
      const opened = sharedStore(placeAt(kind, server.url, 'lost'));
      await opened.store.opened;
      const events: string[] = [];
      opened.store.on('disconnect', () => events.push('disconnect'));
      opened.store.on('connect', () => events.push('connect'));
      const answered = new Map<string, number>();
      const asked = new Map<string, number>();
      const refusals: unknown[] = [];
      let calls = 0;
      let isOver = false;
      const client = async (sid: string): Promise<void> => {
        for (let n = 1; !isOver; ) {
          asked.set(sid, n);
          calls++;
          try {
            await promised(opened.store).set(sid, aSession({ n }));
            answered.set(sid, n++);
          } catch (error) {
            refusals.push(error);
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }
      };
      const clients = Array.from({ length: 16 }, (_, n) => client(`sid-${n}`));
      for (let round = 1; round <= 3; round++) {
        const before = calls;
        // Each client has called a few times. A server that writes each change to the disk may be slow.
        await eventually(() => expect(calls).toBeGreaterThan(before + 3 * clients.length));
        await server.kill();
        await eventually(() => expect(events).toHaveLength(2 * round - 1));
        await server.start();
        await eventually(() => expect(events).toHaveLength(2 * round));
      }
      isOver = true;
      await Promise.all(clients);
      expect(refusals.length).toBeGreaterThan(0);
      for (const error of refusals) expect(error).toMatchObject({ code: 'session-store-away', status: 503 });
      for (const [sid, last] of answered) {
        const n = (await promised(opened.store).get(sid))?.n as number;
        expect(n).toBeGreaterThanOrEqual(last);
        expect(n).toBeLessThanOrEqual(asked.get(sid) ?? 0);
      }
      expect(opened.reported).toEqual([]);
    },
    120_000,
  );

  where(need)('is taken as lost if it answers nothing for two seconds, and found again afterwards', async () => {
    const server = await durableServer(kind);
    const opened = sharedStore(placeAt(kind, server.url, 'paused', null, null, callTimeoutMs));
    await promised(opened.store).set('a', aSession({ n: 1 }));
    server.pause();
    const error: unknown = await promised(opened.store)
      .get('a')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'session-store-away' });
    expect(opened.store.state).toMatchObject({ state: 'away', code: 'gone' });
    expect((error as SharedStoreAway).message).toContain('no answer within 2000 ms');
    server.resume();
    await eventually(() => expect(opened.store.state.state).toBe('connected'));
    expect(await promised(opened.store).get('a')).toMatchObject({ n: 1 });
  });

  where(need)('says why it cannot be used: a wrong password, and a port where nothing listens', async () => {
    const server =
      kind === 'redis' ? await redisServer('--requirepass', 'right') : await postgresServer({ password: 'right' });
    const wrong = sharedStore(placeAt(kind, server.url, 'password', 'wrong'));
    const right = sharedStore(placeAt(kind, server.url, 'password', 'right'));
    const none = sharedStore(placeAt(kind, `${kind}://127.0.0.1:1`, 'none'));
    await Promise.all([wrong.store.opened, right.store.opened, none.store.opened]);
    expect(wrong.store.state).toMatchObject({ state: 'away', code: 'wrong-password' });
    expect(none.store.state).toMatchObject({ state: 'away', code: 'refused' });
    expect(right.store.state).toMatchObject({ state: 'connected' });
    await promised(right.store).set('a', aSession({ n: 1 }));
    await expect(promised(wrong.store).get('a')).rejects.toMatchObject({ code: 'session-store-away', status: 503 });
    expect(JSON.stringify([wrong.store.state, none.store.state])).not.toContain('right');
  });

  where(need)('is not asked by express-session before it is back', async () => {
    const server = await durableServer(kind);
    const { store } = sharedStore(placeAt(kind, server.url, 'middleware'));
    await store.opened;
    const middleware = session({ secret: 'secret', resave: false, saveUninitialized: false, store });
    const sessionIn = () =>
      new Promise((resolve) => {
        const request = { url: '/', headers: {}, session: undefined };
        middleware(request as never, { end() {}, writeHead() {} } as never, () => resolve(request.session));
      });
    expect(await sessionIn()).toBeInstanceOf(session.Session);
    await server.kill();
    await eventually(() => expect(store.state.state).toBe('away'));
    expect(await sessionIn()).toBeUndefined();
    await server.start();
    await eventually(() => expect(store.state.state).toBe('connected'));
    expect(await sessionIn()).toBeInstanceOf(session.Session);
  });
});

where(sharedKinds[0]?.[1] ?? { isMet: false, reason: '' })(
  'Redis: what another program does to the keys is seen, and a key that it has written harms no other session',
  async () => {
    const { server } = await sharedServer('redis');
    const client = await redisClient(server.url);
    await client.set('other:session:text', 'no hash');
    const opened = sharedStore(placeAt('redis', server.url, 'other:'));
    await promised(opened.store).set('a', aSession({ n: 1 }));
    await promised(opened.store).set('b', aSession({ n: 2 }));
    await client.hSet('other:session:hash', 'data', '{}');
    await client.del('other:session:a');
    await eventually(() => expect(opened.mirror.sids()).toEqual(['b']));
    await expect(promised(opened.store).get('text')).rejects.toThrow('WRONGTYPE');
    await expect(promised(opened.store).get('hash')).rejects.toThrow('was not written by Session Inspector');
    expect(await promised(opened.store).length()).toBe(1);
    await client.flushDb();
    await eventually(() => expect(opened.mirror.sids()).toEqual([]));
    await promised(opened.store).set('c', aSession({ n: 3 }));
    await client.sendCommand(['SCRIPT', 'FLUSH']);
    await promised(opened.store).set('c', aSession({ n: 4 }));
    expect(await promised(opened.store).get('c')).toMatchObject({ n: 4 });
  },
);

where(sharedKinds[1]?.[1] ?? { isMet: false, reason: '' })(
  'PostgreSQL: what another program does to the table is seen, and expired rows are removed',
  async () => {
    const { server } = await sharedServer('postgres');
    const client = await postgresClient(server.url);
    const opened = sharedStore(placeAt('postgres', server.url, 'other_'));
    for (const sid of ['a', 'b', 'c']) await promised(opened.store).set(sid, aSession({ sid }));
    await client.query("DELETE FROM other_sessions WHERE sid = 'a'");
    await eventually(() => expect(opened.mirror.sids().sort()).toEqual(['b', 'c']));
    await client.query(`UPDATE other_sessions SET data = '{"by":"hand"}', revision = revision + 100 WHERE sid = 'b'`);
    await eventually(() =>
      expect(opened.mirror.database.prepare("SELECT data_json FROM sessions WHERE sid = 'b'").pluck().get()).toBe(
        '{"by":"hand"}',
      ),
    );
    await client.query("UPDATE other_sessions SET expires_at_ms = 1 WHERE sid = 'c'");
    expect(await promised(opened.store).get('c')).toBeNull();
    await eventually(async () =>
      expect((await client.query('SELECT sid FROM other_sessions')).rows).toEqual([{ sid: 'b' }]),
    );
    await client.query('TRUNCATE other_sessions');
    await eventually(() => expect(opened.mirror.sids()).toEqual([]));
  },
);
