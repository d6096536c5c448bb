import type { ExportFormat, ExportOptions, ExportScope } from '../contract/export-options.ts';
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
   * The rows of the log, oldest first. Read at the pace of the reader, and ended early if the reader leaves: once, or
   * twice where secrets are replaced. The second time they must be the same.
   */
  readonly rows: Iterable<StoredEntry>;
  /** The rows of which the secrets are replaced wherever they stand; absent: all of them. */
  readonly collected?: Iterable<StoredEntry>;
  /** Told before the first entry is written how many secrets are replaced in their places only: see RowRedactor. */
  readonly onCollected?: (left: number) => void;
  readonly options: Pick<ExportOptions, 'format' | 'raw'>;
  /** What the rows are of the log; absent: all of it. */
  readonly scope?: ExportScope['of'] | undefined;
  /** Where the site listens, for the absolute URLs of HAR. */
  readonly siteUrl: string;
  readonly nowMs: number;
}

export type ExportChunks = Generator<Uint8Array<ArrayBuffer>, void, ArrayBuffer | undefined>;

/** So many rows are collected before others have their turn. */
const ROWS_AT_A_TIME = 64;
const PAUSE = '';
const EMPTY = new Uint8Array(0);

/** Enough that handing it over costs little, little enough that nothing waits for it. */
const CHUNK_CHARACTERS = 64 * 1024;

const writers: Record<ExportFormat, (head: ExportHead) => LogWriter> = {
  ndjson: ndjsonWriter,
  csv: csvWriter,
  har: harWriter,
};

/**
 * The text of an exported log as UTF-8, in chunks of about 64 KiB. Without `options.raw` every secret is replaced
 * (see RowRedactor): all rows are read for their secrets first, and chunks are empty meanwhile, so that others have
 * their turn. Nothing is read before the first chunk is asked for, and no more than the next one needs; memory has a
 * bound whatever the log. Whoever asks for a chunk may give memory that is not used any more: the
 * chunk is made in it if it fits.
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

/**
 * The same text as it is written: what stands before the first entry, then each entry, then the end. Before it nothing
 * again and again, while the secrets are collected.
 */
export function* exportPieces(given: ExportPiecesOptions): Generator<string, void> {
  const { rows, collected = rows, onCollected, options, scope = 'all', siteUrl, nowMs, ...redaction } = given;
  const head = { exportedAtMs: nowMs, isRedacted: !options.raw, siteUrl, scope, replacedInPlaceOnly: 0 };
  if (options.raw) {
    const writer = writers[options.format](head);
    yield writer.head();
    for (const row of rows) yield writer.entry(entryJson(row));
    yield writer.end();
    return;
  }
  const redactor = createRedactor(redaction);
  let count = 0;
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

/** As it stands in the row where that is JSON already. */
function entryJson(row: StoredEntry): string {
  const entry = readEntry(row);
  return entry.kind !== 'unreadable' && row.json.startsWith('{') ? row.json : JSON.stringify(entry);
}

/** About how long one entry is in a file, in bytes, without the work of replacing its secrets. */
export function entryBytes(row: StoredEntry, format: ExportFormat): number {
  const writer = writers[format]({
    exportedAtMs: 0,
    isRedacted: false,
    siteUrl: '',
    scope: 'all',
    replacedInPlaceOnly: 0,
  });
  return Buffer.byteLength(writer.entry(entryJson(row)));
}
