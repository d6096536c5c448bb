import type { RecordingFailure } from '../contract/recording.ts';
import { EXPORT_FORMAT } from '../export/export-head.ts';

/** The kind of a file, by its beginning. `skip`: bytes of a byte order mark. */
export type FileKind =
  | { readonly kind: 'ndjson' | 'json'; readonly skip: number }
  | { readonly kind: 'none'; readonly failure: RecordingFailure };

/** The number of bytes that are needed to decide the kind of a file. */
export const SNIFFED_BYTES = 64 * 1024;

const BLANK = /^[\t\n\r ]*/;
const CSV_HEAD = /^\w+(?:,\w+){3,}\r?\n/;
const OUR_FORMAT = 'session-inspector/';
/** The head may be missing or damaged; an entry identifies the format too. */
const LINES_LOOKED_AT = 3;

/**
 * Distinguishes this app's NDJSON, a JSON document, and other files by the first bytes. The name of the file is not
 * used.
 */
export function fileKind(beginning: Uint8Array): FileKind {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => beginning[index] === byte);
  if (beginning.length === 0) return none('empty');
  if (starts(0x1f, 0x8b)) return none('gzip');
  if (starts(0x50, 0x4b, 0x03, 0x04)) return none('zip');
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return none('utf-16');
  const skip = starts(0xef, 0xbb, 0xbf) ? 3 : 0;
  const text = Buffer.from(beginning.subarray(skip)).toString('utf8');
  const trimmed = text.replace(BLANK, '');
  if (trimmed === '') return none('empty');
  if (!trimmed.startsWith('{')) return none(CSV_HEAD.test(trimmed) ? 'csv' : 'not-json');
  for (const line of trimmed.split('\n', LINES_LOOKED_AT)) {
    const object = objectIn(line);
    if (typeof object?.format === 'string' && object.format.startsWith(OUR_FORMAT)) {
      return object.format === EXPORT_FORMAT ? { kind: 'ndjson', skip } : none('newer-format', object.format);
    }
    if (typeof object?.kind === 'string' && 'id' in object) return { kind: 'ndjson', skip };
  }
  return { kind: 'json', skip };
}

function none(why: RecordingFailure['why'], detail = ''): FileKind {
  return { kind: 'none', failure: { why, line: why === 'not-json' ? 1 : null, detail } };
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
