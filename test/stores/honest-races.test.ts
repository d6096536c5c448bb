import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { RedisStore } from 'connect-redis';
import { expect } from 'vitest';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { type OwnTrace, storedExpress } from '../support/stored-express.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, watchStore } from '../support/watched.ts';
import { needs, where } from '../support/where.ts';

const run = promisify(execFile);
const wanted = 500;

where(needs.redis)(
  '500 requests of one session, in bursts and alone: every "alone" is right, overlaps are shared, redis-cli is outside',
  async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    const app = await storedExpress(new RedisStore({ client: client as never }));
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, app.origin, redis.url);
    const visitor = new Visitor(open ?? '');
    let count = 0;
    const next = (path: string) => `${path}${path.includes('?') ? '&' : '?'}n=${count++}`;
    await visitor.get(next('/set?key=k0&value=0'));
    await recorded(inspector, id, 1);
    const cookie = `connect.sid=${visitor.cookie('connect.sid')}`;
    const ask = (path: string) => send(open ?? '', next(path), { headers: { Cookie: cookie } });
    const [key = ''] = await client.keys('sess:*');
    /** The requests that came next after a change by another program, while no request was under way. */
    const afterOutside = new Set<number>();

    while (count < wanted) {
      const size = Math.min(wanted - count, 5 + (count % 36));
      // Each loads the session, waits, and saves the whole of it: changes of others are lost.
      await Promise.all(
        Array.from({ length: size }, (_, place) =>
          ask(`/slow?ms=${(place * 7) % 30}&key=k${place % 5}&value=${count}`),
        ),
      );
      for (let step = 0; step < 4 && count < wanted; step++) {
        await ask(step % 2 === 0 ? `/set?key=k${step}&value=${count}` : `/pop?key=k${step - 1}`);
      }
      if (count >= wanted) break;
      // The last answer has left, and so has the reading after it.
      await eventually(async () => expect(await recorded(inspector, id, count)).toHaveLength(count));
      const value = JSON.parse((await client.get(key)) ?? '{}');
      await run('redis-cli', ['-p', `${redis.port}`, 'SET', key, JSON.stringify({ ...value, by: count }), 'KEEPTTL']);
      afterOutside.add(count);
      await ask('/get');
    }

    const records = await recorded(inspector, id, wanted);
    const traceOf = ({ url }: RequestRecord): OwnTrace | undefined =>
      app.traces.get(/[?&]n=(\d+)/.exec(url)?.[1] ?? '');
    const counts: Record<string, number> = {};
    for (const record of records) {
      const trace = traceOf(record);
      const evidence = record.evidence?.store?.attribution ?? 'none';
      counts[evidence] = (counts[evidence] ?? 0) + 1;
      if (evidence !== 'alone' && evidence !== 'outside') continue;
      expect({ url: record.url, before: record.sessionBefore ?? {}, after: record.sessionAfter }).toEqual({
        url: record.url,
        before: trace?.before,
        after: trace?.after,
      });
      const overlapping = records.filter((other) => other !== record && overlap(trace, traceOf(other)));
      expect([record.url, overlapping.map(({ url }) => url)]).toEqual([record.url, []]);
    }
    console.info(`evidence of ${records.length} requests: ${JSON.stringify(counts)}`);
    const outside = new Set(records.filter(isOutside).map(({ url }) => Number(/[?&]n=(\d+)/.exec(url)?.[1])));
    // Nothing else is called a change from outside, and each is seen unless the store did not answer in time.
    expect([...outside].filter((n) => !afterOutside.has(n))).toEqual([]);
    const missed = records.filter(
      (record) =>
        afterOutside.has(Number(/[?&]n=(\d+)/.exec(record.url)?.[1])) &&
        !['outside', 'not-in-time'].includes(record.evidence?.store?.attribution ?? ''),
    );
    expect(missed.map(({ url, evidence }) => [url, evidence?.store?.attribution])).toEqual([]);
    expect(counts.alone).toBeGreaterThan(10);
    expect(counts.shared).toBeGreaterThan(100);
  },
);

function isOutside({ evidence }: RequestRecord): boolean {
  return evidence?.store?.attribution === 'outside';
}

function overlap(one: OwnTrace | undefined, other: OwnTrace | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.startedMs < other.endedMs && other.startedMs < one.endedMs;
}
