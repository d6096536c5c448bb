import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import { applicationId, migrate, migrations } from '../../server/storage/database/migrate.ts';
import { backUpNow, backupOf } from '../../server/storage/database/recovery/backup.ts';
import { fixtureSecret } from '../fixtures/databases/secret.ts';
import { send } from '../support/http.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { contents, steps } from '../support/migration-steps.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';

const fixtures = new URL('../fixtures/databases/', import.meta.url).pathname;
const migrating = new URL('../support/migrating-process.ts', import.meta.url).pathname;

function opened(path: string, options?: Sqlite.Options): Database {
  const database = new Sqlite(path, options);
  onTestFinished(() => void database.close());
  return database;
}

/** A database of version 1, with two rows. */
function versionOne(): string {
  const path = join(tempDir(), 'x.db');
  const database = new Sqlite(path);
  database.pragma('journal_mode = WAL');
  migrate(database, path, steps.slice(0, 1));
  database.exec('INSERT INTO one VALUES (7), (8)');
  database.close();
  return path;
}

/** The version of a database, after making sure that it is that version and no other. */
function wholeVersionOf(path: string): number {
  const database = opened(path, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const version = database.pragma('user_version', { simple: true }) as number;
  const { table, rows } = contents[version - 1] as (typeof contents)[number];
  expect(database.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual([table]);
  expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual(rows);
  return version;
}

test.each([
  ['before the backup', 1, false],
  ['after the backup', 1, true],
  ['the start of step 2', 1, true],
  ['the middle of step 2', 1, true],
  ['the end of step 2', 1, true],
  ['the start of step 3', 2, true],
  ['the end of step 3', 2, true],
  ['at the end', 3, true],
])(
  '76: a kill -9 at %s leaves version %i whole, and the next start goes on from there',
  (point, version, hasBackup) => {
    const path = versionOne();
    expect(spawnSync(process.execPath, [migrating, path, point]).signal).toBe('SIGKILL');
    expect(wholeVersionOf(path)).toBe(version);
    expect(existsSync(backupOf(path))).toBe(hasBackup);
    if (hasBackup) expect(wholeVersionOf(backupOf(path))).toBe(1);

    const next = opened(path);
    next.function('come_by', (_point) => null);
    migrate(next, path, steps, (found) => backUpNow(found, backupOf(path)));
    expect(wholeVersionOf(path)).toBe(3);
  },
);

test('76: a backup that cannot be made keeps the schema from being changed', () => {
  const path = versionOne();
  mkdirSync(`${backupOf(path)}.unfinished`);
  expect(spawnSync(process.execPath, [migrating, path, 'nowhere']).status).not.toBe(0);
  expect(wholeVersionOf(path)).toBe(1);
});

test('a new database needs no backup', () => {
  const calls: unknown[] = [];
  const database = opened(join(tempDir(), 'x.db'));
  database.function('come_by', (_point) => null);
  migrate(database, 'x.db', steps, () => calls.push('called'));
  migrate(database, 'x.db', steps, () => calls.push('called'));
  expect(calls).toEqual([]);
});

test('the next copy overwrites an incomplete copy', () => {
  const path = versionOne();
  const database = opened(path);
  copyFileSync(path, `${backupOf(path)}.unfinished`);
  backUpNow(database, backupOf(path));
  expect(wholeVersionOf(backupOf(path))).toBe(1);
  expect(readdirSync(join(path, '..')).filter((name) => name.includes('unfinished'))).toEqual([]);
});

const versions = Array.from({ length: migrations.length }, (_, index) => index + 1);

test('75: there is a database of every version before this one', () => {
  const missing = versions.slice(0, -1).filter((version) => !existsSync(join(fixtures, `version-${version}.db`)));
  // `node test/fixtures/databases/make.ts` makes the database of the current version. Run it before adding a migration.
  expect(missing).toEqual([]);
  expect(existsSync(join(fixtures, 'version-1.db'))).toBe(true);
});

test.each(readdirSync(fixtures).filter((name) => name.endsWith('.db')))(
  '75: %s is brought up to date, and its sessions and its log are there',
  async (name) => {
    const dataDir = join(tempDir(), 'data');
    mkdirSync(dataDir);
    const { database: path } = dataDirAt(dataDir);
    copyFileSync(join(fixtures, name), path);
    const { sids, atMs } = contentOf(path);

    const clock = new ManualClock(atMs);
    const running = await inspectorForTest({ dataDir, clock, secrets: [fixtureSecret] });
    expect(running.lines).toEqual([]);
    const names = await Promise.all(
      sids.map(async (sid) => {
        const Cookie = `${running.cookieNames['server-side']}=${encodeURIComponent(`s:${sign(sid, fixtureSecret)}`)}`;
        return JSON.parse((await send(running.siteUrl, '/session', { headers: { Cookie } })).body).name;
      }),
    );
    expect(names.sort()).toEqual(['Ada', 'Grace', '名前']);
    expect((await running.requests()).filter(({ url }) => url === '/session/keys/name')).toHaveLength(3);
    await running.inspector.close();

    const after = opened(path, { readonly: true });
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(after.pragma('foreign_key_check')).toEqual([]);
    expect(after.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(after.pragma('application_id', { simple: true })).toBe(applicationId);
  },
);

function contentOf(path: string): { sids: string[]; atMs: number } {
  const database = new Sqlite(path, { readonly: true });
  const sids = database.prepare<[], string>('SELECT sid FROM sessions').pluck().all();
  const atMs = database.prepare<[], number>('SELECT max(last_used_at_ms) FROM sessions').pluck().get() ?? 0;
  database.close();
  return { sids, atMs };
}
