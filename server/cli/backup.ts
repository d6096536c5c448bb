import { existsSync } from 'node:fs';
import { join, parse as parsePath, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import { BadOption, badOption, pathOption } from '../start-options.ts';
import { requestCopy } from '../storage/database/copy-request.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import { backUp } from '../storage/database/recovery/backup.ts';
import { databasePlace, hasDatabase, isLostInUse } from './database-place.ts';
import { watchedLogs } from './watched-logs.ts';

/**
 * Copies sessions, log and cookie jars to one file, whether or not the app is running on them. Only --out FILE is
 * written; by the running app if the file that it has open was removed or replaced.
 */
export async function runBackup(argv: readonly string[]): Promise<void> {
  const { dataDir, out } = parse(argv);
  if (!hasDatabase(dataDir.database)) {
    throw new Error(`There is nothing in ${dataDir.path}. Name the folder of a Session Inspector with --data-dir.`);
  }
  await copyDatabase(dataDir.database, out);
  say(out, dataDir.database);
  for (const { id, database: path } of await watchedLogs(dataDir)) {
    const copy = besideIt(out, id);
    await copyDatabase(path, copy);
    say(copy, path);
  }
}

async function copyDatabase(path: string, out: string): Promise<void> {
  if (isLostInUse(path)) return requestCopy(path, resolve(out));
  const database = openDatabaseForReading(databasePlace(path));
  try {
    await backUp(database, out);
  } finally {
    database.close();
  }
}

function say(copy: string, original: string): void {
  process.stdout.write(`Copied to ${copy}. To use it, end Session Inspector and put it in the place of ${original}.\n`);
}

/** The name of the copy of a watched app: `copy.db` becomes `copy.watched-ID.db`. */
function besideIt(out: string, id: string): string {
  const { dir, name, ext } = parsePath(out);
  return join(dir, `${name}.watched-${id}${ext}`);
}

function parse(argv: readonly string[]) {
  const values = parseValues(argv);
  const out = pathOption('--out', values.out);
  if (out === undefined) throw new BadOption('--out FILE says where the copy goes.');
  const dataDir = dataDirAt(pathOption('--data-dir', values['data-dir']) ?? defaultDataDir());
  if (existsSync(out)) throw new BadOption(`${out} exists already. Name another file with --out.`);
  return { dataDir, out };
}

const optionTypes = { 'data-dir': { type: 'string' }, out: { type: 'string' } } as const;

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: optionTypes,
    }).values;
  } catch (error) {
    throw badOption(error, optionTypes);
  }
}
