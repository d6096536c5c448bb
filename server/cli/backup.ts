import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import { BadOption, badOption, pathOption } from '../start-options.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import { backUp } from '../storage/database/recovery/backup.ts';

/**
 * Copies sessions, log and cookie jars to one file, whether or not the app is running on them. Only --out FILE is
 * written.
 */
export async function runBackup(argv: readonly string[]): Promise<void> {
  const { dataDir, out } = parse(argv);
  if (!existsSync(dataDir.database)) {
    throw new Error(`There is nothing in ${dataDir.path}. Name the folder of a Session Inspector with --data-dir.`);
  }
  const database = openDatabaseForReading({ path: dataDir.database, identity: null });
  try {
    await backUp(database, out);
  } finally {
    database.close();
  }
  process.stdout.write(
    `Copied to ${out}. To use it, end Session Inspector and put it in the place of ${dataDir.database}.\n`,
  );
}

function parse(argv: readonly string[]) {
  const values = parseValues(argv);
  const out = pathOption('--out', values.out);
  if (out === undefined) throw new BadOption('--out FILE says where the copy goes.');
  const dataDir = dataDirAt(pathOption('--data-dir', values['data-dir']) ?? defaultDataDir());
  if (existsSync(out)) throw new BadOption(`${out} is there already. Name another file with --out.`);
  return { dataDir, out };
}

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: { 'data-dir': { type: 'string' }, out: { type: 'string' } },
    }).values;
  } catch (error) {
    throw badOption(error);
  }
}
