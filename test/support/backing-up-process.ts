/**
 * Run as a separate process: copies the database that is its first argument to the second, a few pages a turn, for
 * ever so slow.
 */
import Sqlite from 'better-sqlite3';
import { backUp } from '../../server/storage/database/recovery/backup.ts';

const [path = '', target = ''] = process.argv.slice(2);
const database = new Sqlite(path);
const copy = database.backup.bind(database);
// Slow enough to be met half-way; what is copied, and how it gets its name, is the product's own.
database.backup = (to, options) =>
  copy(to, {
    progress: (info) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      return options?.progress?.(info) ?? 100;
    },
  });
await backUp(database, target);
