import type { Clock } from '../base/clock.ts';
import type { EditEntry, GapEntry, LogEntry, Notice, RequestRecord } from '../contract/log-entry.ts';
import type { LogStore } from '../storage/log/log-store.ts';
import type { UnfinishedRun } from '../storage/log/runs.ts';

/** Events while the log is written, for the parts that show it. */
export interface LogListener {
  /** Called after the commit. */
  onEntry(entry: LogEntry): void;
  /** An entry could not be written: disk full, say. It happened all the same: it is counted and shown, never silent. */
  onLost(entry: LogEntry, error: Error): void;
}

/** The one way into the log. */
export interface Log {
  addRequest(record: RequestRecord): void;
  addEdit(edit: Omit<EditEntry, 'kind' | 'id' | 'atMs'>): void;
  addNotice(notice: Notice): void;
  /** For a run that ended without closing its log, an entry that says for which stretch records may be missing. */
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
