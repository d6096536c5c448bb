/** Expected outcomes of commands, as values with a reason. */

/** Why a key or a value cannot be stored in a session. */
export type ValueRefusal =
  | 'empty-key'
  | 'reserved-key'
  | 'key-too-long'
  | 'too-deep'
  | 'too-large'
  | 'session-too-large';

/** The result of a change that the window made directly in the store. */
export type EditResult =
  | { ok: true }
  | { ok: false; reason: 'session-not-found' | 'key-not-found' | ValueRefusal; message: string };

/** The disk space of the data, and the time of the oldest entry of the log that the window shows. */
export interface DataUsage {
  /** The size of all files of the data folder. */
  readonly folderBytes: number;
  /** Null if the log is empty or cannot be read, and for an opened file, whose entries are kept. */
  readonly oldestEntryAtMs: number | null;
}

/** The result of pinning a request. */
export type PinResult = { ok: true } | { ok: false; reason: 'not-found' | 'too-many' | 'too-large'; message: string };
