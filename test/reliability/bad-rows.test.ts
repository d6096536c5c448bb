import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ExportFormat } from '../../server/contract/export-options.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { SearchAnswer } from '../../server/contract/search.ts';
import type { SessionPage } from '../../server/contract/session-page.ts';
import { exportStoredLog } from '../../server/export/stored-log.ts';
import { LogReader } from '../../server/storage/log/log-reader.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { type KeptFolder, keptFolder } from '../support/kept-folder.ts';
import { LiveReader } from '../support/live-reader.ts';
import { inspectorForTest, runInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

/** A database as a run leaves it, of which each test spoils one row. */
let kept: KeptFolder;
beforeAll(async () => {
  kept = await keptFolder();
});
afterAll(() => kept.remove());

type Where = 'log' | 'pins' | 'sessions' | 'actor_jars';

interface BadRow {
  readonly name: string;
  readonly table: Where;
  /** SQL that spoils one row of the table; `id` is the newest request, `middle` one in the middle, `sid` a session. */
  readonly sql: string;
  /** Which row of the log it is; null for another table. */
  readonly entry: 'middle' | 'newest' | null;
}

const deep = (levels: number) => `'{"k":${'['.repeat(levels)}${']'.repeat(levels)}}'`;
const inLog = (name: string, entry: 'middle' | 'newest', to: string): BadRow => ({
  name,
  table: 'log',
  sql: `UPDATE log SET entry_json = ${to} WHERE id = @${entry}`,
  entry,
});
const inSession = (name: string, set: string): BadRow => ({
  name,
  table: 'sessions',
  sql: `UPDATE sessions SET ${set} WHERE sid = @sid`,
  entry: null,
});
/** An object of the first versions, with members that a reader needs and that it lacks. */
const withoutMembers = `json_object('kind', 'request', 'id', id, 'arrivedAtMs', at_ms, 'url', '/old')`;

const badRows: readonly BadRow[] = [
  inLog('a bit of its JSON is another one', 'middle', `replace(entry_json, '[2,', '[2.,')`),
  inLog('it was cut off', 'newest', `substr(entry_json, 1, length(entry_json) / 2)`),
  inLog('a newer version wrote it', 'newest', `'[99' || substr(entry_json, 3)`),
  inLog('it is a request without members', 'middle', withoutMembers),
  inLog('it is the newest, and a request without members', 'newest', withoutMembers),
  inLog('a member is of another type', 'middle', `json_set(entry_json, '$[9]', 7)`),
  inLog('a list is none', 'middle', `json_set(entry_json, '$[13]', json('{}'))`),
  inLog('its number is that of another entry', 'newest', `json_set(entry_json, '$[1]', 1)`),
  inLog('it is empty', 'middle', `''`),
  inLog('it is JSON, and no entry', 'newest', `'null'`),
  inLog('a session in it is 40,000 levels deep', 'middle', `json_array(2) || ${deep(40_000)}`),
  { name: 'it was cut off', table: 'pins', sql: `UPDATE pins SET entry_json = substr(entry_json, 1, 20)`, entry: null },
  { name: 'it is no request', table: 'pins', sql: `UPDATE pins SET entry_json = '{"kind":"gap"}'`, entry: null },
  inSession('its data is no JSON', `data_json = '{"Username":'`),
  inSession('its data is 40,000 levels deep', `data_json = ${deep(40_000)}`),
  inSession('its data is no object', `data_json = '[1,2]'`),
  inSession('its cookie is no JSON', `cookie_json = '{'`),
  inSession('its cookie is a number', `cookie_json = '7'`),
  { name: 'it is no JSON', table: 'actor_jars', sql: `UPDATE actor_jars SET jar_json = '{"cookies":['`, entry: null },
];

interface Spoiled {
  readonly client: ApiClient;
  readonly live: LiveReader;
  /** The id of the bad entry; 0 where another table has the bad row. */
  readonly id: number;
  readonly sid: string;
  readonly dataDir: string;
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

async function startedOn({ sql, entry }: BadRow): Promise<Spoiled> {
  const dataDir = kept.copy();
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  const ids = { middle: kept.middle, newest: kept.newest };
  const { changes } = database.prepare(sql).run({ ...ids, sid: kept.sid });
  expect(changes).toBe(1);
  database.close();
  const running = await runInspector({ dataDir });
  const client = await apiClient(running.inspector);
  const live = await LiveReader.connect(await accessBy(client.door.newLink()));
  const stop = async () => {
    live.close();
    await running.stop();
  };
  return { client, live, id: entry === null ? 0 : ids[entry], sid: kept.sid, dataDir, lines: running.lines, stop };
}

describe.each(badRows)('a row of $table: $name', (bad) => {
  let spoiled: Spoiled;
  beforeAll(async () => {
    spoiled = await startedOn(bad);
  });
  afterAll(() => spoiled.stop());
  const said = (entries: readonly LogEntry[], id: number) => entries.filter((entry) => entry.id === id);
  const isSaid = [expect.objectContaining({ kind: 'unreadable', was: 'request' })];
  /** The entries of the run that made the database, by their ids: later ones are of this start. */
  const old = (entries: readonly { id: number }[]) =>
    entries.map(({ id }) => id).filter((id) => id <= kept.newest && id >= kept.oldest);

  test('is one row that says so, wherever entries are read, and every other one is as it was', async () => {
    const { client, live, id, sid } = spoiled;
    await eventually(() => live.snapshot);
    const all = kept.ids;
    const snapshot = live.snapshot;
    const page = await client.ask<{ entries: LogEntry[] }>('log.page', { limit: 1000 });
    const search = await eventually(async () => {
      const answer = await client.tell<SearchAnswer>('log.search', { filter: '-url:nowhere', limit: 200 });
      if (!answer.ok || !answer.isComplete) throw new Error('not all was searched yet');
      return answer;
    });
    const stretch = await client.ask<{ marks: { id: number }[]; others: LogEntry[] }>('log.stretch', {
      fromMs: kept.fromMs - 1,
      toMs: Date.now(),
      parts: 10,
    });
    const report = await client.tell<{ entries: LogEntry[] }>('exports.report', { scope: { of: 'all' }, raw: true });
    expect(old(snapshot.entries)).toEqual(all);
    expect(old(page.entries)).toEqual(all);
    expect(old(search.entries)).toEqual(all);
    expect(old([...stretch.marks, ...stretch.others]).sort((a, b) => a - b)).toEqual(all);
    expect(old(report.entries)).toEqual(all);
    if (id !== 0) {
      const others = stretch.others.filter((entry) => entry.kind === 'unreadable');
      for (const entries of [snapshot.entries, page.entries, search.entries, others, report.entries]) {
        expect(said(entries, id)).toEqual(isSaid);
      }
      const found = await client.tell<SearchAnswer>('log.search', { filter: 'kind:unreadable', limit: 10 });
      expect(found.ok && found.entries.map((entry) => entry.id)).toEqual([id]);
    }
    const history = await client.ask<{ entries: LogEntry[] }>('sessions.history', { sid, limit: 100 });
    expect(old(history.entries)).toEqual(kept.idsOfSession);
  });

  test('leaves the sessions and the pins to be read, and says which of them cannot be', async () => {
    const { client, live, sid } = spoiled;
    await eventually(() => live.snapshot);
    const { sessions, pinned } = live.snapshot;
    expect(sessions.map((session) => session.sid).sort()).toEqual(kept.sids);
    const isBadSession = bad.table === 'sessions';
    const badPart = bad.sql.includes('data_json') ? 'data' : 'cookie';
    for (const session of sessions) {
      expect(session.unreadable).toEqual(isBadSession && session.sid === sid ? [badPart] : undefined);
    }
    for (const sort of ['used', 'keys', 'bytes', 'session'] as const) {
      const page = await client.ask<SessionPage>('sessions.page', { sort, limit: 50 });
      expect(page.rows.map((row) => row.sid).sort()).toEqual(kept.sids);
      const row = page.rows.find((each) => each.sid === sid);
      expect([row?.keyCount, row?.isReadable]).toEqual(
        isBadSession ? [badPart === 'data' ? null : 1, false] : [1, true],
      );
    }
    expect((await client.query('sessions.find', { sid })).status).toBe(200);
    expect((await client.query('sessions.drift')).status).toBe(200);
    expect(pinned.map((pin) => [pin.id, pin.kind])).toEqual([
      [kept.pinned, bad.table === 'pins' ? 'unreadable' : 'request'],
    ]);
  });

  test('is counted in the window', async () => {
    const { live, lines } = spoiled;
    await eventually(() => expect(counted(live)).toBe(1));
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  });

  // No other table is part of an export.
  if (bad.table !== 'log') return;
  test('is one row of every export, and every other one is whole', async () => {
    const { client, id, dataDir } = spoiled;
    const { path } = await client.tell<{ path: string }>('exports.prepare', { format: 'ndjson', raw: false });
    const download = await client.send(path);
    expect(old(entriesIn(download.body))).toEqual(kept.ids);
    expect(said(entriesIn(download.body), id)).toEqual(isSaid);
    for (const raw of [true, false]) {
      const entries = entriesIn(exported(dataDir, 'ndjson', raw));
      expect(old(entries)).toEqual(kept.ids);
      expect(said(entries, id)).toEqual(isSaid);
      const csv = exported(dataDir, 'csv', raw).split('\r\n');
      expect(old(csv.slice(1).map((line) => ({ id: Number(line.split(',', 1)[0]) })))).toEqual(kept.ids);
      expect(csv.find((line) => line.startsWith(`${id},`))).toContain('cannot be read');
      const har = JSON.parse(exported(dataDir, 'har', raw));
      const inHar = har.log.entries.flatMap((each: { _id: number; _followedBy?: LogEntry[] }) => [
        { id: each._id },
        ...(each._followedBy ?? []),
      ]);
      expect(old([...har.log._inspector.entries, ...inHar])).toEqual(kept.ids);
    }
  });
});

test('entries that are older than any window shows are counted too', async () => {
  const dataDir = kept.copy();
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  const copyRow = database.prepare(
    `INSERT INTO log (kind, at_ms, sid, entry_json)
     SELECT kind, at_ms, sid, json_set(entry_json, '$[1]', (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'log'))
     FROM log WHERE id = ?`,
  );
  database.transaction(() => {
    for (let n = 0; n < 500; n++) copyRow.run(kept.newest);
  })();
  database.prepare(`UPDATE log SET entry_json = 'x' WHERE id <= ?`).run(kept.middle);
  const bad = database.prepare('SELECT count(*) FROM log WHERE id <= ?').pluck().get(kept.middle);
  database.close();
  const running = await inspectorForTest({ dataDir });
  const live = await LiveReader.connect(await accessBy((await apiClient(running.inspector)).door.newLink()));
  onTestFinished(() => live.close());
  await eventually(() => expect(counted(live)).toBe(bad));
  // The count does not come from the entries that a window is given first: all of these can be read.
  expect(live.snapshot.entries.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
});

test('sessions that are older than any window shows are counted too', async () => {
  const dataDir = kept.copy();
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
       INSERT INTO sessions SELECT sid || i, data_json, cookie_json, cookie_expires, expires_at_ms, created_at_ms,
         last_used_at_ms + 1000 FROM sessions, n WHERE sid = ?`,
    )
    .run(kept.sid);
  database.prepare(`UPDATE sessions SET data_json = '{' WHERE sid = ?`).run(kept.sid);
  database.close();
  const running = await inspectorForTest({ dataDir });
  const client = await apiClient(running.inspector);
  const live = await LiveReader.connect(await accessBy(client.door.newLink()));
  onTestFinished(() => live.close());
  await eventually(() => expect(counted(live)).toBe(1));
  expect(await client.tell('sessions.destroy', { sid: kept.sid })).toEqual({ ok: true });
  await eventually(() => expect(counted(live)).toBe(0));
});

test('the visitor of a session that cannot be read gets an error in words, and the others are served', async () => {
  const dataDir = kept.copy();
  const running = await inspectorForTest({ dataDir });
  const [ada, bob] = [new Visitor(running.siteUrl, 'ada'), new Visitor(running.siteUrl, 'bob')];
  for (const visitor of [ada, bob]) await visitor.get('/setsession');
  const get = async (visitor: Visitor, site: string) =>
    await send(site, '/getsession', { headers: { Cookie: visitor.cookieHeader } });
  const sid = /s%3A([^.]+)\./.exec(ada.cookie(running.cookieNames['server-side']))?.[1] ?? '';
  await running.inspector.close();
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  expect(database.prepare(`UPDATE sessions SET data_json = '{' WHERE sid = ?`).run(sid).changes).toBe(1);
  database.close();
  const next = await inspectorForTest({ dataDir });
  expect((await get(ada, next.siteUrl)).status).toBe(500);
  expect((await get(bob, next.siteUrl)).body).toContain('Admin');
  await eventually(async () => {
    const record = (await next.requests()).find(({ status }) => status === 500);
    expect(record?.storeOperations[0]).toMatchObject({ op: 'get', outcome: 'failed' });
    expect(record?.storeOperations[0]?.error).toContain('cannot be read (data)');
  });
});

test('a recovery leaves the rows that cannot be read in the kept file, and says how many', async () => {
  const dataDir = kept.copy();
  const path = join(dataDir, 'inspector.db');
  const database = new Sqlite(path);
  database.prepare(`UPDATE log SET entry_json = ${withoutMembers} WHERE id = ?`).run(kept.middle);
  database.prepare(`UPDATE sessions SET cookie_json = '7' WHERE sid = ?`).run(kept.sid);
  // A table that lacks an index of the schema: the file is taken for damaged.
  database.exec('DROP INDEX sessions_by_expiry');
  database.close();
  const running = await inspectorForTest({ dataDir });
  const rest = { sessions: kept.sids.length - 1, entries: kept.ids.length - 1 };
  expect(running.lines[0]).toContain(
    `sessions ${rest.sessions}, log entries ${rest.entries}. Rows that could not be read: 2.`,
  );
  const notice = (await running.log()).find((entry) => entry.kind === 'notice');
  expect(notice).toMatchObject({ notice: { begunFrom: { from: 'rescued', ...rest, unreadable: 2 } } });
  expect((await running.log()).filter((entry) => entry.kind === 'unreadable')).toEqual([]);
});

function counted(live: LiveReader): number {
  return (live.of('status').at(-1) ?? live.snapshot).status.unreadableRowCount;
}

function entriesIn(ndjson: string): LogEntry[] {
  const [, ...lines] = ndjson.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as LogEntry);
}

/** As `npm run export` does: through a separate connection that only reads. */
function exported(dataDir: string, format: ExportFormat, raw: boolean): string {
  const database = new Sqlite(join(dataDir, 'inspector.db'), { readonly: true });
  const job = { format, raw, part: { of: 'all' }, siteUrl: '', nowMs: 0, signingSecrets: [] } as const;
  const chunks = [...exportStoredLog(new LogReader(database), job).chunks];
  database.close();
  return Buffer.concat(chunks).toString();
}
