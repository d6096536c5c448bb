import { usePreference } from '../../data/use-preference.ts';
import { lineageOf } from '../../model/session-history.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { HistoryItem } from './history-item.tsx';
import styles from './session-history.module.css';
import { SessionLineage } from './session-lineage.tsx';
import { useHistory } from './use-history.ts';

export interface SessionHistoryProps {
  readonly sid: string;
  readonly onSelect: (sid: string) => void;
}

/** Where a session came from and how it ended, and every change of it, each with the request that made it. */
export function SessionHistory({ sid, onSelect }: SessionHistoryProps) {
  const t = useStringsWithLater().sessions.history;
  const { rows, hasEarlier, loadEarlier } = useHistory(sid);
  const [filter, setFilter] = usePreference<'all' | 'changes'>('session-history', (stored) =>
    stored === 'changes' ? 'changes' : 'all',
  );
  if (rows === null) return <p className={styles.note}>{t.loading}</p>;
  if (rows.length === 0) return <p className={styles.note}>{t.empty}</p>;
  const shown = filter === 'all' ? rows : rows.filter(({ event }) => event !== 'used');
  return (
    <div className={styles.history}>
      <SessionLineage sid={sid} lineage={lineageOf(rows)} onSelect={onSelect} />
      <div className={styles.top}>
        <p className={styles.lead}>{t.lead}</p>
        <Segmented
          label={t.filter}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: t.all },
            { value: 'changes', label: t.changes },
          ]}
        />
      </div>
      <ol aria-label={t.label} className={styles.list}>
        {shown.length === 0 && <li className={styles.note}>{t.noChanges}</li>}
        {shown.map((row) => (
          <HistoryItem key={row.id} row={row} onSelect={onSelect} />
        ))}
      </ol>
      {hasEarlier && (
        <Button className={styles.earlier} onClick={loadEarlier}>
          {t.earlier}
        </Button>
      )}
    </div>
  );
}
