import { checkOf } from '../../contract/check-of.ts';
import {
  type LogEntry,
  logEntrySchema,
  type UnreadableEntry,
  type UnreadableReason,
} from '../../contract/log-entry.ts';
import { decodeEntry, rowVersion } from './entry-codec/entry-codec.ts';
import { type LogRow, logRow } from './log-row.ts';

/** A row of the log in SQLite: the entry as text, and the other columns. */
export interface StoredEntry {
  readonly id: number;
  readonly kind: string;
  readonly atMs: number;
  readonly json: string;
}

/** The columns of a StoredEntry, for SELECT. */
export const storedEntryColumns = 'id, kind, at_ms AS atMs, entry_json AS json';

/** Made with the first row. Rows that it refuses are read by the schema, which gives the reason. */
let check: ((entry: unknown) => boolean) | null = null;

function isEntry(entry: LogEntry): boolean {
  check ??= checkOf(logEntrySchema);
  return check(entry);
}

const kinds = ['request', 'gap', 'edit', 'notice'] as const;

/**
 * The entry of a row, or an entry of the kind `unreadable` if the row does not contain a valid one. Never throws,
 * because one bad row must not affect other rows. All readers of the log use this function.
 */
export function readEntry(row: StoredEntry): LogEntry {
  const reading = reasonOrEntry(row);
  return 'kind' in reading ? reading : unreadable(row, reading);
}

/** The row in which an entry is stored. */
export function storedEntryOf(entry: LogEntry): StoredEntry {
  const [id, kind, atMs, , , json]: LogRow = logRow(entry);
  return { id, kind, atMs, json };
}

function reasonOrEntry({ id, json }: StoredEntry): LogEntry | UnreadableReason {
  // A changed byte can give a column a type that the schema of the table does not allow.
  if (typeof json !== 'string') return { code: 'not-json' };
  let entry: LogEntry;
  try {
    entry = decodeEntry(json);
  } catch (error) {
    return error instanceof SyntaxError ? reasonOf(json) : { code: 'misfit', member: null };
  }
  // The required members are those of the contract, because the window refuses a whole message for one incomplete
  // entry.
  if (!isEntry(entry)) {
    const { error } = logEntrySchema.safeParse(entry);
    if (error !== undefined) return { code: 'misfit', member: memberOf(error.issues[0]?.path[0]) };
  }
  return entry.id === id ? entry : { code: 'misfit', member: 'id' };
}

function reasonOf(json: string): UnreadableReason {
  const version = /^\[(\d{1,6}),/.exec(json)?.[1];
  return Number(version) > rowVersion ? { code: 'newer', version: Number(version) } : { code: 'not-json' };
}

function memberOf(name: PropertyKey | undefined): string | null {
  return name === undefined ? null : String(name);
}

function unreadable({ id, kind, atMs }: StoredEntry, reason: UnreadableReason): UnreadableEntry {
  const was = kinds.find((known) => known === kind) ?? null;
  return { kind: 'unreadable', id, atMs: Number.isFinite(atMs) ? atMs : 0, was, reason };
}
