import { type FileHandle, open } from 'node:fs/promises';
import type { LogEntry } from '../contract/log-entry.ts';
import type { RecordingAbout, RecordingFailure } from '../contract/recording.ts';
import { explainRequests } from './explain-requests.ts';
import { type FileKind, fileKind, SNIFFED_BYTES } from './file-kind.ts';
import { harReader } from './har-reader.ts';
import { JsonFault } from './json-cutter.ts';
import { ndjsonReader } from './ndjson-reader.ts';
import { OrderOfTime } from './order-of-time.ts';
import type { RecordingReader } from './reader.ts';
import { RecordingWriter } from './recording-writer.ts';
import { type PlaceInFile, Tally } from './tally.ts';

export interface RecordingJob {
  /** The file to read. */
  readonly file: string;
  /** The name of the file for its owner. */
  readonly fileName: string;
  /** The path of the database to create. */
  readonly database: string;
  readonly ownCookieNames: readonly string[];
  /** Default: {@link MAX_ENTRIES}. */
  readonly maxEntries?: number;
}

export interface ReadProgress {
  readonly doneBytes: number;
  readonly entries: number;
}

export type RecordingResult =
  | { readonly ok: true; readonly about: RecordingAbout }
  | { readonly ok: false; readonly failure: RecordingFailure };

/** The maximum number of entries, as many as the live log keeps. */
export const MAX_ENTRIES = 2_000_000;
const CHUNK_BYTES = 256 * 1024;

/** Thrown when enough entries have been read. */
class Full extends Error {}

/**
 * Reads a file into a database. Only one chunk of the file and its largest entry are in memory. `onChunk` is called
 * after each chunk; false stops the reading. Unreadable parts are skipped and counted. A file without any readable part
 * is a failure.
 */
export async function readRecording(
  job: RecordingJob,
  onChunk: (progress: ReadProgress) => Promise<boolean>,
): Promise<RecordingResult> {
  const file = await open(job.file, 'r');
  try {
    const { size } = await file.stat();
    const beginning = await readAt(file, Buffer.alloc(SNIFFED_BYTES), 0);
    const kind = fileKind(beginning);
    if (kind.kind === 'none') return { ok: false, failure: kind.failure };
    const writer = new RecordingWriter(job.database);
    try {
      return await readInto(writer, { job, file, size, kind, onChunk });
    } finally {
      writer.close();
    }
  } finally {
    await file.close();
  }
}

interface Reading {
  readonly job: RecordingJob;
  readonly file: FileHandle;
  readonly size: number;
  readonly kind: Exclude<FileKind, { kind: 'none' }>;
  readonly onChunk: (progress: ReadProgress) => Promise<boolean>;
}

async function readInto(writer: RecordingWriter, reading: Reading): Promise<RecordingResult> {
  const order = new OrderOfTime();
  const explain = explainRequests(reading.kind.kind === 'json');
  const pass = await readOnce(writer, { order, explain }, reading);
  if (!pass.ok || !order.mustRepeat()) return pass;
  writer.clear();
  const again = await readOnce(writer, { order, explain: null }, reading);
  return again.ok ? explainInOrder(writer, again, reading) : again;
}

/** Clients can only be followed in the order of time. The recording is in that order after it was written. */
async function explainInOrder(
  writer: RecordingWriter,
  read: RecordingResult & { readonly ok: true },
  { kind, size, onChunk }: Reading,
): Promise<RecordingResult> {
  const explain = explainRequests(kind.kind === 'json');
  const { requestCount, otherCount } = read.about;
  const progress = { doneBytes: size, entries: requestCount + otherCount };
  for (;;) {
    const isMore = writer.rewriteNext(explain);
    if (!(await onChunk(progress))) return failed('closed');
    if (!isMore) return read;
  }
}

interface Pass {
  readonly order: OrderOfTime;
  /** Null if the entries are not in the order of time. */
  readonly explain: ((entry: LogEntry) => LogEntry) | null;
}

async function readOnce(writer: RecordingWriter, pass: Pass, reading: Reading): Promise<RecordingResult> {
  const { job, kind, size } = reading;
  const { order, explain } = pass;
  const tally = new Tally();
  const add = (entry: LogEntry, at: PlaceInFile): void => {
    if (tally.entryCount >= (job.maxEntries ?? MAX_ENTRIES)) {
      tally.skip(at, 'too-many');
      throw new Full();
    }
    const told = explain === null ? entry : explain(entry);
    if (writer.add(told)) tally.count(entry);
    else tally.skip(at, 'duplicate-id', String(entry.id));
  };
  const har = kind.kind === 'json' ? harReader({ tally, add, ...job, placeOf: order.placeOf }) : null;
  const reader = har ?? ndjsonReader({ tally, add });
  const fault = await readThrough(reader, tally, reading);
  if (fault === 'stopped') return failed('closed');
  if (fault !== null && tally.entryCount === 0) {
    const isCut = fault.why === 'cut-off' && har?.hasLog() === true;
    return isCut ? failed('cut-off', fault.line) : failed('not-json', fault.line, fault.message);
  }
  if (fault !== null) {
    const at = har === null ? { line: fault.line } : { line: fault.line, entry: har.entryCount() };
    tally.skip(at, fault.why, fault.message);
  }
  if (har !== null && !har.hasLog()) return failed('no-log');
  const [first] = tally.skipped;
  if (tally.entryCount === 0 && first !== undefined) return failed('nothing-readable', first.line, first.detail);
  const { writtenBy, exportedAt, isRedacted } = reader.about();
  const about: RecordingAbout = {
    fileName: job.fileName,
    bytes: size,
    format: kind.kind === 'json' ? 'har' : 'ndjson',
    writtenBy,
    exportedAt,
    tellsServer: tally.tellsServer,
    secrets: tally.secrets(isRedacted),
    requestCount: tally.requestCount,
    otherCount: tally.otherCount,
    skippedCount: tally.skippedCount,
    skippedWhy: tally.skippedWhy,
    skipped: tally.skipped,
    parts: tally.parts,
  };
  return { ok: true, about };
}

/** Null if the file was read to its end, or to the entry limit. */
async function readThrough(
  reader: RecordingReader,
  tally: Tally,
  { file, kind, onChunk }: Reading,
): Promise<JsonFault | 'stopped' | null> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  try {
    for (let at = kind.skip; ; ) {
      const chunk = await readAt(file, buffer, at);
      if (chunk.length === 0) break;
      at += chunk.length;
      reader.write(chunk);
      if (!(await onChunk({ doneBytes: at, entries: tally.entryCount }))) return 'stopped';
    }
    reader.end();
    return null;
  } catch (error) {
    if (error instanceof JsonFault) return error;
    if (error instanceof Full) return null;
    throw error;
  }
}

async function readAt(file: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  return buffer.subarray(0, bytesRead);
}

function failed(why: RecordingFailure['why'], line: number | null = null, detail = ''): RecordingResult {
  return { ok: false, failure: { why, line, detail } };
}
