import type { Transport } from '../contract/store-evidence.ts';
import type { StoreNews } from '../contract/store-list.ts';
import {
  codeOfReason,
  type StoreFaultCode,
  type StoreFaultReason,
  type StoreWhy,
  type StoreWhyFacts,
  storeWhySentence,
} from '../contract/store-why.ts';
import { storeWhyWords } from '../contract/store-why-words-en.ts';
import type { StoredValue } from './read-row.ts';

/** Faults that trying again does not change: somebody has to change the setting, or the server. */
const lastingCodes: ReadonlySet<StoreFaultCode> = new Set([
  'wrong-password',
  'no-database',
  'bad-address',
  'too-old',
  'untrusted',
]);

/** A server refuses these to the user of the connection, and may keep a list of its refusals. */
const missingRights: ReadonlySet<StoreFaultReason> = new Set(['redis-rights', 'select-rights', 'site-rights']);

/**
 * A store that cannot be read. Its message is the English sentence, which contains the next step and never a password.
 */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;
  readonly why: StoreWhy & { readonly reason: StoreFaultReason };
  /** The tables from which a person can choose, if none was recognised. */
  readonly outline: StoreOutline | null;

  constructor(reason: StoreFaultReason, facts: StoreWhyFacts = {}, outline: StoreOutline | null = null) {
    const why = { reason, ...facts };
    super(storeWhySentence(why, storeWhyWords));
    this.code = codeOfReason[reason];
    this.why = why;
    this.outline = outline;
  }

  /** Whether connecting again cannot help, until somebody changes something. */
  get lasts(): boolean {
    return lastingCodes.has(this.code) || missingRights.has(this.why.reason);
  }
}

/** A row that cannot be read, in a store that can be: such as a file of another user, or a key of another type. */
export class RowFault extends StoreFault {}

/** The fault behind an error: that of the store, or one that nobody expected, with its message. */
export function asStoreFault(error: unknown, place = ''): StoreFault {
  if (error instanceof StoreFault) return error;
  return new StoreFault('unexpected', { place, quote: error instanceof Error ? error.message : String(error) });
}

/** One page of keys. */
export interface KeyPage {
  readonly keys: readonly string[];
  /** The start of the next page. Null if this was the last one. */
  readonly next: string | null;
}

/** The structure of a store that recognition uses. */
export interface StoreOutline {
  /** Of databases: each table with its columns and their types. */
  readonly tables: readonly {
    /** Of PostgreSQL: the schema, unless a name without a schema leads to the table. */
    readonly schema?: string;
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  }[];
  /** Of other stores: some of the keys, or some of the file names. */
  readonly keys: readonly string[];
}

/** A row as a list needs it, without its value. */
export interface RowHead {
  readonly key: string;
  /** Null if the row has no expiry, undefined if only its value can contain one. */
  readonly expiresAtMs?: number | null;
  readonly bytes?: number;
  /** When it was written, if the store tells. */
  readonly changedAtMs?: number;
}

/** What a reader of changes is told. */
export interface StoreListener {
  /** The rows of these keys may be new, changed or removed. */
  changed(keys: readonly string[]): void;
  /** Any row may have changed. */
  something(): void;
}

export interface StoreWatch {
  readonly news: Exclude<StoreNews, 'polled'>;
  stop(): Promise<void>;
}

/**
 * A session store of another app. It cannot be written to: no implementation has a method for that, and each opens its
 * connection or its files read-only. Every method rejects with a StoreFault.
 */
export interface StoreReader {
  readonly transport: Transport;
  /** The value of a key. Null if the store does not contain it. */
  read(key: string): Promise<StoredValue | null>;
  /** Some of the keys, in steps that do not hold up the store. */
  page(cursor: string | null, limit: number): Promise<KeyPage>;
  outline(): Promise<StoreOutline>;
  /**
   * Every row, a few at a time. The store is asked for the next rows only when the caller asks for them, so the caller
   * decides the pace. `prefix`: only keys that begin with it are needed. Absent if the store can only list keys, page
   * by page.
   */
  walk?(prefix: string): AsyncIterable<readonly RowHead[]>;
  /** The rows of these keys, in their order. Null for a key that the store does not contain. */
  heads?(keys: readonly string[]): Promise<readonly (RowHead | null)[]>;
  /**
   * About how many rows and other keys a walk sees. Null if that cannot be told quickly. Always asks the store, so it
   * also shows whether the store is there.
   */
  count(): Promise<number | null>;
  /** Reports changes until stopped. Absent if the store reports none. */
  watch?(prefix: string, listener: StoreListener): Promise<StoreWatch>;
  close(): Promise<void>;
}

/** Larger values are not decoded: of them only so many bytes and one more are read, and the size. */
export const mostValueBytes = 1024 * 1024;

/** A value of which at most so many bytes were read, with its whole size if that was not all of it. */
export function readInPart(bytes: Buffer, size: number): Pick<StoredValue, 'bytes' | 'wholeBytes'> {
  return bytes.length > mostValueBytes && size > bytes.length ? { bytes, wholeBytes: size } : { bytes };
}
