import { useEffect, useState } from 'react';
import type { StoredRow } from '../../../../../server/contract/stored-row.ts';
import { useCommands, useInspector } from '../../../../data/use-inspector.ts';
import { useStrings } from '../../../../strings/use-strings.ts';
import { HostileText } from '../../../../ui/hostile-text.tsx';
import styles from './stored-row-now.module.css';

/** The row of a session as SQLite has it at this moment; read anew whenever the session changes. */
export function StoredRowNow({ sid }: { sid: string }) {
  const version = useInspector((state) => state.sessions.find((session) => session.sid === sid)?.lastUsedAtMs);
  return <RowReader key={`${sid} ${version}`} sid={sid} />;
}

function RowReader({ sid }: { sid: string }) {
  const t = useStrings().storeTab;
  const { storedRow } = useCommands();
  const [row, setRow] = useState<StoredRow | null>();

  useEffect(() => {
    let isOld = false;
    void storedRow(sid).then((found) => {
      if (!isOld) setRow(found);
    });
    return () => {
      isOld = true;
    };
  }, [sid, storedRow]);

  return (
    <section className={styles.row} aria-busy={row === undefined}>
      <h3 className={styles.title}>{t.rowNow}</h3>
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
