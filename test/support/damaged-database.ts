import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { prepareDataDir } from '../../server/base/data-dir.ts';
import { aRecord } from './log-entries.ts';
import { aSession } from './session-store-contract.ts';
import { storageForTest } from './storage.ts';

/** How much the database of `usedFolder` holds. */
export const used = { sessions: 400, entries: 300 } as const;

/**
 * A data folder as a clean end pages it, with sessions `sid-0`... and log entries. Resolves with the path of its
 * database.
 */
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

/** What a page of a tree is for: its rows, or the rest of a row that is longer than a page. */
type PageKind = 'leaf' | 'overflow';

/** Writes garbage over one page of a table or index, in the middle of it. */
export function damagePageOf(path: string, name: string, kind: PageKind = 'leaf'): void {
  const { offset, garbage } = middlePageOf(path, name, kind);
  overwrite(path, offset, garbage);
}

/**
 * The same while the file is in use: by another process, since to open and close it in this one would undo SQLite's
 * locks.
 */
export function overwriteInUse(path: string, { offset, garbage }: Page): void {
  const script = `const fs = require('node:fs'); const file = fs.openSync(process.argv[1], 'r+');
    fs.writeSync(file, Buffer.alloc(${garbage.length}, ${garbage[0]}), 0, ${garbage.length}, ${offset}); fs.closeSync(file);`;
  execFileSync(process.execPath, ['-e', script, path]);
}

/** The same by a disk that fails: nobody wrote, so the time of the file stays as it was, to the nanosecond. */
export function rotInUse(path: string, page: Page): void {
  const dated = `${path}-dated`;
  execFileSync('touch', ['-r', path, dated]);
  overwriteInUse(path, page);
  execFileSync('touch', ['-r', dated, path]);
  rmSync(dated);
}

export interface Page {
  readonly offset: number;
  readonly garbage: Buffer;
}

/** A page in the middle of a table or index, and what spoils it. */
export function middlePageOf(path: string, name: string, kind: PageKind = 'leaf'): Page {
  const database = new Sqlite(path, { readonly: true });
  const pages = database
    .prepare<[string, PageKind], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno')
    .pluck()
    .all(name, kind);
  const pageSize = database.pragma('page_size', { simple: true }) as number;
  database.close();
  const page = pages[Math.floor(pages.length / 2)];
  if (page === undefined) throw new Error(`There is no ${name} with pages`);
  return { offset: (page - 1) * pageSize, garbage: Buffer.alloc(pageSize, 0xa5) };
}

export function overwrite(path: string, offset: number, bytes: Buffer): void {
  const content = readFileSync(path);
  bytes.copy(content, offset);
  writeFileSync(path, content);
}

export function cutInHalf(path: string): void {
  truncateSync(path, Math.floor(statSync(path).size / 2));
}
