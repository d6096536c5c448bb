import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished } from 'vitest';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { redisServer } from '../support/redis-server.ts';
import { sharedKinds } from '../support/shared-stores.ts';
import { serveOptions, serving, spawnCommand } from '../support/spawned-command.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';
import { where } from '../support/where.ts';

/** Two inspectors, each a process with a window of its own, on one store. Their visitor has one jar for both. */
async function twoProcesses(kind: (typeof sharedKinds)[number][0]) {
  const store = await (kind === 'redis' ? redisServer() : postgresServer());
  const folder = tempDir();
  const secretFile = join(folder, 'secret.txt');
  writeFileSync(secretFile, 'the secret of both servers\n');
  const jar = new Map<string, string>();
  const start = async (name: string) => {
    const options = ['--store', store.url, '--secret-file', secretFile];
    const running = spawnCommand(serveOptions(join(folder, name), ...options), folder);
    const end = async () => {
      running.process.kill('SIGKILL');
      await running.ended;
    };
    onTestFinished(end);
    const { ready } = await serving(running);
    const live = await LiveReader.connect(await accessBy(ready.inspector));
    onTestFinished(() => live.close());
    await eventually(() => live.snapshot);
    return { end, live, visitor: new Visitor(ready.site, null, jar) };
  };
  const [one, two] = await Promise.all([start('one'), start('two')]);
  /**
   * Requests to both that read the session at the same moment: the store is stopped until both have asked for it. It is
   * stopped for less than the two seconds after which a server takes it for lost.
   */
  const atOnce = async <T>(requests: () => Promise<T>[], ms: number): Promise<T[]> => {
    store.pause();
    try {
      const sent = Promise.all(requests());
      await Promise.race([pause(ms), sent]);
      store.resume();
      return await sent;
    } finally {
      store.resume();
    }
  };
  return { one, two, atOnce };
}

type Window = Awaited<ReturnType<typeof twoProcesses>>['one'];

/** The data of the sessions that a window shows after the messages of its live stream so far. */
function sessionsIn({ live }: Window): unknown[] {
  const shown = new Map<string, unknown>();
  for (const message of live.messages) {
    if (message.type === 'snapshot') {
      shown.clear();
      for (const { sid, data } of message.sessions) shown.set(sid, data);
    }
    if (message.type !== 'sessions') continue;
    for (const { sid, data } of message.changed) shown.set(sid, data);
    for (const sid of message.removed) shown.delete(sid);
  }
  return [...shown.values()];
}

const findingsIn = ({ live }: Window) =>
  live.entries.flatMap((entry) => (entry.kind === 'request' ? entry.findings : []));

const minutesMs = 180_000;

describe.each(sharedKinds)('two processes with their sessions in %s', (kind, need) => {
  where(need)(
    'each window shows the sessions of both as they change, also after the other was killed',
    async () => {
      const { one, two } = await twoProcesses(kind);
      expect((await one.visitor.set('user', 'Alice')).status).toBe(200);
      await eventually(() => expect(sessionsIn(two)).toEqual([{ user: 'Alice' }]));
      expect((await two.visitor.set('size', 'M')).status).toBe(200);
      await eventually(() => expect(sessionsIn(one)).toEqual([{ user: 'Alice', size: 'M' }]));

      expect((await one.visitor.set('answered', true)).status).toBe(200);
      await one.end();
      expect(await two.visitor.list()).toEqual({ user: 'Alice', size: 'M', answered: true });
      await eventually(() => expect(sessionsIn(two)).toEqual([{ user: 'Alice', size: 'M', answered: true }]));
    },
    minutesMs,
  );

  where(need)(
    'an update of one that the other has overwritten is a finding of the request that did it',
    async () => {
      const { one, two, atOnce } = await twoProcesses(kind);
      await one.visitor.set('user', 'Alice');
      let attempts = 0;
      // Whether both have asked before the store goes on cannot be seen from outside. If not, it is tried again.
      await eventually(async () => {
        const value = ++attempts;
        const answers = await atOnce(
          () => [one.visitor.set('colour', value), two.visitor.set('size', value)],
          Math.min(1_000, 100 * attempts),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        const { colour, size } = (await one.visitor.list()) as Record<string, number>;
        expect(colour === value && size === value, 'both updates are there').toBe(false);
      });
      await eventually(() => {
        const lost = [...findingsIn(one), ...findingsIn(two)].filter(({ kind: what }) => what === 'lost-update');
        expect(lost[0]).toMatchObject({
          keys: [expect.stringMatching(/^(?:colour|size)$/)],
          elsewhere: { readVersion: expect.any(Number), replacedVersion: expect.any(Number) },
        });
      });
    },
    minutesMs,
  );

  where(need)(
    'a logout at one stays, although a request to the other has loaded the session before and touches it after',
    async () => {
      const { one, two, atOnce } = await twoProcesses(kind);
      for (let round = 1; round <= 3; round++) {
        // A server that could not reach the store in time says so with 503, and the round begins again.
        const cookie = await eventually(async () => {
          expect((await one.visitor.set('user', `Alice ${round}`)).status).toBe(200);
          const { cookieHeader } = one.visitor;
          const [logout, touching] = await atOnce(
            () => [one.visitor.send('POST', '/session/destroy'), two.visitor.get('/session')],
            150 * round,
          );
          expect([logout?.status, touching?.status]).toEqual([200, 200]);
          return cookieHeader;
        });
        for (const { visitor } of [one, two]) {
          const after = await eventually(async () => {
            const answer = await visitor.send('GET', '/session', { headers: { Cookie: cookie } });
            expect(answer.status).toBe(200);
            return answer;
          });
          expect(JSON.parse(after.body)).toEqual({});
        }
        await eventually(() => expect([sessionsIn(one), sessionsIn(two)]).toEqual([[], []]));
      }
    },
    minutesMs,
  );
});
