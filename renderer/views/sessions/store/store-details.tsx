import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { StoreRowSummary } from '../../../../server/contract/store-list.ts';
import { GroupMenuButton } from '../../../commands/group-menu.tsx';
import { useCommandHandlers } from '../../../commands/use-commands.ts';
import { useFilter } from '../../../data/use-inspector.ts';
import { withTerm } from '../../../model/filter-text.ts';
import { useOpenExport } from '../../../navigation/open-export.ts';
import { showView } from '../../../navigation/use-view.ts';
import { SessionId } from '../../../shared/session-id.tsx';
import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TabSet } from '../../../ui/tab-set.tsx';
import { useEscape } from '../../../ui/use-escape.ts';
import styles from '../session-details.module.css';
import { SessionHistory } from '../session-history.tsx';
import { RawValue } from './raw-value.tsx';
import { StoreClocks } from './store-clocks.tsx';
import { StoreData } from './store-data.tsx';
import { StoreFacts } from './store-facts.tsx';
import { useStoreRow } from './use-store-row.ts';

export interface StoreDetailsProps {
  readonly rowKey: string;
  /** The row as the list has it. Null while it is not among the loaded rows. */
  readonly summary: StoreRowSummary | null;
  readonly version: string | null;
  /** Another session, by its id. */
  readonly onFind: (sid: string) => void;
  readonly onClose: () => void;
}

/** One row of the store: its data, its clocks, its bytes, and its requests. Esc closes. */
export function StoreDetails({ rowKey, summary, version, onFind, onClose }: StoreDetailsProps) {
  const t = useStoreSessionsStrings();
  const read = useStoreRow(rowKey, version);
  const [tab, setTab] = useState<'data' | 'raw' | 'history'>('data');
  const frame = useRef<HTMLDivElement>(null);
  const openExport = useOpenExport();
  const filter = useFilter();
  useEscape(frame, onClose);
  const sid = read?.row.sid ?? summary?.sid ?? null;
  const isLogged = (read?.row.last ?? summary?.last ?? null) !== null;
  const report = sid === null || !isLogged ? null : () => openExport({ scope: { of: 'session', sid }, kind: 'report' });
  useCommandHandlers({
    'show-session-requests':
      sid === null || !isLogged
        ? null
        : () => {
            showView('live');
            filter.setText(withTerm('', { key: 'sid', match: { type: 'whole', pieces: [sid] } }), true);
          },
    'report-session': report,
    'expire-session': null,
    'destroy-session': null,
  });
  const noHistory = read?.row.isOneWay ? t.noHistoryOneWay : t.noHistory;
  return (
    <div ref={frame} tabIndex={-1} className={styles.frame}>
      <div className={styles.bar}>
        <div className={styles.sid}>
          <SessionId key={sid ?? rowKey} sid={sid ?? rowKey} />
        </div>
        {report !== null && (
          <Button aria-haspopup="dialog" onClick={report}>
            {t.report}
          </Button>
        )}
        <GroupMenuButton group="session" />
        <IconButton label={t.close} onClick={onClose}>
          <X size={15} />
        </IconButton>
      </div>
      <div className={styles.tabs}>
        <TabSet
          label={t.parts}
          value={tab}
          onChange={setTab}
          tools={null}
          lead={null}
          tabs={[
            {
              value: 'data',
              label: t.data,
              content: (
                <div className={styles.body}>
                  {read === null ? <p className={styles.note}>{t.reading}</p> : <StoreData read={read} />}
                  {read !== null && <StoreClocks row={read.lastRead ?? read.row} />}
                  {read !== null && <StoreFacts row={read.lastRead ?? read.row} summary={summary} />}
                </div>
              ),
            },
            { value: 'raw', label: t.raw, content: <RawValue read={read} /> },
            {
              value: 'history',
              label: t.history,
              content:
                sid === null || !isLogged ? (
                  <p className={styles.noHistory}>{noHistory}</p>
                ) : (
                  <SessionHistory sid={sid} onSelect={onFind} />
                ),
            },
          ]}
        />
      </div>
    </div>
  );
}
