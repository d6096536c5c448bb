import type { ReactNode } from 'react';
import type { StoreRow, StoreValue } from '../../../../server/contract/store-list.ts';
import { storeWhySentence } from '../../../../server/contract/store-why.ts';
import { entryLink } from '../../../navigation/entry-link.ts';
import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { TreeGrid } from '../../../ui/tree-grid.tsx';
import details from '../session-details.module.css';
import { hexLines } from './hex-lines.ts';
import styles from './store-data.module.css';
import type { ReadRow } from './use-store-row.ts';

/** The bytes of an unreadable value beside its reason. All of them are in another tab. */
const SHOWN_BYTES = 256;

/** The content of a row as a tree; what was last known of it, if it is gone or cannot be read; or why it is unknown. */
export function StoreData({ read: { row, lastRead } }: { read: ReadRow }) {
  const { storeSessions: t, storeWhy } = useStringsWithLater();
  const { now } = row;
  if (now.state === 'absent') return <LastKnown row={row} />;
  if (now.state === 'present') {
    return (
      <section aria-label={t.data}>
        <h2 className={details.title}>{t.data}</h2>
        <Value value={now.value} />
      </section>
    );
  }
  const lastValue = lastRead?.now.state === 'present' ? lastRead.now.value : null;
  // The time is that of the value below. Without one, no time is given.
  const readAtMs = lastValue === null ? null : (lastRead?.readAtMs ?? null);
  return (
    <section aria-label={t.data} className={styles.last}>
      <output className={details.vanished}>
        <HostileText text={t.outOfReach(storeWhySentence(now.why, storeWhy), readAtMs)} />
      </output>
      {lastValue !== null ? (
        <div className={styles.stale}>
          <Value value={lastValue} />
        </div>
      ) : (
        row.lastKnown !== null && <LastContent known={row.lastKnown} />
      )}
    </section>
  );
}

function LastKnown({ row }: { row: StoreRow }) {
  const t = useStoreSessionsStrings();
  const { lastKnown, last } = row;
  return (
    <section aria-label={t.data} className={styles.last}>
      <output className={details.vanished}>
        {lastKnown !== null ? t.absent.log(lastKnown.atMs) : last === null ? t.absent.noLog : t.absent.neverThere}
      </output>
      {lastKnown !== null && <LastContent known={lastKnown} />}
    </section>
  );
}

function LastContent({ known }: { known: NonNullable<StoreRow['lastKnown']> }) {
  const t = useStoreSessionsStrings();
  return (
    <div className={styles.stale}>
      <a className={styles.link} href={entryLink(known.entryId)}>
        {t.fromRequest(known.entryId)}
      </a>
      <Tree data={known.data} />
    </div>
  );
}

function Value({ value }: { value: StoreValue }) {
  const t = useStoreSessionsStrings();
  const { dangerous, data, json, isSealed, reason, strings, hex } = value;
  return (
    <>
      {dangerous.length > 0 && (
        <p className={styles.danger} role="alert">
          <HostileText text={t.dangerous(dangerous.join(', '))} />
        </p>
      )}
      {isSealed && <Why>{t.sealed}</Why>}
      {reason !== null && <Why>{t.reasons[reason]}</Why>}
      {reason === null && data === null && !isSealed && <Why>{t.notMap}</Why>}
      {data !== null && !isSealed ? <Tree data={data} /> : json !== null && <Tree data={json} />}
      {reason !== null && hex !== '' && (
        <CodeBlock title={t.firstBytes} text={hexLines(hex.slice(0, SHOWN_BYTES * 2))} />
      )}
      {strings.length > 0 && <CodeBlock title={t.strings} text={strings.join('\n')} />}
    </>
  );
}

function Why({ children }: { children: ReactNode }) {
  return <p className={`${details.empty} ${styles.why}`}>{children}</p>;
}

function Tree({ data }: { data: StoreValue['json'] }) {
  const t = useStoreSessionsStrings();
  if (typeof data === 'object' && data !== null && Object.keys(data).length === 0)
    return <p className={details.empty}>{t.emptyData}</p>;
  return <TreeGrid label={t.treeLabel} before={data} isWrapped />;
}
