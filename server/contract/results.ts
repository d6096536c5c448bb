/** Expected outcomes of commands, as values with a reason. */

/** Why a key or value cannot go into a session. */
export type ValueRefusal =
  | 'empty-key'
  | 'reserved-key'
  | 'key-too-long'
  | 'too-deep'
  | 'too-large'
  | 'session-too-large';

/** What came of a change made from the window straight in the store. */
export type EditResult =
  | { ok: true }
  | { ok: false; reason: 'session-not-found' | 'key-not-found' | ValueRefusal; message: string };

/** What the data takes, and how far back the log goes. */
export interface DataUsage {
  /** All files of the data folder. */
  readonly folderBytes: number;
  /** Null: the log is empty, or cannot be read. */
  readonly oldestEntryAtMs: number | null;
}

/** What came of pinning a request. */
export type PinResult = { ok: true } | { ok: false; reason: 'not-found' | 'too-many' | 'too-large'; message: string };
