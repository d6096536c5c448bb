import { useState } from 'react';
import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import styles from './request-log.module.css';

export interface NewRequestsPillProps {
  readonly isFollowing: boolean;
  readonly onJump: () => void;
}

/** While the reader is away from the end: how many entries have come since, and the way back to them. */
export function NewRequestsPill({ isFollowing, onJump }: NewRequestsPillProps) {
  const t = useStrings().live;
  const arrived = useInspector((state) => state.arrivedCount);
  const hasLater = useInspector((state) => state.log.hasLater);
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
