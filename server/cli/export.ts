import { existsSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type DataDir, dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import { type ExportFormat, exportFormatSchema } from '../contract/export-options.ts';
import { exportHere } from '../export/running-export.ts';
import { exportStoredLog } from '../export/stored-log.ts';
import { BadOption, badOption, pathOption } from '../start-options.ts';
import { openDatabaseForReading } from '../store/database.ts';
import { LogReader } from '../store/log-reader.ts';

/** Exports a stored log, whether or not the app is running on it. The result goes to --out, else to stdout. */
export async function runExport(argv: readonly string[]): Promise<void> {
  const { dataDir, format, raw, out } = parse(argv);
  if (!existsSync(dataDir.database)) {
    throw new Error(`There is no log in ${dataDir.path}. Name the folder of a Session Inspector with --data-dir.`);
  }
  const database = openDatabaseForReading(dataDir.database);
  try {
    const job = { format, raw, siteUrl: 'http://localhost:5000', nowMs: Date.now(), signingSecrets: [] };
    const { body } = exportHere(exportStoredLog(new LogReader(database), job));
    if (out === undefined) await toStdout(body);
    else await toFile(body, out);
  } finally {
    database.close();
  }
}

/** A reader who has had enough and leaves (`| head -1`) is no failure. */
async function toStdout(body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    await pipeline(body, process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** For the owner's eyes only, also where the file was there before. What could not be finished is not left lying about. */
async function toFile(body: ReadableStream<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, 'w', 0o600).catch((error: Error) => {
    throw new Error(`The export cannot be written: ${error.message}`, { cause: error });
  });
  // Not a device or a pipe, whose mode is not ours to change.
  const isFile = (await file.stat()).isFile();
  try {
    if (isFile) await file.chmod(0o600);
    await pipeline(body, file.createWriteStream());
  } catch (error) {
    await closeQuietly(file);
    if (isFile) await rm(path, { force: true });
    throw error;
  }
}

async function closeQuietly(file: FileHandle): Promise<void> {
  await file.close().catch(() => {});
}

function parse(argv: readonly string[]): {
  dataDir: DataDir;
  format: ExportFormat;
  raw: boolean;
  out: string | undefined;
} {
  const values = parseValues(argv);
  const format = exportFormatSchema.safeParse(values.format);
  if (!format.success)
    throw new BadOption(`--format takes ndjson, csv or har${values.format ? `, not “${values.format}”` : ''}.`);
  return {
    dataDir: dataDirAt(pathOption('--data-dir', values['data-dir']) ?? defaultDataDir()),
    format: format.data,
    raw: values.raw,
    out: pathOption('--out', values.out),
  };
}

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        'data-dir': { type: 'string' },
        format: { type: 'string' },
        raw: { type: 'boolean', default: false },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw badOption(error);
  }
}
