import type { SessionData } from '../../contract/json.ts';
import type { StoreRow } from '../../contract/store-list.ts';
import type { EncodingName, UnreadableReason } from '../../contract/value-tree.ts';
import { type DecodedRow, decodeRow, type RowOptions, readRow, type StoredValue } from '../read-row.ts';
import type { RowClocks } from '../row-clocks.ts';
import { boundedSides, boundedValue } from './bounded-sides.ts';

/** A row as it came from its store, with what is needed to decode it later. */
export interface HeldRow {
  readonly stored: StoredValue;
  readonly options: RowOptions;
  /** Two rows of one version hold the same session. Of a value that was read in part: the same part of it. */
  readonly version: string;
}

/** What a record contains of a row. */
export interface RowContent extends RowClocks {
  /** The session, of bounded size. Null if the value cannot be read, or is not a map of keys and values. */
  readonly data: SessionData | null;
  readonly encoding: EncodingName | null;
  /** Why the value cannot be read, and at which byte. Null if it can. */
  readonly unreadable: { readonly reason: UnreadableReason; readonly at: number } | null;
  readonly cookieExpiresAtMs: number | null;
  readonly dangerous: readonly string[];
}

/** A row as the window shows it. */
export type ShownRow = Extract<StoreRow['now'], { readonly state: 'present' }>;

/** The rows of one session before and after a request, or one of them. Equal bytes are decoded once. */
export function contentsOf(before: HeldRow | null, after: HeldRow | null): [RowContent | null, RowContent | null] {
  const isSame = before !== null && after !== null && before.stored.bytes.equals(after.stored.bytes);
  const ofBefore = before === null ? null : decoded(before);
  const ofAfter = isSame ? ofBefore : after === null ? null : decoded(after);
  const [dataBefore, dataAfter] = boundedSides(ofBefore?.data ?? null, ofAfter?.data ?? null);
  return [contentOf(before, ofBefore, dataBefore), contentOf(after, ofAfter, dataAfter)];
}

/** A value that was read in part is not decoded. */
function decoded({ stored, options }: HeldRow): DecodedRow {
  if (stored.wholeBytes === undefined) return decodeRow(stored, options);
  const nothing = { encoding: null, wrapping: [], at: 0, hex: '', strings: [], names: [] };
  const value = { ok: false, reason: 'too-large', ...nothing, bytes: stored.bytes.length } as const;
  return { value, whole: null, express: null, data: null };
}

function contentOf(row: HeldRow | null, decoded: DecodedRow | null, data: SessionData | null): RowContent | null {
  if (row === null || decoded === null) return null;
  const { value, dangerous, cookieExpiresAtMs, expiresAtMs, isExpired, clockNote, zoneQuarters } = readRow(
    row.stored,
    row.options,
    decoded,
  );
  const unreadable = value.ok ? null : { reason: value.reason, at: value.at };
  const clocks = { expiresAtMs, isExpired, clockNote, zoneQuarters };
  return { ...clocks, data, encoding: value.encoding, unreadable, cookieExpiresAtMs, dangerous };
}

/** One row as it is shown, of bounded size. */
export function shownRow({ stored, options }: HeldRow): ShownRow {
  const read = readRow(stored, options);
  const { value, whole, raw, bytes, dangerous, isSealed, expiresAtMs, cookieExpiresAtMs } = read;
  return {
    state: 'present',
    value: {
      json: value.ok ? boundedValue(whole) : null,
      data: boundedSides(read.data, null)[0],
      encoding: value.encoding,
      wrapping: value.wrapping,
      reason: value.ok ? null : value.reason,
      strings: value.ok ? [] : value.strings.slice(0, 100),
      isSealed,
      hex: raw.subarray(0, shownBytes).toString('hex'),
      bytes,
      dangerous,
    },
    expiresAtMs,
    cookieExpiresAtMs,
  };
}

const shownBytes = 16 * 1024;
