import { useEffect, useState } from 'react';
import type { StoredRow } from '../../../../../server/contract/stored-row.ts';
import { useCommands, useInspector } from '../../../../data/use-inspector.ts';
import { useStoreKind } from '../../../../data/use-store-kind.ts';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { HostileText } from '../../../../ui/hostile-text.tsx';
import styles from './stored-row-now.module.css';

/** The row of a session as SQLite has it at this moment; read again whenever the session changes. */
export function StoredRowNow({ sid }: { sid: string }) {
  return <RowReader key={sid} sid={sid} />;
}

function RowReader({ sid }: { sid: string }) {
  const t = useStringsWithLater().storeTab;
  const kind = useStoreKind();
  const { storedRow } = useCommands();
  const version = useInspector((state) => state.sessions.find((session) => session.sid === sid)?.lastUsedAtMs);
  // While it is read again, the row stays as it was.
  const [read, setRead] = useState<{ readonly row: StoredRow | null; readonly version: number | undefined } | null>(
    null,
  );

  useEffect(() => {
    let isOld = false;
    void storedRow(sid).then((row) => {
      if (!isOld) setRead({ row, version });
    });
    return () => {
      isOld = true;
    };
  }, [sid, version, storedRow]);
  const row = read?.row;

  return (
    <section className={styles.row} aria-busy={read === null || read.version !== version}>
      <h3 className={styles.title}>{t.rowNow[kind]}</h3>
      {row === null && <p className={styles.none}>{t.noRow}</p>}
      {row && (
        <dl className={styles.columns}>
          {Object.entries(row).map(([column, value]) => (
            <div key={column} className={styles.column}>
              <dt>{column}</dt>
              <dd>
                <HostileText text={value === null ? t.null : String(value)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
