import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';

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

/** A free name for a copy of what a database held whose file was lost: `inspector.db.saved-20261122T101530Z`. */
export function savedName(path: string, nowMs: number): string {
  return freeName(`${path}.saved-${compactTime(nowMs)}`);
}

/** The newest of these copies, by its name; null if there is none. */
export function newestSaved(path: string): string | null {
  const start = `${basename(path)}.saved-`;
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(start) && /saved-\w+(-\d+)?$/.test(name));
  return names.sort().at(-1) ?? null;
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
