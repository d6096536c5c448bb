import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { GroupMenu } from '../../commands/group-menu.tsx';
import { usePreference } from '../../data/use-preference.ts';
import { useAskedSession } from '../../navigation/asked-session.ts';
import { useNoteSelectedSession } from '../../navigation/selected-session.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import type { MenuPlace } from '../../ui/menu-place.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { CompareStrip } from './compare-strip.tsx';
import { DriftStrip } from './drift-strip.tsx';
import { MAX_SHARE, MIN_SHARE, parseShare } from './pane-share.ts';
import { SessionDetails } from './session-details.tsx';
import { SessionTable } from './session-table.tsx';
import styles from './sessions-view.module.css';
import { useSession } from './use-session.ts';

export interface SessionPanesProps {
  readonly hasDrift: boolean;
  /** Called with whether a session is shown. Must be the same function from one drawing to the next. */
  readonly onLook?: (isLookedAt: boolean) => void;
}

/** The table of rows, the differences above it, and the selected session beside it. */
export function SessionPanes({ hasDrift, onLook }: SessionPanesProps) {
  const t = useStringsWithLater();
  const [selectedSid, setSelectedSid] = useState<string | null>(null);
  const [share, setShare] = usePreference('sessions-share', parseShare);
  const grid = useRef<HTMLTableElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const selected = useSession(selectedSid);
  const [marked, setMarked] = useState<StoredSession | null>(null);
  const pair = (sid: string) => {
    setMarked((now) => now ?? selected ?? null);
    setSelectedSid(sid);
  };
  const close = useCallback(() => {
    setSelectedSid(null);
    grid.current?.focus();
  }, []);
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);
  const openDetails = useCallback(() => details.current?.querySelector<HTMLElement>('[role="tab"]')?.focus(), []);

  useAskedSession(setSelectedSid);
  const isLookedAt = selectedSid !== null;
  useEffect(() => onLook?.(isLookedAt), [onLook, isLookedAt]);
  useNoteSelectedSession(selectedSid);
  // A link from one session to another is removed with its content; the focus must not be lost with it.
  useEffect(() => {
    if (selectedSid !== null && document.activeElement === document.body) details.current?.focus();
  }, [selectedSid]);

  return (
    <div className={styles.panes}>
      {hasDrift && <DriftStrip onSelect={setSelectedSid} />}
      <CompareStrip marked={marked} selected={selected ?? null} onForget={() => setMarked(null)} />
      <div
        className={styles.view}
        data-details={selectedSid !== null || undefined}
        style={{ '--share': share } as CSSProperties}
      >
        <SessionTable
          gridRef={grid}
          selectedSid={selectedSid}
          markedSid={marked?.sid ?? null}
          onSelect={setSelectedSid}
          onPair={pair}
          onClose={close}
          onOpen={openDetails}
          onMenu={setMenuAt}
        />
        {selectedSid !== null && (
          <>
            <Splitter
              label={t.details.resize}
              between="columns"
              value={share}
              min={MIN_SHARE}
              max={MAX_SHARE}
              onChange={setShare}
            />
            <section ref={details} tabIndex={-1} aria-label={t.sessions.detail} className={styles.details}>
              {selected !== undefined && (
                <SessionDetails
                  key={selectedSid}
                  sid={selectedSid}
                  session={selected}
                  onSelect={setSelectedSid}
                  onMark={setMarked}
                  onClose={close}
                />
              )}
            </section>
          </>
        )}
      </div>
      <GroupMenu group="session" at={menuAt} onClose={() => setMenuAt(null)} />
    </div>
  );
}
