import type { ExportFormat, ExportOptions, ExportScope } from '../contract/export-options.ts';
import { isOtherThanPredicted } from '../contract/missing-cookie.ts';
import { readEntry, type StoredEntry } from '../storage/log/stored-entry.ts';
import { csvWriter } from './csv.ts';
import type { ExportHead } from './export-head.ts';
import { harWriter } from './har.ts';
import type { LogWriter } from './log-writer.ts';
import { ndjsonWriter } from './ndjson.ts';
import { createRedactor } from './redact.ts';
import type { RedactorOptions } from './redaction/text-redactor.ts';

export interface ExportPiecesOptions extends RedactorOptions {
  /**
   * The rows of the log, oldest first. They are read at the pace of the reader, and no further if the reader stops.
   * They are read once, or twice if secrets are replaced; both times they must be the same.
   */
  readonly rows: Iterable<StoredEntry>;
  /** The rows whose secrets are replaced everywhere. All rows if absent. */
  readonly collected?: Iterable<StoredEntry>;
  /**
   * Called before the first entry is written with the number of secrets that are replaced only in fields known to
   * contain a secret; see RowRedactor.
   */
  readonly onCollected?: (left: number) => void;
  readonly options: Pick<ExportOptions, 'format' | 'raw'>;
  /** The same rows, for the number of cookies that are other than predicted. That number is 0 if absent. */
  readonly counted?: Iterable<StoredEntry>;
  /** The part of the log that the rows are. The whole log if absent. */
  readonly scope?: ExportScope['of'] | undefined;
  /** The address of the site, for the absolute URLs of HAR. */
  readonly siteUrl: string;
  readonly nowMs: number;
}

export type ExportChunks = Generator<Uint8Array<ArrayBuffer>, void, ArrayBuffer | undefined>;

/** The number of rows that are collected before other work can run. */
const ROWS_AT_A_TIME = 64;
const PAUSE = '';
const EMPTY = new Uint8Array(0);

/** Large enough to make passing it cheap, and small enough not to delay other work. */
const CHUNK_CHARACTERS = 64 * 1024;

const writers: Record<ExportFormat, (head: ExportHead) => LogWriter> = {
  ndjson: ndjsonWriter,
  csv: csvWriter,
  har: harWriter,
};

/**
 * The text of an exported log as UTF-8, in chunks of about 64 KiB. Without `options.raw` every secret is replaced (see
 * RowRedactor): first all rows are read to collect their secrets, and during that time chunks are empty, so that other
 * work can run. Reading starts with the first chunk, and never goes further than the next chunk needs, so memory is
 * bounded for a log of any size. The caller may pass unused memory with each request; the chunk is written into it if
 * it fits.
 */
export function* exportChunks(given: ExportPiecesOptions): ExportChunks {
  let text = '';
  let free: ArrayBuffer | undefined;
  for (const piece of exportPieces(given)) {
    text += piece;
    if (text === PAUSE) free = (yield EMPTY) ?? free;
    if (text.length < CHUNK_CHARACTERS) continue;
    free = yield encoded(text, free);
    text = '';
  }
  if (text !== '') yield encoded(text, free);
}

const encoder = new TextEncoder();

function encoded(text: string, free: ArrayBuffer | undefined): Uint8Array<ArrayBuffer> {
  if (free === undefined) return encoder.encode(text);
  const bytes = new Uint8Array(free);
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === text.length ? bytes.subarray(0, written) : encoder.encode(text);
}

/** The same text in pieces: the head, each entry, the end. While secrets are collected, empty pieces come first. */
export function* exportPieces(given: ExportPiecesOptions): Generator<string, void> {
  const {
    rows,
    collected = rows,
    counted = [],
    onCollected,
    options,
    scope = 'all',
    siteUrl,
    nowMs,
    ...redaction
  } = given;
  let count = 0;
  let cookieDifferences = 0;
  for (const row of counted) {
    cookieDifferences += differencesIn(row);
    if (++count % ROWS_AT_A_TIME === 0) yield PAUSE;
  }
  const isRedacted = !options.raw;
  const head = { exportedAtMs: nowMs, isRedacted, siteUrl, scope, replacedInPlaceOnly: 0, cookieDifferences };
  if (options.raw) {
    const writer = writers[options.format](head);
    yield writer.head();
    for (const row of rows) yield writer.entry(entryJson(row));
    yield writer.end();
    return;
  }
  const redactor = createRedactor(redaction);
  for (const row of collected) {
    redactor.collect(row);
    if (++count % ROWS_AT_A_TIME === 0) yield PAUSE;
  }
  onCollected?.(redactor.left);
  const writer = writers[options.format]({ ...head, replacedInPlaceOnly: redactor.left });
  yield writer.head();
  for (const row of rows) yield writer.entry(redactor.replaced(row));
  yield writer.end();
}

/** A row without this name has no such cookie, in either form of rows; most rows are not read for that. */
const PREDICTED = '"predicted"';

function differencesIn(row: StoredEntry): number {
  if (!row.json.includes(PREDICTED)) return 0;
  const entry = readEntry(row);
  return entry.kind === 'request' ? (entry.expectedCookies ?? []).filter(isOtherThanPredicted).length : 0;
}

/** The JSON of the row itself, if the row is JSON already. */
function entryJson(row: StoredEntry): string {
  const entry = readEntry(row);
  return entry.kind !== 'unreadable' && row.json.startsWith('{') ? row.json : JSON.stringify(entry);
}

/**
 * The approximate size of these entries within a larger file, in bytes, without replacing their secrets. Each is
 * written twice, because an entry that repeats earlier ones is shorter, and in a large file most do.
 */
export function bytesWithin(rows: readonly StoredEntry[], format: ExportFormat): number {
  const writer = writers[format]({
    exportedAtMs: 0,
    isRedacted: false,
    siteUrl: '',
    scope: 'all',
    replacedInPlaceOnly: 0,
    cookieDifferences: 0,
  });
  const entries = rows.map(entryJson);
  for (const entry of entries) writer.entry(entry);
  return entries.reduce((bytes, entry) => bytes + Buffer.byteLength(writer.entry(entry)), 0);
}
