import type { ActorState } from '../../server/contract/actor.ts';
import type { LabRun } from '../../server/contract/lab/run.ts';
import type { Pin, SiteInfo, Status } from '../../server/contract/live-message.ts';
import type { OpenedFile } from '../../server/contract/recording.ts';
import type { Settings } from '../../server/contract/settings.ts';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import type { WatchedApp } from '../../server/contract/watch.ts';
import { EMPTY_WINDOW } from './log-window.ts';
import type { SessionOwners } from './session-owners.ts';
import type { ShownLogState } from './shown-log.ts';

/**
 * `connecting`: no message has arrived yet. `lost`: the connection is lost and is being tried again. `failing`: the
 * same, but the inspector responds with an error.
 */
export type ConnectionState = 'connecting' | 'live' | 'lost' | 'failing' | 'refused';

/** Something that went wrong and that the reader should know, until dismissed. */
export type Problem =
  | { readonly id: number; readonly kind: 'unreadable-message'; readonly detail: string }
  | { readonly id: number; readonly kind: 'command-failed'; readonly detail: string }
  | { readonly id: number; readonly kind: 'unanswered' }
  /**
   * A file of the window does not exist any more, although the inspector responds: this window is of an earlier
   * version.
   */
  | { readonly id: number; readonly kind: 'outdated' };

export type NewProblem = Problem extends infer P ? (P extends Problem ? Omit<P, 'id'> : never) : never;

/**
 * The whole state of the window. It is immutable: each flush makes a new one, whose unchanged parts are the same
 * objects.
 */
export interface InspectorState extends ShownLogState {
  readonly connection: ConnectionState;
  /** The error of the inspector while it is `failing`; empty otherwise. */
  readonly streamError: string;
  readonly problems: readonly Problem[];
  /** Null until the first snapshot. */
  readonly site: SiteInfo | null;
  readonly settings: Settings | null;
  readonly status: Status | null;
  readonly actors: readonly ActorState[];
  /** Entries that arrived a moment ago, to be marked once; empty in a flood. */
  readonly freshIds: ReadonlySet<number>;
  /** How many of the arrived entries came too fast to be drawn. They are in the log. */
  readonly notDrawnCount: number;
  readonly owners: SessionOwners;
  /** Used last first. */
  readonly sessions: readonly StoredSession[];
  /** The last run of each experiment and variant. */
  readonly labRuns: readonly LabRun[];
  /** The pinned requests, oldest first; some may no longer be in the log. */
  readonly pinned: readonly Pin[];
  /** Every watched app, in the order in which they were added. */
  readonly watching: readonly WatchedApp[];
  /** Files that were opened from outside the window and are not closed. */
  readonly opened: readonly OpenedFile[];
}

export const INITIAL_STATE: InspectorState = {
  connection: 'connecting',
  streamError: '',
  problems: [],
  site: null,
  settings: null,
  status: null,
  actors: [],
  log: EMPTY_WINDOW,
  isLoadingEarlier: false,
  freshIds: new Set(),
  arrivedCount: 0,
  notDrawnCount: 0,
  owners: new Map(),
  sessions: [],
  labRuns: [],
  pinned: [],
  watching: [],
  opened: [],
};
