import type { RequestRecord } from '../../../../../server/contract/log-entry.ts';
import { isSeenFromOutside } from '../../../../../server/contract/seen-from-outside.ts';
import { useRecording } from '../../../../data/use-recordings.ts';
import { storeCalls } from '../../../../model/store-calls.ts';
import { NotTold } from '../../../../shared/not-told.tsx';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { byPlace } from '../../../../ui/by-place.ts';
import body from '../request-details.module.css';
import { StoreCallCard } from './store-call-card.tsx';
import { StoreReading } from './store-reading.tsx';
import styles from './store-tab.module.css';
import { StoredRowNow } from './stored-row-now.tsx';

/** The calls of this request to the session store, each with its SQL. */
export function StoreTab({ record }: { record: RequestRecord }) {
  const t = useStringsWithLater().storeTab;
  const calls = storeCalls(record);
  const sid = record.sidAfter ?? record.sidBefore;
  // The current store has no relation to a file.
  const isFile = useRecording() !== null;
  const failed = calls.filter(({ call }) => call.outcome === 'failed').length;
  const isOutside = isSeenFromOutside(record);
  const { store, inside } = record.evidence ?? {};
  if (isOutside && store !== undefined) {
    return (
      <div className={body.body}>
        <StoreReading store={store} />
      </div>
    );
  }
  if (isOutside) return <NotTold pane="store" />;
  return (
    <div className={body.body}>
      <p className={styles.lead}>
        {record.engine === 'client-side' ? t.noStore : calls.length === 0 ? t.noCalls : t.lead(calls.length)}
        {failed > 0 && <strong className={styles.failed}> {t.leadFailed(failed)}</strong>}
      </p>
      {calls.length > 0 && (
        <ol className={styles.list} aria-label={t.calls}>
          {byPlace(calls).map(({ key, item }) => (
            <li key={`${record.id}-${key}`}>
              <StoreCallCard storeCall={item} hasStatement={record.engine !== null} />
            </li>
          ))}
        </ol>
      )}
      {inside !== undefined && <p>{t.told.state[inside.state]}</p>}
      {sid !== null && !isFile && record.engine !== null && <StoredRowNow sid={sid} />}
      {store !== undefined && <StoreReading store={store} />}
    </div>
  );
}
