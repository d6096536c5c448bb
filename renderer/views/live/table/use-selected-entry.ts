import { useRef } from 'react';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { indexOfId, type LogWindow } from '../../../data/log-window.ts';
import { useInspector, useLiveInspector, useShown } from '../../../data/use-inspector.ts';

/**
 * The entry with this id: from the shown log, from the whole log if the filter hides the entry, or from the pinned
 * requests. An entry never changes, so it is kept when newer entries have pushed it out of memory. It is not kept when
 * the log was cleared.
 */
export function useSelectedEntry(id: number | null): LogEntry | undefined {
  const shown = useShown(({ log }) => entryIn(log, id));
  const inLog = useLiveInspector(({ log }) => entryIn(log, id));
  const pinned = useInspector((state) => state.pinned.find((record) => record.id === id));
  const isLogEmpty = useLiveInspector(({ log }) => log.entries.length === 0);
  const found = shown ?? inLog ?? pinned;
  const kept = useRef<LogEntry | undefined>(undefined);
  if (found !== undefined || isLogEmpty || kept.current?.id !== id) kept.current = found;
  return kept.current;
}

function entryIn({ entries }: LogWindow, id: number | null): LogEntry | undefined {
  return id === null ? undefined : entries[indexOfId(entries, id)];
}
