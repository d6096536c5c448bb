import { useLayoutEffect } from 'react';
import { useNow } from '../../../data/use-now.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { ListButton } from './list-button.tsx';
import styles from './timeline.module.css';
import { TimelineBar } from './timeline-bar.tsx';
import { TimelineList } from './timeline-list.tsx';
import type { TimelineModeProps } from './timeline-props.ts';
import { useChooseMark } from './use-choose-mark.ts';
import { useTimelineData } from './use-timeline-data.ts';

/** The timeline in words, for the entries in memory. */
export function ListMode(props: TimelineModeProps) {
  const { selectedId, onSelect, onOpen, onClose, onLanes, onOtherMode } = props;
  const t = useStringsWithLater().timelineWords;
  const { lanes } = useTimelineData(null);
  const nowMs = useNow();
  // Requests are listed under their sessions, so words need all the room there is.
  useLayoutEffect(() => onLanes(Number.POSITIVE_INFINITY), [onLanes]);
  const { select } = useChooseMark(onSelect, onOpen);
  return (
    <>
      <TimelineBar onClose={onClose} tools={<ListButton isList={true} onChange={onOtherMode} />} />
      <div className={styles.body}>
        {lanes.length === 0 ? (
          <p className={styles.empty}>{t.empty}</p>
        ) : (
          <TimelineList lanes={lanes} nowMs={nowMs} selectedId={selectedId} onSelect={select} />
        )}
      </div>
    </>
  );
}
