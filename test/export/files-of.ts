import { onTestFinished } from 'vitest';
import { type ExportFormat, exportFormatSchema } from '../../server/contract/export-options.ts';
import { reportEntries } from '../../server/export/report-entries.ts';
import { exportStoredLog } from '../../server/export/stored-log.ts';
import { readRecording } from '../../server/import/read-recording.ts';
import { openDatabaseForReading } from '../../server/storage/database/database.ts';
import { LogReader } from '../../server/storage/log/log-reader.ts';
import { jobFor } from '../import/reading.ts';
import { SITE_URL } from './log-entries.ts';

/** A file that is opened, in a separate database until the end of the test. */
export async function recordingOf(content: string): Promise<LogReader> {
  const job = jobFor(content);
  const result = await readRecording(job, async () => true);
  if (!result.ok || result.about.skippedCount > 0) throw new Error(`Not read: ${JSON.stringify(result)}`);
  const database = openDatabaseForReading({ path: job.database, identity: null });
  onTestFinished(() => void database.close());
  return new LogReader(database);
}

/** Every file that a log can become, and what the page of a report is made of. */
export async function filesOf(reader: LogReader, raw: boolean): Promise<[name: string, file: string][]> {
  const report = await reportEntries(reader, { part: { of: 'all' }, raw, signingSecrets: [] });
  return [
    ...exportFormatSchema.options.map((format): [string, string] => [format, fileOf(reader, format, raw)]),
    ['report', JSON.stringify(report)],
  ];
}

function fileOf(reader: LogReader, format: ExportFormat, raw: boolean): string {
  const job = { format, raw, part: { of: 'all' }, siteUrl: SITE_URL, nowMs: 0, signingSecrets: [] } as const;
  return Buffer.concat([...exportStoredLog(reader, job).chunks]).toString();
}
