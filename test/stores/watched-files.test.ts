import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import session, { type Store } from 'express-session';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { storedExpress } from '../support/stored-express.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, watchStore } from '../support/watched.ts';

const require = createRequire(import.meta.url);
type StoreMaker = (package_: typeof session) => new (options: object) => Store;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'stores-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Each store as its package writes it, and where it is. */
const stores: readonly (readonly [mapping: string, open: () => { readonly store: Store; readonly where: string }])[] = [
  [
    'better-sqlite3-session-store',
    () => {
      const where = join(folder(), 'sessions.db');
      const client = new Database(where);
      onTestFinished(() => void client.close());
      const SqliteStore = (require('better-sqlite3-session-store') as StoreMaker)(session);
      return { store: new SqliteStore({ client, expired: { clear: false, intervalMs: 900_000 } }), where };
    },
  ],
  [
    'session-file-store',
    () => {
      const where = join(folder(), 'sessions');
      mkdirSync(where);
      const FileStore = (require('session-file-store') as StoreMaker)(session);
      return { store: new FileStore({ path: where, logFn: () => {}, reapInterval: -1 }), where };
    },
  ],
];

describe.each(stores)('a watched Express app on %s', (mapping, open) => {
  test('thirty steps: what the record says of the session is what the app itself says', async () => {
    const { store, where } = open();
    const app = await storedExpress(store);
    const { inspector } = await inspectorForTest(waitsForStores);
    const watched = await watchStore(inspector, app.origin, where);
    const visitor = new Visitor(watched.open ?? '');
    const steps = Array.from({ length: 27 }, (_, step) => {
      if (step % 5 === 3) return `/pop?key=k${step - 2}`;
      if (step === 14) return '/login?';
      return step % 3 === 0 ? '/get?' : `/set?key=k${step}&value=${step}`;
    });
    const paths = ['/get?', ...steps, '/logout?', '/get?'];
    expect(paths).toHaveLength(30);
    for (const [place, path] of paths.entries()) await visitor.get(`${path}&n=${place}`);
    const records = await recorded(inspector, watched.id, paths.length);
    for (const [place, record] of records.entries()) {
      const trace = app.traces.get(String(place));
      const shown = { url: record.url, before: record.sessionBefore ?? {}, after: record.sessionAfter ?? {} };
      expect(shown).toEqual({ url: record.url, before: trace?.before, after: trace?.after ?? {} });
      expect([place, record.evidence?.store?.attribution]).toEqual([place, 'alone']);
    }
    const state = inspector.watching.find(({ id }) => id === watched.id)?.store;
    expect(state).toMatchObject({ state: 'reading', mapping, framework: 'Express', confidence: 'seen' });
    const lastWithRow = records.findLast(({ evidence }) => evidence?.store?.after.state === 'present');
    expect(lastWithRow?.evidence?.store?.after.cookieExpiresAtMs).toBeGreaterThan(Date.now());
  });

  test('the files of a stopped app keep their bytes', async () => {
    const { store, where } = open();
    const app = await storedExpress(store);
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open: proxy } = await watchStore(inspector, app.origin, where);
    const visitor = new Visitor(proxy ?? '');
    await visitor.get('/set?key=a&value=1&n=0');
    await recorded(inspector, id, 1);
    const before = hashesOf(where);
    // The app is asked nothing that it saves for: the cookie leads to no session of its own.
    const stranger = new Visitor(proxy ?? '');
    const other = visitor.cookie('connect.sid').replace(/.{5}$/, 'AAAAA');
    stranger.plant('connect.sid', other);
    for (let n = 1; n <= 10; n++) await stranger.get(`/get?n=${n}`);
    await recorded(inspector, id, 11);
    expect(hashesOf(where)).toEqual(before);
  });
});

test('a file that is being written when a request comes is read when it is whole', async () => {
  const where = join(folder(), 'sessions');
  mkdirSync(where);
  const FileStore = (require('session-file-store') as StoreMaker)(session);
  const app = await storedExpress(new FileStore({ path: where, logFn: () => {}, reapInterval: -1 }));
  const { inspector } = await inspectorForTest(waitsForStores);
  const { id, open } = await watchStore(inspector, app.origin, where);
  const visitor = new Visitor(open ?? '');
  await visitor.get('/set?key=a&value=1&n=0');
  await recorded(inspector, id, 1);
  const [name = ''] = readdirSync(where).filter((file) => file.endsWith('.json'));
  const path = join(where, name);
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, 20));
  // As if written at this moment, however long the request takes to arrive.
  const laterS = Date.now() / 1_000 + 600;
  utimesSync(path, laterS, laterS);
  const answer = visitor.get('/get?n=1');
  await wait(100);
  writeFileSync(path, whole);
  await answer;
  const [, record] = await recorded(inspector, id, 2);
  expect(record?.evidence?.store?.before).toMatchObject({ state: 'present' });
  expect(record?.sessionBefore).toMatchObject({ a: '1' });
});

test('a path that is not there is said, and the store is read as soon as it is there', async () => {
  const where = join(folder(), 'later');
  const app = await storedExpress(new session.MemoryStore());
  const { inspector } = await inspectorForTest(waitsForStores);
  const { id } = await watchStore(inspector, app.origin, where);
  const state = () => inspector.watching.find((one) => one.id === id)?.store;
  await eventually(() =>
    expect(state()).toMatchObject({ state: 'fault', code: 'not-there', detail: expect.stringContaining(where) }),
  );
  mkdirSync(where);
  await eventually(() => expect(state()).toMatchObject({ state: 'fault', code: 'not-a-store' }));
});

/** The files of a place by their content. */
function hashesOf(where: string): Record<string, string> {
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  if (where.endsWith('.db')) return { [where]: hash(where) };
  return Object.fromEntries(readdirSync(where).map((name) => [name, hash(join(where, name))]));
}
