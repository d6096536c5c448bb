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

/** A download that was prepared: good for one GET within a minute, without the token. `id` is for asking how far it is. */
export type ExportTicket = { id: string; path: string; fileName: string };

/** How far a download is, in entries of the log. `total` is right to within the ids that were never written. */
export type ExportState = {
  state: 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';
  done: number;
  total: number;
};
