import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { prepareDataDir } from '../../server/base/data-dir.ts';
import { aRecord } from './log-entries.ts';
import { aSession } from './session-store-contract.ts';
import { storageForTest } from './storage.ts';

/** How much the database of `usedFolder` holds. */
export const used = { sessions: 400, entries: 300 } as const;

/** A data folder as a clean end leaves it, with sessions `sid-0`... and log entries. Resolves with the path of its database. */
export async function usedFolder(dataDir: string): Promise<string> {
  const { storage } = storageForTest({ path: dataDir });
  const waits: Promise<unknown>[] = [];
  for (let n = 0; n < used.sessions; n++) {
    waits.push(
      new Promise((resolve) =>
        storage.sessionStore.set(`sid-${n}`, aSession({ n, filler: 'x'.repeat(200) }) as never, resolve),
      ),
    );
  }
  for (let n = 0; n < used.entries; n++) {
    waits.push(
      new Promise((resolve) =>
        storage.log.append(aRecord({ id: storage.log.takeId(), arrivedAtMs: Date.now(), url: `/page/${n}` }), resolve),
      ),
    );
  }
  await Promise.all(waits);
  storage.close();
  return prepareDataDir(dataDir).database;
}

/** Writes garbage over one page of a table or index that is no first page of its tree, where it has more than one. */
export function damagePageOf(path: string, name: string): void {
  const database = new Sqlite(path, { readonly: true });
  const leaves = database
    .prepare<[string], number>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno")
    .pluck()
    .all(name);
  const pageSize = database.pragma('page_size', { simple: true }) as number;
  database.close();
  const page = leaves[Math.floor(leaves.length / 2)];
  if (page === undefined) throw new Error(`There is no ${name} with pages`);
  overwrite(path, (page - 1) * pageSize, Buffer.alloc(pageSize, 0xa5));
}

export function overwrite(path: string, offset: number, bytes: Buffer): void {
  const content = readFileSync(path);
  bytes.copy(content, offset);
  writeFileSync(path, content);
}

export function cutInHalf(path: string): void {
  truncateSync(path, Math.floor(statSync(path).size / 2));
}
