import { memo } from 'react';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { Button } from '../../../ui/button.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import styles from './timeline-bar.module.css';

export interface HiddenLanesProps {
  readonly count: number;
  /** Makes the timeline as high as its lanes need, or as high as it can be; null if it is that high. */
  readonly onShowAll: (() => void) | null;
}

/** Says that there are more lanes than the timeline has room for, and makes room. */
export const HiddenLanes = memo(function HiddenLanes({ count, onShowAll }: HiddenLanesProps) {
  const t = useStringsWithLater().timelineWords;
  if (count <= 0) return null;
  if (onShowAll === null) {
    return (
      <Tooltip text={t.scrollToHidden}>
        <span className={styles.hidden}>{t.hiddenLanes(count)}</span>
      </Tooltip>
    );
  }
  return (
    <Tooltip text={t.showHidden}>
      <Button look="quiet" className={styles.hidden} onClick={onShowAll}>
        {t.hiddenLanes(count)}
      </Button>
    </Tooltip>
  );
});
