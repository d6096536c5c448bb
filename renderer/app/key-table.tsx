import { Fragment, useId } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { KeyCaps } from '../ui/key-caps.tsx';
import styles from './key-sheet.module.css';

export interface KeyRow {
  readonly does: string;
  /** A list of key combinations, each a list of caps. */
  readonly keys: readonly (readonly string[])[];
}

/** Some keys with their effects, under one heading. */
export function KeyTable({ title, rows }: { title: string; rows: readonly KeyRow[] }) {
  const t = useStrings().commands;
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      <dl className={styles.rows}>
        {rows.map(({ does, keys }) => (
          <div key={does} className={styles.row}>
            <dt>{does}</dt>
            <dd className={styles.keys}>
              {keys.map((caps, place) => (
                <Fragment key={caps.join(' ')}>
                  {place > 0 && <span className={styles.or}>{t.or}</span>}
                  <KeyCaps caps={caps} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
