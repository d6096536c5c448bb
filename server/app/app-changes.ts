import type { Changes } from '../base/changes.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { SessionChange } from '../storage/sessions/session-store.ts';

/**
 * What can change in a running app. Storage, actors, Lab, targets and settings report; live feed, search and Lab
 * read.
 */
export interface AppEvents {
  /** An entry was committed to the log, or could only be told because the database has failed. */
  entry: LogEntry;
  /** An entry could not be written. */
  'entry-lost': { readonly entry: LogEntry; readonly error: Error };
  session: SessionChange;
  'log-cleared': null;
  pins: null;
  /** The cookies of the simulated browsers, or what the site would make of them. */
  actors: null;
  /** A run of the Lab. */
  lab: null;
  /** The target has another address. */
  moved: null;
}

export type AppChanges = Changes<AppEvents>;
