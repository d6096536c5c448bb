import { type CSSProperties, type ReactNode, type RefObject, useCallback, useEffect, useRef } from 'react';
import { usePreference } from '../../data/use-preference.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { MAX_SHARE, MIN_SHARE, parseShare } from './pane-share.ts';
import styles from './sessions-view.module.css';

export interface DetailsPane {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  readonly detailsRef: RefObject<HTMLDivElement | null>;
  /** Selects no row, and focuses the table. */
  readonly close: () => void;
  /** Focuses the first tab of the details. */
  readonly open: () => void;
}

/** The focus of a table and of the details of its selected row. `select` must be the same function at every drawing. */
export function useDetailsPane(selected: string | null, select: (key: null) => void): DetailsPane {
  const gridRef = useRef<HTMLTableElement>(null);
  const detailsRef = useRef<HTMLDivElement>(null);
  const close = useCallback(() => {
    select(null);
    gridRef.current?.focus();
  }, [select]);
  const open = useCallback(() => detailsRef.current?.querySelector<HTMLElement>('[role="tab"]')?.focus(), []);
  // A link from one session to another is removed with its content; the focus must not be lost with it.
  useEffect(() => {
    if (selected !== null && document.activeElement === document.body) detailsRef.current?.focus();
  }, [selected]);
  return { gridRef, detailsRef, close, open };
}

export interface TableAndDetailsProps {
  readonly pane: DetailsPane;
  readonly table: ReactNode;
  /** Null if no row is selected. False while the details are being loaded. */
  readonly details: ReactNode;
  /** The name of the details. */
  readonly label: string;
  /** Whether the rows may be out of date. */
  readonly isStale?: boolean;
}

/** A table of sessions, and beside it the details of the selected one, with a splitter between them. */
export function TableAndDetails({ pane, table, details, label, isStale = false }: TableAndDetailsProps) {
  const { details: t } = useStrings();
  const [share, setShare] = usePreference('sessions-share', parseShare);
  return (
    <div
      className={styles.view}
      data-details={details !== null || undefined}
      data-stale={isStale || undefined}
      style={{ '--share': share } as CSSProperties}
    >
      {table}
      {details !== null && (
        <>
          <Splitter
            label={t.resize}
            between="columns"
            value={share}
            min={MIN_SHARE}
            max={MAX_SHARE}
            onChange={setShare}
          />
          <section ref={pane.detailsRef} tabIndex={-1} aria-label={label} className={styles.details}>
            {details}
          </section>
        </>
      )}
    </div>
  );
}
