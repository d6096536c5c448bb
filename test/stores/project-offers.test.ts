/** A watched app whose store is found in the folder of its project. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import session from 'express-session';
import { expect, onTestFinished } from 'vitest';
import type { ProjectStores } from '../../server/contract/project-store.ts';
import { eventually } from '../support/eventually.ts';
import { redisServer } from '../support/redis-server.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { storedExpress } from '../support/stored-express.ts';
import { ask, tell, watch } from '../support/watched.ts';
import { needs, where } from '../support/where.ts';

where(needs.redis)('an offer is attached, with the password of .env only if that is asked for', async () => {
  const redis = await redisServer('--requirepass', 's3cret');
  const path = mkdtempSync(join(tmpdir(), 'project-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  writeFileSync(join(path, 'package.json'), JSON.stringify({ dependencies: { 'connect-redis': '^10' } }));
  writeFileSync(join(path, '.env'), `REDIS_URL=redis://:s3cret@127.0.0.1:${redis.port}/0\nSESSION_SECRET=of the app\n`);
  const app = await storedExpress(new session.MemoryStore());
  const { inspector } = await inspectorForTest();
  const { id } = await watch(inspector, app.origin);
  const state = () => inspector.watching.find((one) => one.id === id);
  const found = await ask<ProjectStores>(inspector, 'watch.project', { path });
  expect(found).toMatchObject({ ok: true, stores: [{ kind: 'connect-redis', needsSecret: 'REDIS_URL' }] });
  expect(JSON.stringify(found)).not.toContain('s3cret');
  const offered = `redis://127.0.0.1:${redis.port}/0`;
  const attach = (readsSecrets: boolean, place = offered) =>
    tell(inspector, 'watch.attachProject', { id, path, where: place, readsSecrets });
  await attach(false);
  await eventually(() => expect(state()?.store).toMatchObject({ state: 'fault', code: 'wrong-password' }));
  expect(state()?.secretCount).toBe(0);
  await attach(true);
  await eventually(() => expect(state()?.store).toMatchObject({ code: 'not-a-store' }));
  expect(state()?.secretCount).toBe(1);
  expect(JSON.stringify(state())).not.toContain('s3cret');
  await expect(attach(false, 'redis://127.0.0.1:1')).rejects.toThrow('does not suggest');
  expect(await ask(inspector, 'watch.project', { path: '/no/such/folder' })).toEqual({
    ok: false,
    why: { reason: 'project-missing', place: '/no/such/folder' },
  });
});
