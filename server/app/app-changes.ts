import type { Changes } from '../base/changes.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { SessionChange } from '../storage/sessions/session-change.ts';

/**
 * The kinds of changes in a running app. Storage, actors, Lab, targets and settings report them; live feed, search and
 * Lab read them.
 */
export interface AppEvents {
  /** An entry was committed to the log, or was only reported because the database has failed. */
  entry: LogEntry;
  /** An entry could not be written to the log. The event that it describes has happened nevertheless. */
  'entry-lost': LogEntry;
  /** A change of a session failed in a request without a record, because recording was paused. */
  'not-saved': null;
  /** The database has started or stopped refusing writes. */
  writes: null;
  session: SessionChange;
  /** The shared store of the sessions was lost, or can be reached again. */
  'shared-store': null;
  'log-cleared': null;
  pins: null;
  /** The number of rows that are known to be unreadable has changed. */
  'unreadable-rows': null;
  /** The cookies of the simulated browsers have changed, or the verdicts of the site on them. */
  actors: null;
  /** A run of the Lab has changed. */
  lab: null;
  /** The address of the target has changed. */
  moved: null;
  /** The list of the watched apps has changed, or the state of one of them. */
  watching: null;
  /** The list of the files that were opened by their path has changed. */
  opened: null;
}

export type AppChanges = Changes<AppEvents>;
