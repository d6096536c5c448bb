import { existsSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type DataDir, dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import {
  type ExportFormat,
  type ExportScope,
  exportFormatSchema,
  exportScopeSchema,
} from '../contract/export-options.ts';
import type { FilterError } from '../contract/filter/filter.ts';
import type { ExportPart } from '../export/export-part.ts';
import { exportHere } from '../export/running-export.ts';
import { exportStoredLog } from '../export/stored-log.ts';
import { DirectSearch } from '../search/direct-search.ts';
import { BadOption, badOption, pathOption } from '../start-options.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import { LogReader } from '../storage/log/log-reader.ts';

/** Exports a stored log, whether or not the app is running on it. The result goes to --out, else to stdout. */
export async function runExport(argv: readonly string[]): Promise<void> {
  const { dataDir, format, raw, scope, out } = parse(argv);
  if (!existsSync(dataDir.database)) {
    throw new Error(`There is no log in ${dataDir.path}. Name the folder of a Session Inspector with --data-dir.`);
  }
  const database = openDatabaseForReading(dataDir.database);
  try {
    const reader = new LogReader(database);
    const part = await partOf(reader, scope);
    const job = { format, raw, part, siteUrl: 'http://localhost:5000', nowMs: Date.now(), signingSecrets: [] };
    const { body } = exportHere(exportStoredLog(reader, job));
    if (out === undefined) await toStdout(body);
    else await toFile(body, out);
  } finally {
    database.close();
  }
}

/** Without the index of a running app: each entry is held against the filter. */
async function partOf(reader: LogReader, scope: ExportScope): Promise<ExportPart> {
  if (scope.of !== 'filter') return scope;
  const search = new DirectSearch(reader.source, Date.now);
  const found = await search.findAll(scope.filter, new AbortController().signal);
  if (!found.ok) throw new BadOption(`--filter cannot be read${whereIn(scope.filter, found.errors[0])}.`);
  if (found.ids === null) throw new Error('The log could not be searched to its end. Try again.');
  return { of: 'filter', ids: found.ids };
}

function whereIn(filter: string, error: FilterError | undefined): string {
  if (error === undefined) return '';
  return ` (${error.kind.replaceAll('-', ' ')}) at character ${error.from + 1}: “${filter.slice(error.from, error.to)}”`;
}

/** A reader who has had enough and leaves (`| head -1`) is no failure. */
async function toStdout(body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    await pipeline(body, process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/**
 * For the owner's eyes only, also where the file was there before. What could not be finished is not left lying
 * about.
 */
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
  scope: ExportScope;
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
    scope: scopeOf(values),
    out: pathOption('--out', values.out),
  };
}

function scopeOf({ filter, session }: { filter?: string | undefined; session?: string | undefined }): ExportScope {
  if (filter !== undefined && session !== undefined) {
    throw new BadOption('--filter and --session do not go together: put sid:SID into the filter.');
  }
  const scope = exportScopeSchema.safeParse(
    session !== undefined ? { of: 'session', sid: session } : { of: 'filter', filter: filter ?? '' },
  );
  if (!scope.success) throw new BadOption('--filter and --session take a text that is neither empty nor endless.');
  return filter === undefined && session === undefined ? { of: 'all' } : scope.data;
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
        filter: { type: 'string' },
        session: { type: 'string' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw badOption(error);
  }
}
