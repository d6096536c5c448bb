import { useState } from 'react';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './request-log.module.css';

export interface NewRequestsPillProps {
  readonly isFollowing: boolean;
  /** How many entries have come so far. */
  readonly arrivedCount: number;
  /** The newest entries are not in the table: the way back to them is open. */
  readonly hasLater: boolean;
  readonly onJump: () => void;
}

/** While the reader is away from the end: how many entries have come since, and the way back to them. */
export function NewRequestsPill({ isFollowing, arrivedCount: arrived, hasLater, onJump }: NewRequestsPillProps) {
  const t = useStrings().live;
  const [arrivedWhenLeft, setArrivedWhenLeft] = useState(arrived);
  if (isFollowing) {
    if (arrivedWhenLeft !== arrived) setArrivedWhenLeft(arrived);
    return null;
  }
  const missed = arrived - arrivedWhenLeft;
  if (missed === 0 && !hasLater) return null;
  return (
    <button type="button" className={styles.pill} onClick={onJump}>
      {missed > 0 ? t.newRequests(missed) : t.newest}
    </button>
  );
}
