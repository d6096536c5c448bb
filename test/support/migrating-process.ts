/**
 * Run as a separate process: brings a database from the first of some steps to the last, and kills itself at the
 * point that is its second argument, if it comes by it.
 */
import Sqlite from 'better-sqlite3';
import { migrate } from '../../server/storage/database/migrate.ts';
import { backUpNow, backupOf } from '../../server/storage/database/recovery/backup.ts';
import { steps } from './migration-steps.ts';

const [path = '', point = ''] = process.argv.slice(2);
const database = new Sqlite(path);
const dieAt = (here: string): null => {
  if (here === point) process.kill(process.pid, 'SIGKILL');
  return null;
};
database.function('come_by', (here) => dieAt(String(here)));
migrate(database, path, steps, (found) => {
  dieAt('before the backup');
  backUpNow(found, backupOf(path));
  dieAt('after the backup');
});
dieAt('at the end');
database.close();
