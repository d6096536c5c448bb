import { existsSync, renameSync } from 'node:fs';

/** What SQLite keeps beside a database; its names follow the database's own. */
const companions = ['-wal', '-shm', '-journal'] as const;

/**
 * Renames what stands in the place of the database, its journals with it, so that another one can be made there.
 * Nothing is deleted, and since the names still belong together, SQLite opens what was put aside. Returns its path,
 * `inspector.db.corrupt-20261122T101530Z`.
 */
export function setAside(path: string, nowMs: number): string {
  const kept = freeName(`${path}.corrupt-${compactTime(nowMs)}`);
  // The journals first: beside a new database, one that a kill has left behind would be played into that.
  for (const suffix of [...companions, '']) if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  return kept;
}

/** Whether a journal stands at `path` without the database that it belongs to. */
export function isOrphaned(path: string): boolean {
  return !existsSync(path) && companions.some((suffix) => existsSync(path + suffix));
}

function freeName(name: string): string {
  const isTaken = (candidate: string) => ['', ...companions].some((suffix) => existsSync(candidate + suffix));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Without colons, which Windows takes in no name. */
function compactTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
}
