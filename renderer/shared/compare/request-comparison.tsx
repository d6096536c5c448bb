import { useMemo } from 'react';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { arrivalText, requestLine } from '../../sentences/request-words.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { ActorName } from '../actor-name.tsx';
import { StatusCode } from '../status-code.tsx';
import { compareRequests } from './compare-requests.ts';
import styles from './comparison.module.css';
import { Comparison } from './comparison.tsx';

export interface RequestComparisonProps {
  readonly isOpen: boolean;
  readonly pair: readonly [RequestRecord, RequestRecord] | null;
  readonly onClose: () => void;
  readonly onSwap: () => void;
}

/** Two requests side by side: their equal and different parts, from the request line to the store. */
export function RequestComparison({ isOpen, pair, onClose, onSwap }: RequestComparisonProps) {
  const t = useStringsWithLater();
  const words = useCookieStrings();
  const parts = useMemo(() => (pair === null ? [] : compareRequests(pair[0], pair[1], t, words)), [pair, t, words]);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t.compare.requestsTitle}
      lead={t.compare.requestsLead}
      isWide
    >
      {pair !== null && (
        <Comparison
          parts={parts}
          heads={[<Head key="a" record={pair[0]} />, <Head key="b" record={pair[1]} />]}
          onSwap={onSwap}
        />
      )}
    </Dialog>
  );
}

function Head({ record }: { record: RequestRecord }) {
  const t = useStringsWithLater();
  return (
    <>
      <span className={styles.fact}>{t.details.of(record.id)}</span>
      <span className={styles.target}>
        <HostileText text={requestLine(record, t)} />
      </span>
      <StatusCode record={record} />
      <ActorName actor={record.actor} />
      <span className={styles.fact}>{arrivalText(record, t)}</span>
    </>
  );
}
