import { Database } from 'lucide-react';
import { type CSSProperties, useCallback, useRef, useState } from 'react';
import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Splitter } from '../ui/splitter.tsx';
import { usePreference } from '../ui/use-preference.ts';
import { SessionDetails } from './session-details.tsx';
import { SessionTable } from './session-table.tsx';
import styles from './sessions-view.module.css';

const MIN_SHARE = 32;
const MAX_SHARE = 75;

/** The sessions as the store holds them, and the data of the selected one, to look at and to change. */
export function SessionsView() {
  const t = useStrings();
  const sessions = useInspector((state) => state.sessions);
  const [selectedSid, setSelectedSid] = useState<string | null>(null);
  const [share, setShare] = usePreference('sessions-share', parseShare);
  const grid = useRef<HTMLTableElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const selected = sessions.find((session) => session.sid === selectedSid) ?? null;
  const close = useCallback(() => {
    setSelectedSid(null);
    grid.current?.focus();
  }, []);
  const openDetails = useCallback(() => details.current?.querySelector<HTMLElement>('[role="row"]')?.focus(), []);

  if (sessions.length === 0) {
    return (
      <EmptyState icon={<Database size={24} strokeWidth={1.6} />} text={t.sessions.empty}>
        <a className={styles.link} href="#live">
          {t.sessions.emptyLink}
        </a>
      </EmptyState>
    );
  }
  return (
    <div
      className={styles.view}
      data-details={selectedSid !== null || undefined}
      style={{ '--share': share } as CSSProperties}
    >
      <SessionTable
        gridRef={grid}
        sessions={sessions}
        selectedSid={selectedSid}
        onSelect={setSelectedSid}
        onClose={close}
        onOpen={openDetails}
      />
      {selectedSid !== null && (
        <>
          <Splitter label={t.details.resize} value={share} min={MIN_SHARE} max={MAX_SHARE} onChange={setShare} />
          <section ref={details} aria-label={t.sessions.detail} className={styles.details}>
            <SessionDetails key={selectedSid} session={selected} onClose={close} />
          </section>
        </>
      )}
    </div>
  );
}

function parseShare(stored: string | null): number {
  const share = Number(stored ?? 'none');
  return share >= MIN_SHARE && share <= MAX_SHARE ? share : 58;
}
