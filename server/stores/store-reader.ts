import type { Transport } from '../contract/store-evidence.ts';
import type { StoreState } from '../contract/store-state.ts';
import type { StoredValue } from './read-row.ts';

/** Why a store cannot be read. */
export type StoreFaultCode = Extract<StoreState, { readonly state: 'fault' }>['code'];

/** A store that cannot be read, with a sentence that contains the next step. The sentence never contains a password. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;

  constructor(code: StoreFaultCode, message: string) {
    super(message);
    this.code = code;
  }
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
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  }[];
  /** Of the others: some keys or names of files. */
  readonly keys: readonly string[];
}

/**
 * A session store of another app. There is no way to write: no implementation has one, and each also opens its
 * connection or its files for reading alone. Every method rejects with a StoreFault.
 */
export interface StoreReader {
  readonly transport: Transport;
  /** The value of a key. Null if the store does not contain it. */
  read(key: string): Promise<StoredValue | null>;
  /** Some of the keys, in steps that do not hold up the store. */
  page(cursor: string | null, limit: number): Promise<KeyPage>;
  outline(): Promise<StoreOutline>;
  close(): Promise<void>;
}

/** Larger values are not sessions. Only their size is read. */
export const mostValueBytes = 1024 * 1024;
