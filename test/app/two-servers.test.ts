import { describe, expect } from 'vitest';
import type { SessionPage } from '../../server/contract/session-page.ts';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { redisServer } from '../support/redis-server.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { type SharedKind, sharedKinds } from '../support/shared-stores.ts';
import { Visitor } from '../support/visitor.ts';
import { where } from '../support/where.ts';

const secrets = ['the secret of both servers'];

interface Server extends RunningInspector {
  readonly api: ApiClient;
  readonly live: LiveReader;
}

/** An inspector on this store, with its procedures and its live stream. */
async function serverOn(store: string): Promise<Server> {
  const running = await inspectorForTest({ store, secrets });
  const api = await apiClient(running.inspector);
  const live = await LiveReader.connect(api);
  await eventually(() => live.snapshot);
  return { ...running, api, live };
}

function startedStore(kind: SharedKind) {
  return kind === 'redis' ? redisServer() : postgresServer();
}

/** The sessions that a window has after the messages of its live stream so far. */
function sessionsOf({ live }: Server): ReadonlyMap<string, StoredSession> {
  const sessions = new Map<string, StoredSession>();
  for (const message of live.messages) {
    if (message.type === 'snapshot') sessions.clear();
    const changed = message.type === 'snapshot' ? message.sessions : message.type === 'sessions' ? message.changed : [];
    for (const session of changed) sessions.set(session.sid, session);
    if (message.type === 'sessions') for (const sid of message.removed) sessions.delete(sid);
  }
  return sessions;
}

describe.each(sharedKinds)('two servers of the site with their sessions in %s', (kind, need) => {
  where(need)('a login at one is known to the other, and each window shows the sessions of both', async () => {
    const store = await startedStore(kind);
    const [one, two] = [await serverOn(store.url), await serverOn(store.url)];
    const alice = new Visitor(one.siteUrl);
    await alice.get('/setsession');
    const elsewhere = new Visitor(two.siteUrl);
    elsewhere.plant('inspector.sid', alice.cookie('inspector.sid'));
    expect((await elsewhere.get('/getsession')).body).toBe('Welcome Admin');

    const [session] = await eventually(async () => {
      const { rows } = await two.api.ask<SessionPage>('sessions.page', {});
      expect(rows).toHaveLength(1);
      return rows;
    });
    const sid = session?.sid ?? '';
    await eventually(() => expect(sessionsOf(two).get(sid)).toMatchObject({ data: { Username: 'Admin' } }));

    expect(await two.api.tell('sessions.set', { sid, key: 'cart', value: 3 })).toEqual({ ok: true });
    expect(await alice.list()).toEqual({ Username: 'Admin', cart: 3 });
    await eventually(() => expect(sessionsOf(one).get(sid)).toMatchObject({ data: { Username: 'Admin', cart: 3 } }));

    expect(await one.api.tell('sessions.destroy', { sid })).toEqual({ ok: true });
    expect((await elsewhere.get('/getsession')).body).toBe('Welcome Anonymous');
    await eventually(() => expect([...sessionsOf(two).keys()]).toEqual([]));
    expect(await two.api.ask('sessions.find', { sid })).toBeNull();
  });

  where(need)('while the store is gone the site answers 503 with the reason, and afterwards as before', async () => {
    const store = await startedStore(kind);
    const server = await serverOn(store.url);
    const alice = new Visitor(server.siteUrl);
    await alice.get('/setsession');
    await store.kill();
    await eventually(() =>
      expect(server.live.of('status').at(-1)?.status.sharedStore).toMatchObject({
        state: 'away',
        shown: expect.stringContaining(String(store.port)),
      }),
    );
    const refused = await alice.get('/getsession');
    expect([refused.status, refused.body]).toEqual([503, expect.stringContaining('their store cannot be reached')]);
    expect(refused.setCookies).toEqual([]);
    await store.start();
    await eventually(() =>
      expect(server.live.of('status').at(-1)?.status.sharedStore).toMatchObject({ state: 'connected' }),
    );
    // PostgreSQL has kept the session. This Redis keeps nothing on a disk, as it is told to.
    const welcome = kind === 'redis' ? 'Welcome Anonymous' : 'Welcome Admin';
    expect((await alice.get('/getsession')).body).toBe(welcome);
    const notices = (await server.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice] : []));
    expect(notices).toEqual([
      expect.objectContaining({ code: 'store-was-away', place: expect.stringContaining(String(store.port)) }),
    ]);
    expect(server.lines.join('\n')).toContain('The session store is away, so the site answers with 503.');
  });
});
