/**
 * The state that the inspector has sent, for React to read through useSyncExternalStore. Messages queue and are applied
 * once a frame as one new state: a flood of requests costs one drawing a frame, not one a request.
 */
import type { LiveMessage } from '../../server/contract/live-message.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { createValue } from '../model/value.ts';
import { applyMessage, type Bounds } from './apply-message.ts';
import {
  type ConnectionState,
  INITIAL_STATE,
  type InspectorState,
  type NewProblem,
  type Problem,
} from './inspector-state.ts';
import { addEarlier, type GiveWay, mergeById } from './log-window.ts';
import { NO_PRESS, type Press } from './press.ts';
import { learnOwners } from './session-owners.ts';

export interface RecordStore {
  subscribe(listener: () => void): () => void;
  /** The same object until the next change. */
  getState(): InspectorState;
  /**
   * Takes in one live message, to be applied with the next flush. The answer of a simulated browser is shown before
   * the rest: someone has pressed its button and waits for it.
   */
  receive(message: LiveMessage): void;
  /** `streamError` is the error with which the inspector responds. */
  setConnection(connection: ConnectionState, streamError?: string): void;
  report(problem: NewProblem): void;
  dismiss(problemId: number): void;
  /** Whether the reader follows the newest entries, which decides which end of a full window gives way. */
  setFollowing(isFollowing: boolean): void;
  setLoadingEarlier(isLoading: boolean): void;
  addEarlier(page: readonly LogEntry[], hasEarlier: boolean): void;
  /** Replaces the window by the newest page of the log; entries that arrived meanwhile are kept. */
  returnToNewest(page: readonly LogEntry[], hasEarlier: boolean): void;
  /** Replaces the window by an older page of the log; new entries are still counted. */
  leaveForPast(page: readonly LogEntry[], hasEarlier: boolean): void;
}

/** When work runs. Each work runs once. */
export interface Schedule {
  /** Soon, together with all that arrives until then. */
  soon(work: () => void): void;
  /** Within the call, and drawn before what is scheduled for soon. */
  now(work: () => void): void;
}

export interface RecordStoreOptions {
  /** When the queued messages are applied. */
  readonly schedule: Schedule;
  readonly bounds?: Bounds;
  /** Arriving messages wait for its end. */
  readonly press?: Press;
  /** How long a new entry counts as fresh. */
  readonly freshMs?: number;
}

const DEFAULT_BOUNDS: Bounds = { entries: 20_000, sessions: 2_000 };
const DEFAULT_FRESH_MS = 250;
const MAX_PROBLEMS = 5;
/**
 * The number of entries that are kept while the window shows an older part of the log, so that none is missing when it
 * returns to the end.
 */
const MAX_MISSED = 2_000;

export function createRecordStore(options: RecordStoreOptions): RecordStore {
  const { schedule, bounds = DEFAULT_BOUNDS, press = NO_PRESS, freshMs = DEFAULT_FRESH_MS } = options;
  const state = createValue(INITIAL_STATE);
  let queue: LiveMessage[] = [];
  let missed: LogEntry[] = [];
  /** Before the first of `missed` there are entries that are in the log only. */
  let isMissedCut = false;
  let isScheduled = false;
  let giveWay: GiveWay = 'oldest';
  let nextProblemId = 1;

  function change(next: Partial<InspectorState>): void {
    state.set({ ...state.get(), ...next });
  }

  function flush(): void {
    isScheduled = false;
    const messages = queue;
    queue = [];
    const before = state.get().freshIds;
    state.set(messages.reduce(apply, state.get()));
    if (state.get().freshIds !== before && state.get().freshIds.size > 0)
      setTimeout(endFreshness, freshMs, state.get().freshIds);
  }

  function apply(current: InspectorState, message: LiveMessage): InspectorState {
    const next = applyMessage(current, message, giveWay, bounds);
    if (message.type === 'snapshot' || message.type === 'log-cleared') forgetMissed();
    if (message.type !== 'entries') return next;
    if ((message.skipped ?? 0) > 0) {
      missed = [];
      isMissedCut = true;
    }
    if (next.log.hasLater) missed = [...missed, ...message.entries].slice(-MAX_MISSED);
    return next;
  }

  function forgetMissed(): void {
    missed = [];
    isMissedCut = false;
  }

  function endFreshness(ids: ReadonlySet<number>): void {
    const left = new Set([...state.get().freshIds].filter((id) => !ids.has(id)));
    if (left.size !== state.get().freshIds.size) change({ freshIds: left });
  }

  return {
    subscribe: state.subscribe,
    getState: state.get,
    receive(message) {
      if (message.type === 'actors' && !queue.some(({ type }) => type === 'snapshot')) {
        press.afterRelease(() => schedule.now(() => state.set(apply(state.get(), message))));
        return;
      }
      queue.push(message);
      // The first snapshot replaces the connecting screen, so it is applied without waiting for a frame. A hidden
      // window has no frames.
      if (message.type === 'snapshot' && state.get().site === null) {
        flush();
        return;
      }
      if (isScheduled) return;
      isScheduled = true;
      schedule.soon(() => press.afterRelease(flush));
    },
    setConnection(connection, streamError = '') {
      press.afterRelease(() => {
        const now = state.get();
        if (connection !== now.connection || streamError !== now.streamError) change({ connection, streamError });
      });
    },
    report(problem) {
      const added = { ...problem, id: nextProblemId++ } as Problem;
      press.afterRelease(() => {
        const others = state.get().problems.filter((known) => !isSame(known, added));
        change({ problems: [...others, added].slice(-MAX_PROBLEMS) });
      });
    },
    dismiss(problemId) {
      change({ problems: state.get().problems.filter((problem) => problem.id !== problemId) });
    },
    setFollowing(isFollowing) {
      giveWay = isFollowing ? 'oldest' : 'newest';
    },
    setLoadingEarlier(isLoadingEarlier) {
      change({ isLoadingEarlier });
    },
    addEarlier(page, hasEarlier) {
      const log = addEarlier(state.get().log, page, hasEarlier, bounds.entries);
      change({ log, isLoadingEarlier: false, owners: learnOwners(state.get().owners, page, bounds.entries) });
    },
    returnToNewest(page, hasEarlier) {
      const newest = page.at(-1)?.id ?? Number.NEGATIVE_INFINITY;
      const since = missed.filter((entry) => entry.id > newest);
      const isTornOff = isMissedCut && since.length > 0 && since.length === missed.length;
      forgetMissed();
      if (isTornOff) change({ log: { entries: since, hasEarlier: true, hasLater: false } });
      else change({ log: { entries: mergeById(page, since), hasEarlier, hasLater: false } });
    },
    leaveForPast(page, hasEarlier) {
      const log = { entries: mergeById([], page), hasEarlier, hasLater: true };
      change({ log, owners: learnOwners(state.get().owners, page, bounds.entries) });
    },
  };
}

function isSame(a: Problem, b: Problem): boolean {
  return a.kind === b.kind && ('detail' in a ? a.detail : '') === ('detail' in b ? b.detail : '');
}
