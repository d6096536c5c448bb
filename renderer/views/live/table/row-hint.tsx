import { type CSSProperties, useEffect } from 'react';
import { usePreference } from '../../../data/use-preference.ts';
import { useRecording } from '../../../data/use-recordings.ts';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './row-hint.module.css';

export interface RowHintProps {
  /** The number of rows in the table: the hint is shown below them. */
  readonly rows: number;
  /** A row is open. */
  readonly isOpen: boolean;
}

/** Explains the rows of the table, in the empty space below them, until one was opened for the first time. */
export function RowHint({ rows, isOpen }: RowHintProps) {
  const t = useStrings().live;
  const isWatched = useWorkspaceKind() === 'watched';
  const hasStory = useRecording()?.tellsServer ?? !isWatched;
  const [wasOpened, setWasOpened] = usePreference('row-opened', (stored) => stored === 'true');
  useEffect(() => {
    if (isOpen && !wasOpened) setWasOpened(true);
  }, [isOpen, wasOpened, setWasOpened]);
  if (wasOpened || isOpen) return null;
  return (
    <div className={styles.space} style={{ '--rows': rows } as CSSProperties}>
      <p className={styles.hint}>{hasStory ? t.rowHint : t.rowHintSeen}</p>
    </div>
  );
}
