import type { Changes } from '../base/changes.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { SessionChange } from '../storage/sessions/session-store.ts';

/**
 * The changes in a running app. Storage, actors, Lab, targets and settings report them; live feed, search and Lab read
 * them.
 */
export interface AppEvents {
  /** An entry was committed to the log, or was only reported because the database has failed. */
  entry: LogEntry;
  /** An entry could not be written. The reported event has happened all the same. */
  'entry-lost': LogEntry;
  /** A change of a session failed in a request without a record, because recording was paused. */
  'not-saved': null;
  /** Writes are refused from now on, or work again. */
  writes: null;
  session: SessionChange;
  'log-cleared': null;
  pins: null;
  /** More or fewer rows of the database are known to be unreadable. */
  'unreadable-rows': null;
  /** The cookies of the simulated browsers, or the verdict of the site on them. */
  actors: null;
  /** A run of the Lab. */
  lab: null;
  /** The target has another address. */
  moved: null;
  /** The list of the watched apps, or the state of one of them. */
  watching: null;
}

export type AppChanges = Changes<AppEvents>;
