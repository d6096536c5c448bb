import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** The files that SQLite keeps next to a database. Their names start with the name of the database. */
const companions = ['-wal', '-shm', '-journal'] as const;

/**
 * Renames the object at the path of the database together with its journals, so that a new database can be made there.
 * Nothing is deleted, and the new names still match, so SQLite can open the renamed database. Returns its path, for
 * example `inspector.db.corrupt-20261122T101530Z`.
 */
export function setAside(path: string, nowMs: number): string {
  const kept = freeName(`${path}.corrupt-${compactTime(nowMs)}`);
  // The journals come first: if the process were killed in between, SQLite would apply a leftover journal to the new
  // database.
  for (const suffix of [...companions, '']) if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  return kept;
}

/** An unused name for a copy of a database whose file was lost: `inspector.db.saved-20261122T101530Z`. */
export function savedName(path: string, nowMs: number): string {
  return freeName(`${path}.saved-${compactTime(nowMs)}`);
}

/** The newest of these copies by its name. Null if there is none. */
export function newestSaved(path: string): string | null {
  const start = `${basename(path)}.saved-`;
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(start) && /saved-\w+(-\d+)?$/.test(name));
  return names.sort().at(-1) ?? null;
}

/** Whether there is a journal at `path` without its database. */
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

/** Without colons, which Windows does not allow in names. */
function compactTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
}
