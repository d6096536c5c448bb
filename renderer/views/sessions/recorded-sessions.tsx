import { Database, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordedSessions as Found, RecordedSession } from '../../../server/contract/recording.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { shortSid } from '../../model/short-sid.ts';
import { SessionId } from '../../shared/session-id.tsx';
import { useStrings } from '../../strings/use-strings.ts';
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import styles from './recorded-sessions.module.css';
import { SessionHistory } from './session-history.tsx';

const keyOf = ({ sid }: RecordedSession) => sid;
const renderCells = (session: RecordedSession) => <Cells session={session} />;

/** While requests keep arriving, the list is read again after this time at the earliest. */
const READ_AGAIN_MS = 1000;

/**
 * The sessions in the requests of a file or of a watched app, and the history of the selected one. The state on their
 * server is unknown.
 */
export function RecordedSessions() {
  const { recording, watchedSessions } = useStrings();
  const kind = useWorkspaceKind();
  const t = kind === 'watched' ? { ...recording, ...watchedSessions } : recording;
  const requestCount = useInspector((state) => state.status?.requestCount ?? 0);
  const { recordedSessions } = useCommands();
  const [found, setFound] = useState<Found | null>(null);
  const [selectedSid, setSelectedSid] = useState<string | null>(null);
  const grid = useRef<HTMLTableElement>(null);

  const isFirst = found === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new request may name a session.
  useEffect(() => {
    const read = () => void recordedSessions().then(setFound);
    const timer = setTimeout(read, isFirst ? 0 : READ_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [recordedSessions, requestCount]);
  const close = useCallback(() => {
    setSelectedSid(null);
    grid.current?.focus();
  }, []);

  if (found === null) return null;
  const { sessions, all } = found;
  if (all === 0) return <EmptyState icon={<Database size={24} strokeWidth={1.6} />} text={t.sessionsEmpty} />;
  const columns: readonly GridColumn[] = [
    { id: 'session', title: t.columns.session },
    { id: 'entries', title: t.columns.entries, align: 'end' },
    { id: 'first', title: t.columns.first },
    { id: 'last', title: t.columns.last },
  ];
  return (
    <div className={styles.panes}>
      <p className={styles.lead}>
        {t.sessionsLead} {all > sessions.length && t.sessionsMore(sessions.length, all)}
      </p>
      <div className={styles.view} data-details={selectedSid !== null || undefined}>
        <div className={styles.table}>
          <DataGrid
            label={t.sessionsTitle}
            columns={columns}
            items={sessions}
            keyOf={keyOf}
            renderCells={renderCells}
            selectedIndex={sessions.findIndex(({ sid }) => sid === selectedSid)}
            onSelect={(index) => setSelectedSid(sessions[index]?.sid ?? null)}
            onEscape={close}
            scrollerRef={grid}
            className={styles.grid}
          />
        </div>
        {selectedSid !== null && (
          <Detail key={selectedSid} sid={selectedSid} onSelect={setSelectedSid} onClose={close} />
        )}
      </div>
    </div>
  );
}

function Cells({ session: { sid, entryCount, firstAtMs, lastAtMs } }: { session: RecordedSession }) {
  const { format, common } = useStrings();
  const time = (atMs: number | null) => (atMs === null ? common.unknown : format.dayAndTime(atMs));
  return (
    <>
      <td data-column="session" className={styles.mono}>
        <HostileText text={shortSid(sid)} />
      </td>
      <td data-column="entries" data-align="end">
        {format.count(entryCount)}
      </td>
      <td data-column="first">{time(firstAtMs)}</td>
      <td data-column="last">{time(lastAtMs)}</td>
    </>
  );
}

interface DetailProps {
  readonly sid: string;
  readonly onSelect: (sid: string) => void;
  readonly onClose: () => void;
}

function Detail({ sid, onSelect, onClose }: DetailProps) {
  const t = useStrings().recording;
  const frame = useRef<HTMLElement>(null);
  useEscape(frame, onClose);
  return (
    <section ref={frame} aria-label={t.sessionDetail} className={styles.detail}>
      <div className={styles.head}>
        <SessionId sid={sid} />
        <IconButton label={t.closeDetail} onClick={onClose}>
          <X size={15} />
        </IconButton>
      </div>
      <SessionHistory sid={sid} onSelect={onSelect} />
    </section>
  );
}
