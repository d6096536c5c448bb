import { ArrowRight } from 'lucide-react';
import { useRecording } from '../../../data/use-recordings.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { countBetween } from './model/hit.ts';
import { viewWith } from './model/scale.ts';
import { endOf } from './model/walk.ts';
import type { TimelineData } from './use-timeline-data.ts';
import type { TimelineView } from './use-timeline-view.ts';
import styles from './way-to-now.module.css';

export interface WayToNowProps {
  readonly timeline: TimelineView;
  readonly data: TimelineData;
}

/** The way back to the present; at the present, if no request is in sight, the way to the last one. */
export function WayToNow({ timeline, data }: WayToNowProps) {
  const {
    timelineWords: t,
    recording: { backToEnd },
  } = useStringsWithLater();
  const isFile = useRecording() !== null;
  const { view, nowMs, isFollowing, follow, visit } = timeline;
  if (!isFollowing) {
    return (
      <button type="button" className={styles.now} onClick={follow}>
        {isFile ? backToEnd : t.backToNow}
        <ArrowRight size={14} aria-hidden="true" />
      </button>
    );
  }
  const last = endOf(data.lanes, 'last');
  if (last === null || countBetween(data.lanes, view.fromMs, view.toMs) > 0) return null;
  return (
    <button type="button" className={styles.last} onClick={() => visit(viewWith(view, last.mark.atMs))}>
      {t.lastRequest(nowMs - last.mark.atMs)}
    </button>
  );
}
