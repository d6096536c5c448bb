import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { redisServer } from '../support/redis-server.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, watchStore } from '../support/watched.ts';
import { needs, python, where } from '../support/where.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'stores-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));

/** Debian's Flask-Session, which writes pickles. Ends with its input. */
async function flaskSession(kind: 'redis' | 'filesystem', place: string): Promise<string> {
  const child = spawn(python, [support('flask-session-app.py'), kind, place], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return `http://127.0.0.1:${port}`;
}

const whole = {
  _permanent: true,
  user: 'Alice',
  since: { $type: 'datetime', iso: '2026-11-30T09:15:00Z' },
  price: { $type: 'decimal', value: '1.20' },
  roles: { $type: 'set', value: ['admin'] },
  big: { $type: 'int', value: String(2n ** 70n) },
  raw: { $type: 'bytes', hex: 'ff00' },
};

for (const kind of ['redis', 'filesystem'] as const) {
  where(needs.redis)(`Flask-Session on ${kind}: pickles are read before and after each request`, async () => {
    const redis = kind === 'redis' ? await redisServer() : null;
    const sessions = folder();
    const origin = await flaskSession(kind, redis === null ? sessions : String(redis.port));
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, origin, redis?.url ?? sessions);
    const visitor = new Visitor(open ?? '');
    for (const path of ['/set', '/get', '/pop', '/get']) await visitor.get(path);
    const records = await recorded(inspector, id, 4);
    const { price: _, ...rest } = whole;
    expect(records.map(({ sessionBefore, sessionAfter }) => [sessionBefore, sessionAfter])).toEqual([
      [null, whole],
      [whole, whole],
      [whole, rest],
      [rest, rest],
    ]);
    expect(records.map(({ evidence }) => evidence?.store?.attribution)).toEqual(['alone', 'alone', 'alone', 'alone']);
    const after = records[0]?.evidence?.store?.after;
    expect(after).toMatchObject({ encoding: 'pickle', dangerous: [] });
    const inDays = ((after?.expiresAtMs ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(inDays)).toBe(31);
  });
}

where(needs.php)(
  'PHP: a session that is saved after the answer is read until it is still, and said to be late',
  async () => {
    const sessions = folder();
    const save = join(folder(), 'save');
    const port = await freePort();
    const child = spawn('php', ['-S', `127.0.0.1:${port}`, support('late.php')], {
      stdio: 'ignore',
      env: { ...process.env, SESSIONS: sessions, SAVE: save, PHP_CLI_SERVER_WORKERS: '4' },
      detached: true,
    });
    onTestFinished(() => {
      if (child.pid !== undefined) process.kill(-child.pid);
    });
    const origin = `http://127.0.0.1:${port}`;
    await eventually(() => fetch(origin));
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, origin, sessions);
    const visitor = new Visitor(open ?? '');
    for (const [place, path] of ['/', '/', '/?late=1', '/', '/'].entries()) {
      await visitor.get(path);
      if (path === '/?late=1') {
        // Longer than the first reading after the answer, and shorter than the second for which the file is read again.
        await wait(150);
        writeFileSync(save, '');
      }
      // The last two follow each other at once. The end of the connection shows that each script has ended.
      if (place < 3) await recorded(inspector, id, place + 1);
    }
    const records = await recorded(inspector, id, 5);
    expect(records.map(({ sessionBefore, sessionAfter }) => [sessionBefore, sessionAfter])).toEqual([
      [null, { visits: 1 }],
      [{ visits: 1 }, { visits: 2 }],
      [{ visits: 2 }, { visits: 3, late: true }],
      [
        { visits: 3, late: true },
        { visits: 4, late: true },
      ],
      [
        { visits: 4, late: true },
        { visits: 5, late: true },
      ],
    ]);
    expect(records.map(({ evidence }) => evidence?.store?.attribution)).toEqual([
      'alone',
      'alone',
      'late',
      'alone',
      'alone',
    ]);
    const [, , late] = records;
    expect(late?.evidence?.store).toMatchObject({ mapping: 'php-files', attribution: 'late' });
    expect(late?.evidence?.store?.savedLateMs).toBeGreaterThan(0);
  },
);
