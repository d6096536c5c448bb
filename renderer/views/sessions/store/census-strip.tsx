import type { StoreCensus } from '../../../../server/contract/store-list.ts';
import { storeWhySentence } from '../../../../server/contract/store-why.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import styles from './census-strip.module.css';
import { TryStoreAgain } from './try-store-again.tsx';

/** How much of the store was looked at, and why the rows may not be current. Empty while there is nothing to say. */
export function CensusStrip({ census }: { census: StoreCensus }) {
  const { storeSessions: t, storeWhy, watch } = useStringsWithLater();
  const { phase, seen, about, fault, newsFault, isFull, mostRows } = census;
  return (
    <>
      {fault !== null && (
        <div role="alert" className={styles.notice}>
          <Notice tone="warn" action={!fault.isTriedAgain && <TryStoreAgain />}>
            <HostileText
              text={watch.sentences([
                t.lost(fault.sinceMs),
                storeWhySentence(fault.why, storeWhy),
                watch.storeTried(fault.isTriedAgain),
              ])}
            />
          </Notice>
        </div>
      )}
      {newsFault !== null && fault === null && (
        <div className={styles.notice}>
          <Notice tone="info">
            <HostileText text={t.newsFault(storeWhySentence(newsFault, storeWhy))} />
          </Notice>
        </div>
      )}
      {isFull && (
        <div className={styles.notice}>
          <Notice tone="warn">{t.isFull(mostRows)}</Notice>
        </div>
      )}
      {phase === 'first-walk' && fault === null && (
        <div className={styles.walk}>
          <p className={styles.words}>
            <strong>{t.walking(seen, about)}</strong>
            <span>{t.walkingMeans}</span>
          </p>
          <span className={styles.bar} aria-hidden="true">
            <span className={styles.done} style={{ width: `${shareOf(seen, about) * 100}%` }} />
          </span>
        </div>
      )}
    </>
  );
}

function shareOf(seen: number, about: number | null): number {
  return about === null || about === 0 ? 0 : Math.min(1, seen / about);
}
