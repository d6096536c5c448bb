import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { apiClient } from './api-client.ts';
import { runInspector } from './running-inspector.ts';
import { Visitor } from './visitor.ts';

/** What a run has left in its data folder. Ids are those of the log, in order. */
export interface KeptFolder {
  readonly dataDir: string;
  readonly ids: readonly number[];
  readonly oldest: number;
  readonly newest: number;
  /** A request in the middle, and one that is pinned. */
  readonly middle: number;
  readonly pinned: number;
  readonly fromMs: number;
  readonly sids: readonly string[];
  /** One of the sessions, with one key, and the entries of the log that are of it. */
  readonly sid: string;
  readonly idsOfSession: readonly number[];
  /** A copy of the folder, for a test that changes it. Removed with the folder. */
  copy(): string;
  remove(): void;
}

/** Runs an inspector that three visitors visit, pins a request, and ends it. */
export async function keptFolder(): Promise<KeptFolder> {
  // Not tempDir(): all tests of a file use it.
  const folder = mkdtempSync(join(tmpdir(), 'session-inspector-kept-'));
  const dataDir = join(folder, 'data');
  const running = await runInspector({ dataDir });
  const client = await apiClient(running.inspector);
  for (const name of ['ada', 'bob', 'eve']) {
    const visitor = new Visitor(running.siteUrl, name);
    for (const path of ['/setsession', '/getsession', '/']) await visitor.get(path);
  }
  await client.tell('actors.act', { actorId: 'alice', action: { type: 'set', key: 'a', value: 1 } });
  const entries = (await client.ask<{ entries: LogEntry[] }>('log.page', { limit: 1000 })).entries;
  const requests = entries.filter((entry) => entry.kind === 'request');
  const [middle, newest] = [requests[4], requests.at(-1)];
  if (middle === undefined || newest === undefined) throw new Error('The visits are not in the log');
  await client.tell('log.pin', { id: requests[1]?.id });
  await running.inspector.close();
  const database = new Sqlite(join(dataDir, 'inspector.db'), { readonly: true });
  const read = <T>(sql: string, ...values: unknown[]) =>
    database
      .prepare<unknown[], T>(sql)
      .pluck()
      .all(...values);
  const sids = read<string>('SELECT sid FROM sessions ORDER BY sid');
  const sid = sids[0] as string;
  const kept = {
    dataDir,
    ids: entries.map(({ id }) => id),
    oldest: entries[0]?.id ?? 0,
    newest: newest.id,
    middle: middle.id,
    pinned: requests[1]?.id ?? 0,
    fromMs: requests[0]?.arrivedAtMs ?? 0,
    sids,
    sid,
    idsOfSession: read<number>('SELECT id FROM log WHERE sid = ? OR old_sid = ? ORDER BY id', sid, sid),
  };
  database.close();
  let copies = 0;
  return {
    ...kept,
    copy() {
      const copy = join(folder, `copy-${copies++}`);
      cpSync(dataDir, copy, { recursive: true });
      return copy;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
