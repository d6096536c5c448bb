import type { Clock } from '../base/clock.ts';
import type { EditEntry, GapEntry, LogEntry, Notice, RequestRecord } from '../contract/log-entry.ts';
import type { LogStore } from '../storage/log/log-store.ts';
import type { UnfinishedRun } from '../storage/log/runs.ts';

/** Events of writing the log, for the parts that show it. */
export interface LogListener {
  /** Called after the commit. */
  onEntry(entry: LogEntry): void;
  /**
   * An entry could not be written, for example because the disk is full. The event has happened nevertheless, so it is
   * counted and shown.
   */
  onLost(entry: LogEntry, error: Error): void;
}

/** The only way to write to the log. */
export interface Log {
  addRequest(record: RequestRecord): void;
  addEdit(edit: Omit<EditEntry, 'kind' | 'id' | 'atMs'>): void;
  addNotice(notice: Notice): void;
  /** For a run that ended without closing its log: adds an entry with the period in which records may be missing. */
  addGapAfter(unfinished: UnfinishedRun): void;
}

export function createLog(store: LogStore, clock: Clock, listener: LogListener): Log {
  const append = (entry: LogEntry, onCommitted?: () => void): void => {
    store.append(entry, (error) => {
      if (error !== null) return listener.onLost(entry, error);
      onCommitted?.();
      listener.onEntry(entry);
    });
  };
  return {
    addRequest: (record) => append(record),
    addEdit: (edit) => append({ kind: 'edit', id: store.takeId(), atMs: clock.now(), ...edit }),
    addNotice: (notice) => append({ kind: 'notice', id: store.takeId(), atMs: clock.now(), notice }),
    addGapAfter(unfinished) {
      if (unfinished === null) return;
      const fromMs = Math.max(unfinished.startedAtMs, store.lastEntryAtMs() ?? 0);
      const gap: GapEntry = { kind: 'gap', id: store.takeId(), fromMs, toMs: clock.now() };
      append(gap, unfinished.noted);
    },
  };
}
