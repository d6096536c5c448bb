import type { StoreEvidence, StoreSide } from '../../../../../server/contract/store-evidence.ts';
import { storeSideWhy } from '../../../../sentences/store-side-why.ts';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { HostileText } from '../../../../ui/hostile-text.tsx';
import styles from './store-reading.module.css';

/** What the session store of a watched app told of a request: both rows, and to which request the change belongs. */
export function StoreReading({ store }: { store: StoreEvidence }) {
  const t = useStringsWithLater().storeTab.reading;
  const { attribution, before, after, sharedWith, sharedBecause, savedLateMs, oldRow } = store;
  const isNotReadBetween = sharedBecause === 'not-read-between';
  const told = attribution === 'shared' && isNotReadBetween ? 'notReadBetween' : attribution;
  const dangerous = [...new Set([...before.dangerous, ...after.dangerous])];
  return (
    <section className={styles.card} aria-label={t.title}>
      <h3>{t.title}</h3>
      <p>{store.mapping === '' ? t.leadUnrecognised : t.lead(store.mapping)}</p>
      <p data-attribution={told} className={styles.attribution}>
        {t.attribution[told]}
        {savedLateMs !== null && ` (${t.lateMs(savedLateMs)})`}
        {sharedWith.length > 0 &&
          ` ${isNotReadBetween ? t.notReadBetween : t.sharedWith}: ${sharedWith.map((id) => `#${id}`).join(', ')}`}
      </p>
      {dangerous.length > 0 && (
        <p className={styles.danger} role="alert">
          {t.dangerous(dangerous.join(', '))}
        </p>
      )}
      {oldRow !== null && <p className={oldRow === 'still-there' ? styles.danger : undefined}>{t.oldRow[oldRow]}</p>}
      <SidesTable before={before} after={after} />
    </section>
  );
}

function SidesTable({ before, after }: { before: StoreSide; after: StoreSide }) {
  const { storeTab, storeWhy } = useStringsWithLater();
  const t = storeTab.reading;
  const rows: readonly (readonly [label: string, tell: (side: StoreSide) => string | null])[] = [
    [t.row.state, ({ state }) => t.state[state]],
    [t.row.key, ({ key }) => key],
    [t.row.encoding, ({ encoding }) => encoding],
    [t.row.bytes, ({ bytes }) => (bytes === null ? null : t.size(bytes))],
    [t.row.expires, ({ expiresAtMs }) => (expiresAtMs === null ? null : t.clock(expiresAtMs))],
    [t.row.cookieExpires, ({ cookieExpiresAtMs }) => (cookieExpiresAtMs === null ? null : t.clock(cookieExpiresAtMs))],
    [t.row.detail, (side) => storeSideWhy(side, storeWhy)],
  ];
  const told = rows.filter(([, tell]) => tell(before) !== null || tell(after) !== null);
  return (
    <table className={styles.sides} aria-label={t.title}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t.column.before}</th>
          <th scope="col">{t.column.after}</th>
        </tr>
      </thead>
      <tbody>
        {told.map(([label, tell]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <HostileText text={tell(before) ?? t.none} />
            </td>
            <td>
              <HostileText text={tell(after) ?? t.none} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
