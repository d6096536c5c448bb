import type { LogWindow } from './log-window.ts';

export interface ShownLogState {
  /** The part of the log that is in memory. */
  readonly log: LogWindow;
  readonly isLoadingEarlier: boolean;
  /** How many entries arrived since the log is shown, whether they are in memory or not. */
  readonly arrivedCount: number;
}

/**
 * A log as a table can show it: the whole log of an inspector, or the part of it that matches a filter. A recording
 * and every other source has an inspector, and therefore the same two.
 */
export interface ShownLog {
  subscribe(listener: () => void): () => void;
  /** The same object until the next change. */
  getState(): ShownLogState;
  /** Whether the reader follows the newest entries, which decides which end of a full window is dropped. */
  setFollowing(isFollowing: boolean): void;
  /** Adds the page before the oldest entry in memory. Does nothing while such a page is being loaded. */
  loadEarlier(): Promise<void>;
  /** Replaces the entries in memory by the newest page of the log. */
  returnToNewest(): Promise<void>;
}
