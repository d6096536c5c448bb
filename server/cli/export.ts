import { statSync } from 'node:fs';
import type { ExportScope } from '../contract/export-options.ts';
import type { FilterError } from '../contract/filter/filter.ts';
import { isReadToItsEnd } from '../contract/recording.ts';
import type { ExportPart } from '../export/export-part.ts';
import { exportHere } from '../export/running-export.ts';
import { exportStoredLog } from '../export/stored-log.ts';
import { DirectSearch } from '../search/direct-search.ts';
import { BadOption } from '../start-options.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import { LogReader } from '../storage/log/log-reader.ts';
import { databasePlace, hasDatabase } from './database-place.ts';
import { type ExportRequest, parseExportOptions } from './export-options.ts';
import { writeExport } from './export-output.ts';
import { leftOutLines } from './recording-words.ts';
import { withRecording } from './temporary-recording.ts';
import { watchedLog, watchedLogs } from './watched-logs.ts';

/** The readable part of the file was exported, but its end could not be read. */
const DAMAGED_STATUS = 3;

/**
 * Exports a stored log, whether or not the app is running on it, or a file that is read as a recording. The result goes
 * to --out, else to stdout. Status 3: the file could not be read to its end, and everything before that was exported.
 */
export async function runExport(argv: readonly string[]): Promise<void> {
  const request = parseExportOptions(argv);
  if ('from' in request.source) {
    // The file may be the only copy of what it holds.
    if (isSameFile(request.source.from, request.out))
      throw new BadOption('--out names the file that --from reads. Name another file for the export.');
    await exportFile(request.source.from, request);
  } else await exportLog(request.source, request);
}

/** Also under two names, such as that of a link. A file that is not there yet is no other file. */
function isSameFile(from: string, out: string | undefined): boolean {
  const [one, other] = [from, out].map((path) =>
    path === undefined ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

async function exportLog({ dataDir, app }: Exclude<ExportRequest['source'], { from: string }>, request: ExportRequest) {
  if (!hasDatabase(dataDir.database)) {
    throw new Error(`There is no log in ${dataDir.path}. Name the folder of a Session Inspector with --data-dir.`);
  }
  if (app === undefined) return exportDatabase(dataDir.database, request);
  const watched = await watchedLog(dataDir, app);
  if (watched === null) {
    const names = (await watchedLogs(dataDir)).map(({ name }) => name);
    const known = names.length === 0 ? 'No app is watched' : `There are: ${names.join(', ')}`;
    throw new Error(`No watched app is called “${app}” or has this address. ${known}.`);
  }
  await exportDatabase(watched.database, request, watched.open);
}

/** A sanitised file contains no secrets, so its export must not say that it does. */
async function exportFile(path: string, request: ExportRequest): Promise<void> {
  await withRecording(path, async ({ about, database }) => {
    const isSanitised = about.secrets === 'pseudonyms';
    const lines = leftOutLines(path, about);
    if (request.raw && isSanitised) lines.push(`${path}: is sanitised already, so --raw changes nothing.`);
    for (const line of lines) process.stderr.write(`${line}\n`);
    await exportDatabase(database, { ...request, raw: request.raw && !isSanitised });
    if (!isReadToItsEnd(about)) process.exitCode = DAMAGED_STATUS;
  });
}

async function exportDatabase(
  path: string,
  { format, raw, scope, out }: ExportRequest,
  siteUrl = 'http://localhost:5000',
): Promise<void> {
  const database = openDatabaseForReading(databasePlace(path));
  try {
    const reader = new LogReader(database);
    const part = await partOf(reader, scope);
    const job = { format, raw, part, siteUrl, nowMs: Date.now(), signingSecrets: [] };
    const { body, progress } = exportHere(exportStoredLog(reader, job));
    await writeExport(body, out);
    const { replacedInPlaceOnly, done } = progress();
    if (done === 0) process.stderr.write(`${emptyLine(scope)}\n`);
    if (replacedInPlaceOnly > 0) process.stderr.write(`${inPlaceOnlyLine(replacedInPlaceOnly)}\n`);
  } finally {
    database.close();
  }
}

/** Why a file has no entries. */
function emptyLine(scope: ExportScope): string {
  switch (scope.of) {
    case 'all':
      return 'The log has no entries, so the file has none.';
    case 'filter':
      return `No entry of the log fits “${scope.filter}”, so the file has none.`;
    case 'session':
      return `No request of the log belongs to a session with the id “${scope.sid}”, so the file has no entries. Without --session all are exported, and each has its session id.`;
    default:
      return 'The file has no entries.';
  }
}

function inPlaceOnlyLine(count: number): string {
  const secrets = count === 1 ? '1 secret is' : `${count} secrets are`;
  return `The log has too many secrets to search every text for all of them: ${secrets} replaced only where secrets are expected.`;
}

/** Without the index of a running app, each entry is tested against the filter. */
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
