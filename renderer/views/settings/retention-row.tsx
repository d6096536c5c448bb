import { useRef, useState } from 'react';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { ConfirmQuestion } from '../../ui/confirm-question.tsx';
import { NumberRow, type NumberRowProps } from './number-row.tsx';
import styles from './retention-row.module.css';

export interface RetentionRowProps extends Omit<NumberRowProps, 'question' | 'notes'> {
  /** How much of the limit is used now, null if that is not known. */
  readonly used: number | null;
  readonly usedText: string;
  /** The question before a limit is set below the present use: what it would delete. */
  readonly ask: (limit: string) => string;
}

/** A limit of stored data, with the present use. A limit that would delete data now must be confirmed. */
export function RetentionRow({ used, usedText, ask, onChange, ...row }: RetentionRowProps) {
  const t = useStringsWithLater().appSettings.retention;
  const [asked, setAsked] = useState<number | null>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const share = used === null ? 0 : Math.min(1, used / row.value);
  const answer = (isYes: boolean) => {
    setAsked(null);
    anchor.current?.parentElement?.querySelector<HTMLElement>('input[type="text"]')?.focus();
    if (isYes && asked !== null) onChange(asked);
  };
  return (
    <NumberRow
      {...row}
      onChange={(next) => (used !== null && next < used && next < row.value ? setAsked(next) : onChange(next))}
      question={
        <div ref={anchor} className={styles.used}>
          <span className={styles.bar} aria-hidden="true">
            <span className={styles.share} style={{ width: `${share * 100}%` }} />
          </span>
          <span>{usedText}</span>
          {asked !== null && (
            <ConfirmQuestion
              question={ask(row.presetText(asked))}
              yes={t.yes}
              no={t.no}
              onYes={() => answer(true)}
              onNo={() => answer(false)}
              onLeave={() => setAsked(null)}
            />
          )}
        </div>
      }
    />
  );
}
