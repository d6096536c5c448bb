import { type CSSProperties, useCallback, useRef, useState } from 'react';
import { sessionOf } from '../../../server/contract/session-of-entry.ts';
import { GroupMenu } from '../../commands/group-menu.tsx';
import { usePreference } from '../../data/use-preference.ts';
import { useNoteSelectedSession } from '../../navigation/selected-session.ts';
import { useStrings } from '../../strings/use-strings.ts';
import type { MenuPlace } from '../../ui/menu-place.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { whenThere } from '../../ui/when-there.ts';
import { ActorStrip } from './actors/actor-strip.tsx';
import { EntryDetails } from './details/lazy-details.ts';
import styles from './live-view.module.css';
import { PinnedStrip } from './table/pinned-strip.tsx';
import { RequestLog } from './table/request-log.tsx';
import { useLinkedEntry } from './table/use-linked-entry.ts';
import { useRequestCommands } from './table/use-request-commands.ts';
import { useSelectedEntry } from './table/use-selected-entry.ts';
import { TimelinePanel } from './timeline/timeline-panel.tsx';
import { MarkedStrip } from './tools/marked-strip.tsx';
import { RequestToolsContext } from './tools/request-tools.ts';
import { ToolParts } from './tools/tool-parts.tsx';
import { useRequestHandlers } from './tools/use-request-handlers.ts';
import { useToolState } from './tools/use-tool-state.ts';

const MIN_SHARE = 32;
const MAX_SHARE = 75;

/** The first view of the app: the simulated browsers, the requests, and the details of the selected request. */
export function LiveView() {
  const t = useStrings().details;
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const [share, setShare] = usePreference('live-share', parseShare);
  const grid = useRef<HTMLTableElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const selected = useSelectedEntry(selectedId);
  const state = useToolState(setSelectedId);
  useRequestHandlers(selected, state.tools);
  const close = useCallback(() => {
    setSelectedId(null);
    grid.current?.focus();
  }, []);
  useNoteSelectedSession(selected === undefined ? null : sessionOf(selected));
  useLinkedEntry(setSelectedId);
  const pair = (id: number) => {
    if (selected?.kind === 'request') state.markFirst(selected);
    setSelectedId(id);
  };
  // The details are drawn with the next frame, or loaded as a file the first time.
  const openDetails = useCallback(() => {
    whenThere(
      () => details.current?.querySelector<HTMLElement>('[role="tab"]'),
      (tab) => tab.focus(),
    );
  }, []);
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);
  useRequestCommands({ entry: selected, onSelect: setSelectedId, onOpen: openDetails });

  const openRequest = useCallback(
    (id: number) => {
      setSelectedId(id);
      openDetails();
    },
    [openDetails],
  );

  return (
    <RequestToolsContext value={state.tools}>
      <div className={styles.live}>
        <ActorStrip />
        <TimelinePanel selectedId={selectedId} onSelect={setSelectedId} onOpen={openRequest} onMenu={setMenuAt} />
        <div
          className={styles.panes}
          data-details={selected !== undefined || undefined}
          style={{ '--share': share } as CSSProperties}
        >
          <RequestLog
            gridRef={grid}
            lead={
              <>
                <MarkedStrip state={state} selected={selected} />
                <PinnedStrip selectedId={selectedId} onSelect={setSelectedId} />
              </>
            }
            selectedId={selectedId}
            markedId={state.marked?.id ?? null}
            onSelect={setSelectedId}
            onPair={pair}
            onClose={close}
            onOpen={openDetails}
            onMenu={setMenuAt}
          />
          {selected !== undefined && (
            <>
              <Splitter
                label={t.resize}
                between="columns"
                value={share}
                min={MIN_SHARE}
                max={MAX_SHARE}
                onChange={setShare}
              />
              <section ref={details} aria-label={t.title} className={styles.details} data-tour="details">
                <EntryDetails entry={selected} onClose={close} />
              </section>
            </>
          )}
        </div>
      </div>
      <GroupMenu group="request" at={menuAt} onClose={() => setMenuAt(null)} />
      <ToolParts of={state} />
    </RequestToolsContext>
  );
}

function parseShare(stored: string | null): number {
  const share = Number(stored ?? 'none');
  return share >= MIN_SHARE && share <= MAX_SHARE ? share : 58;
}
