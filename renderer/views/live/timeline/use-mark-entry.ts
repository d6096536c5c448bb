import { useEffect, useState } from 'react';
import type { ActorRef } from '../../../../server/contract/actor.ts';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import type { Mark } from '../../../../server/contract/mark.ts';
import { indexOfId } from '../../../data/log-window.ts';
import { ownerOfCookie } from '../../../data/session-owners.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import type { Lane } from './model/lane.ts';

const REST_MS = 80;

/** The whole entry behind a mark, from memory or read from the log; null while it is not there. */
export function useMarkEntry(mark: Mark | null): LogEntry | null {
  const { readEntry } = useCommands();
  const inMemory = useInspector((state) =>
    mark === null ? undefined : state.log.entries[indexOfId(state.log.entries, mark.id)],
  );
  const [read, setRead] = useState<LogEntry | null>(null);
  const missingId = mark !== null && inMemory === undefined ? mark.id : null;
  useEffect(() => {
    if (missingId === null) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const entry = await readEntry(missingId);
      if (isCurrent) setRead(entry);
    }, REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [missingId, readEntry]);
  return inMemory ?? (read?.id === mark?.id ? read : null);
}

/**
 * The actor to whom the cookie of a mark's request was issued: from its record once that is loaded, until then from its
 * lane.
 */
export function useMarkOwner(lane: Lane | undefined, entry: LogEntry | null): ActorRef | null {
  const known = useInspector(({ owners }) => (entry?.kind === 'request' ? ownerOfCookie(owners, entry) : null));
  return known ?? lane?.owner ?? null;
}
