/**
 * The part of the log that is in memory: a window over it, bounded, in order of arrival. Every function returns a new
 * window and leaves the old one as it was, so that the screen can compare by identity.
 */
import type { LogEntry } from '../../server/contract/log-entry.ts';

export interface LogWindow {
  /** In order of id, no id twice. */
  readonly entries: readonly LogEntry[];
  /** The log holds entries older than the first of the window. */
  readonly hasEarlier: boolean;
  /** The log holds entries newer than the last of the window: the reader is far back, and new ones are only counted. */
  readonly hasLater: boolean;
}

/** The end that is dropped when the window is full: the one that the reader does not see. */
export type GiveWay = 'oldest' | 'newest';

export const EMPTY_WINDOW: LogWindow = { entries: [], hasEarlier: false, hasLater: false };

/** Entries of both lists in order of id; where both have an id, the later message wins. `incoming` may be unordered. */
export function mergeById(existing: readonly LogEntry[], incoming: readonly LogEntry[]): readonly LogEntry[] {
  if (incoming.length === 0) return existing;
  const young = dedupe([...incoming].sort((a, b) => a.id - b.id));
  const lastKnown = existing.at(-1);
  if (lastKnown === undefined || (young[0] !== undefined && young[0].id > lastKnown.id)) return [...existing, ...young];
  const merged: LogEntry[] = [];
  let index = 0;
  for (const entry of young) {
    for (let old = existing[index]; old !== undefined && old.id < entry.id; old = existing[index]) {
      merged.push(old);
      index++;
    }
    if (existing[index]?.id === entry.id) index++;
    merged.push(entry);
  }
  return [...merged, ...existing.slice(index)];
}

/** The index of the entry with this id in a list ordered by id; -1 if it is not there. */
export function indexOfId(entries: readonly LogEntry[], id: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = entries[middle]?.id ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Takes in entries as they happen. A window that has left the present keeps only those inside its range. */
export function addLive(window: LogWindow, incoming: readonly LogEntry[], giveWay: GiveWay, max: number): LogWindow {
  const last = window.entries.at(-1);
  const wanted =
    window.hasLater && last !== undefined
      ? incoming.filter((entry) => entry.id <= last.id)
      : withoutTooOld(window, incoming);
  if (wanted.length === 0) return window;
  return bounded({ ...window, entries: mergeById(window.entries, wanted) }, giveWay, max);
}

/**
 * Entries arrived that are only in the log. A window that follows the present restarts after them; a window that the
 * reader has scrolled stays as it is and leaves the present.
 */
export function skipAhead(window: LogWindow, giveWay: GiveWay): LogWindow {
  if (window.entries.length > 0 && giveWay === 'newest') return { ...window, hasLater: true };
  return window.hasLater ? window : { entries: [], hasEarlier: true, hasLater: false };
}

/** Adds a page of entries older than the window. The newest end is dropped, because the reader sees the oldest. */
export function addEarlier(window: LogWindow, page: readonly LogEntry[], hasEarlier: boolean, max: number): LogWindow {
  const entries = mergeById(mergeById([], page), window.entries);
  return bounded({ ...window, entries, hasEarlier }, 'newest', max);
}

/** Ids of a late record may lie before the window, where paging will find it; inside the window it is inserted. */
function withoutTooOld(window: LogWindow, incoming: readonly LogEntry[]): readonly LogEntry[] {
  const first = window.entries[0];
  if (!window.hasEarlier || first === undefined) return incoming;
  return incoming.filter((entry) => entry.id > first.id);
}

function bounded(window: LogWindow, giveWay: GiveWay, max: number): LogWindow {
  if (window.entries.length <= max) return window;
  return giveWay === 'oldest'
    ? { ...window, entries: window.entries.slice(-max), hasEarlier: true }
    : { ...window, entries: window.entries.slice(0, max), hasLater: true };
}

function dedupe(sorted: readonly LogEntry[]): LogEntry[] {
  return sorted.filter((entry, index) => sorted[index + 1]?.id !== entry.id);
}
