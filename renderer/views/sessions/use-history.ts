import { useEffect, useMemo, useState } from 'react';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import type { HistoryPage } from '../../data/session-commands.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { type HistoryRow, historyRows, isOfSession } from '../../model/session-history.ts';

export interface History {
  /** Newest first; null until the first page is there. */
  readonly rows: readonly HistoryRow[] | null;
  readonly hasEarlier: boolean;
  readonly loadEarlier: () => void;
}

const NOTHING: HistoryPage = { entries: [], hasEarlier: false };

/** The history of a session: pages of the log, and entries that arrive while it is shown. Cleared with the log. */
export function useHistory(sid: string): History {
  const { sessionHistory } = useCommands();
  const log = useInspector((state) => state.log.entries);
  const isCleared = log.length === 0;
  const [page, setPage] = useState<HistoryPage | null>(null);

  useEffect(() => {
    let isOld = false;
    // A cleared log has no history. It is read again once the log has entries.
    if (isCleared) setPage(NOTHING);
    void sessionHistory(sid).then((first) => {
      if (!isOld) setPage(first ?? NOTHING);
    });
    return () => {
      isOld = true;
    };
  }, [sid, sessionHistory, isCleared]);

  const rows = useMemo(
    () => (page === null ? null : historyRows(together(page.entries, log, sid), sid)),
    [page, log, sid],
  );
  const loadEarlier = () => {
    const oldest = page?.entries[0];
    if (oldest === undefined) return;
    void sessionHistory(sid, oldest.id).then((earlier) => {
      if (earlier === null) return;
      setPage((known) => ({
        entries: [...earlier.entries, ...(known?.entries ?? [])],
        hasEarlier: earlier.hasEarlier,
      }));
    });
  };
  return { rows, hasEarlier: page?.hasEarlier ?? false, loadEarlier };
}

/** The pages, and the entries in memory that are newer than all of them. */
function together(paged: readonly LogEntry[], live: readonly LogEntry[], sid: string): LogEntry[] {
  const newest = paged.at(-1)?.id ?? Number.NEGATIVE_INFINITY;
  return [...paged, ...live.filter((entry) => entry.id > newest && isOfSession(entry, sid))];
}
