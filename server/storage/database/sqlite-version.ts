/**
 * Whether this SQLite may have more than one connection to a WAL database. Versions 3.7.0 to 3.51.2 can corrupt the
 * file when a checkpoint races with a WAL reset (https://sqlite.org/wal.html#walresetbug); fixed in 3.51.3 and in the
 * backports
 * 3.50.7 and 3.44.6. 3.52.0 was withdrawn.
 */
export function canShareWal(sqliteVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = sqliteVersion.split('.').map(Number);
  if (major !== 3) return major > 3;
  if (minor === 52 && patch === 0) return false;
  if (minor === 44) return patch >= 6;
  if (minor === 50) return patch >= 7;
  return minor > 51 || (minor === 51 && patch >= 3);
}

/**
 * Whether `PRAGMA wal_checkpoint(NOOP)` returns the length of the write-ahead log. Before 3.51.0 it would run a
 * checkpoint.
 */
export function canMeasureWal(sqliteVersion: string): boolean {
  const [major = 0, minor = 0] = sqliteVersion.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 51);
}
