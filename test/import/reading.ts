import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import type { RecordingAbout, RecordingFailure } from '../../server/contract/recording.ts';
import { type RecordingJob, readRecording } from '../../server/import/read-recording.ts';
import { openDatabaseForReading } from '../../server/storage/database/database.ts';
import { LogReader } from '../../server/storage/log/log-reader.ts';
import { readEntry } from '../../server/storage/log/stored-entry.ts';

export const OWN_NAMES = ['inspector.sid', 'session'] as const;

/** A file with this content, and where a database may be made of it; both are gone after the test. */
export function jobFor(content: string | Uint8Array, options: Partial<RecordingJob> = {}): RecordingJob {
  const folder = mkdtempSync(join(tmpdir(), 'inspector-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'upload');
  writeFileSync(file, content);
  return { file, fileName: 'some.har', database: join(folder, 'recording.db'), ownCookieNames: OWN_NAMES, ...options };
}

/** The result of a file: its facts, and its entries in order of id. */
export async function opened(
  content: string | Uint8Array,
  options: Partial<RecordingJob> = {},
): Promise<{ about: RecordingAbout; entries: LogEntry[] }> {
  const job = jobFor(content, options);
  const result = await readRecording(job, async () => true);
  if (!result.ok) throw new Error(`The file could not be opened: ${JSON.stringify(result.failure)}`);
  return { about: result.about, entries: entriesIn(job.database) };
}

/** Why a file could not be opened. */
export async function refused(content: string | Uint8Array): Promise<RecordingFailure> {
  const result = await readRecording(jobFor(content), async () => true);
  if (result.ok) throw new Error('The file could be opened');
  return result.failure;
}

export function entriesIn(path: string): LogEntry[] {
  const database = openDatabaseForReading({ path, identity: null });
  try {
    return [...new LogReader(database).rows.all()].map(readEntry);
  } finally {
    database.close();
  }
}

export function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

/** A file with an input that once failed. */
export function givenCase(name: string): string {
  return readFileSync(new URL(`../fixtures/cases/${name}`, import.meta.url), 'utf8');
}

/** An entry of a HAR, as far as a test wants it otherwise than plain. */
export interface HarEntry {
  readonly request?: object;
  readonly response?: unknown;
  readonly [member: string]: unknown;
}

/**
 * A HAR with these entries, each plain but for what a test wants otherwise. A member that is null or of another type
 * stays so.
 */
export function harOf(...entries: HarEntry[]): string {
  const whole = entries.map(({ request, response = {}, ...members }) => ({
    startedDateTime: '2026-11-20T10:00:00.000Z',
    time: 5,
    request: { method: 'GET', url: 'http://app.test/', httpVersion: 'HTTP/1.1', headers: [], cookies: [], ...request },
    response:
      typeof response !== 'object' || response === null
        ? response
        : { status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', headers: [], cookies: [], ...response },
    ...members,
  }));
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'hand', version: '1' }, entries: whole } });
}

/** The requests of a file, in order. */
export async function requestsIn(content: string): Promise<RequestRecord[]> {
  return (await opened(content)).entries.filter((entry) => entry.kind === 'request');
}

export async function onlyRequest(content: string): Promise<RequestRecord> {
  const [request, ...others] = await requestsIn(content);
  if (request === undefined || others.length > 0)
    throw new Error(`The file has ${others.length + 1} requests, not one`);
  return request;
}
