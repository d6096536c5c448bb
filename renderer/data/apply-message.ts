import type { LiveMessage } from '../../server/contract/live-message.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { InspectorState } from './inspector-state.ts';
import { addLive, EMPTY_WINDOW, type GiveWay, indexOfId, mergeById, skipAhead } from './log-window.ts';
import { updateSessions } from './session-list.ts';
import { learnOwners } from './session-owners.ts';

/** The number of entries and sessions in memory. Further ones are loaded on scroll. */
export interface Bounds {
  readonly entries: number;
  readonly sessions: number;
}

/** More new rows than this in one flush are a flood: none of them is highlighted. */
const MAX_FLASHES = 8;

/** The state after one live message. Messages are idempotent: applying one twice has no further effect. */
export function applyMessage(
  state: InspectorState,
  message: LiveMessage,
  giveWay: GiveWay,
  bounds: Bounds,
): InspectorState {
  switch (message.type) {
    case 'snapshot':
      return applySnapshot(state, message, bounds);
    case 'entries':
      return applyEntries(state, message, giveWay, bounds);
    case 'sessions':
      return {
        ...state,
        sessions: updateSessions(state.sessions, message.changed, message.removed, bounds.sessions),
      };
    case 'actors':
      return { ...state, actors: message.actors };
    case 'status':
      return { ...state, status: message.status };
    case 'settings':
      return { ...state, settings: message.settings };
    case 'lab':
      return { ...state, labRuns: message.runs };
    case 'pinned':
      return { ...state, pinned: message.pinned };
    case 'watching':
      return { ...state, watching: message.watching };
    case 'opened':
      return { ...state, opened: message.files };
    case 'log-cleared':
      return { ...state, log: EMPTY_WINDOW, freshIds: new Set() };
  }
}

type Snapshot = Extract<LiveMessage, { type: 'snapshot' }>;

/**
 * Replaces the whole state, also after a reconnect: the snapshot contains the events in between, or they can be paged
 * in.
 */
function applySnapshot(state: InspectorState, snapshot: Snapshot, bounds: Bounds): InspectorState {
  const entries = mergeById([], snapshot.entries);
  return {
    ...state,
    site: snapshot.site,
    settings: snapshot.settings,
    status: snapshot.status,
    actors: snapshot.actors,
    log: {
      entries: entries.slice(-bounds.entries),
      hasEarlier: snapshot.hasEarlier || entries.length > bounds.entries,
      hasLater: false,
    },
    freshIds: new Set(),
    owners: learnOwners(new Map(), entries, bounds.entries),
    sessions: updateSessions([], snapshot.sessions, [], bounds.sessions),
    labRuns: snapshot.labRuns,
    pinned: snapshot.pinned,
    watching: snapshot.watching,
    // The list follows if it is not empty.
    opened: [],
  };
}

function applyEntries(
  state: InspectorState,
  { entries: incoming, skipped = 0 }: Extract<LiveMessage, { type: 'entries' }>,
  giveWay: GiveWay,
  bounds: Bounds,
): InspectorState {
  const arrived = newIds(state, incoming);
  const log = skipped === 0 ? state.log : skipAhead(state.log, giveWay);
  return {
    ...state,
    log: addLive(log, incoming, giveWay, bounds.entries),
    arrivedCount: state.arrivedCount + arrived.length + skipped,
    notDrawnCount: state.notDrawnCount + skipped,
    freshIds: freshAfter(state.freshIds, arrived),
    owners: learnOwners(state.owners, incoming, bounds.entries),
  };
}

function newIds({ log }: InspectorState, incoming: readonly LogEntry[]): number[] {
  return incoming.filter((entry) => indexOfId(log.entries, entry.id) === -1).map((entry) => entry.id);
}

function freshAfter(fresh: ReadonlySet<number>, arrived: readonly number[]): ReadonlySet<number> {
  const all = new Set([...fresh, ...arrived]);
  return all.size > MAX_FLASHES ? new Set() : all;
}
