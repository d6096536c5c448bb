import { ChevronDown } from 'lucide-react';
import { type CSSProperties, useCallback, useEffect, useState } from 'react';
import { useHasData } from '../../../data/use-inspector.ts';
import { usePreference } from '../../../data/use-preference.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Splitter } from '../../../ui/splitter.tsx';
import { Timeline as LazyTimeline } from './lazy-timeline.ts';
import { AXIS_HEIGHT, LANE_HEIGHT } from './model/layout.ts';
import styles from './timeline-panel.module.css';
import type { TimelineProps } from './timeline-props.ts';

const HEAD_HEIGHT = 31 + AXIS_HEIGHT;
const MIN_HEIGHT = heightOf(2);
const MAX_HEIGHT = 480;
/** The style sheet has it too: more would leave too little to the requests. */
const MOST_OF_WINDOW = 0.46;
/** The default number of visible lanes; a small window has less space. */
const mostLanes = () => (window.innerHeight < 700 ? 4 : 5);

/**
 * The place of the timeline between the actors and the requests: as high as the reader made it, else as its lanes
 * need; or only its title.
 */
export function TimelinePanel(props: Omit<TimelineProps, 'onClose' | 'onLanes' | 'onMoreRoom'>) {
  const t = useStrings().timeline;
  const hasData = useHasData();
  const [isOpen, setIsOpen] = usePreference('timeline-open', (stored) => stored !== 'false');
  const [ownHeight, setHeight] = usePreference('timeline-height', parseHeight);
  const [laneCount, setLaneCount] = useState(0);
  const height = ownHeight || heightOf(Math.max(2, Math.min(laneCount, mostLanes())));
  const close = useCallback(() => setIsOpen(false), [setIsOpen]);
  const mostNeeded = heightOf(
    Math.min(laneCount, lanesWithin(Math.min(MAX_HEIGHT, MOST_OF_WINDOW * window.innerHeight))),
  );
  const showAll = useCallback(() => setHeight(mostNeeded), [setHeight, mostNeeded]);
  // The page has time for this file until the first data arrives.
  useEffect(() => LazyTimeline.preload(), []);
  if (!isOpen) {
    return (
      <section aria-label={t.title} className={styles.closed}>
        <h2 className={styles.title}>{t.title}</h2>
        <IconButton label={t.expand} aria-expanded={false} onClick={() => setIsOpen(true)}>
          <ChevronDown size={15} />
        </IconButton>
      </section>
    );
  }
  return (
    <section aria-label={t.title} className={styles.panel} style={{ '--height': height } as CSSProperties}>
      {hasData && (
        <LazyTimeline
          {...props}
          onClose={close}
          onLanes={setLaneCount}
          onMoreRoom={height < mostNeeded ? showAll : null}
        />
      )}
      <Splitter label={t.resize} between="rows" value={height} min={MIN_HEIGHT} max={MAX_HEIGHT} onChange={setHeight} />
    </section>
  );
}

function lanesWithin(height: number): number {
  return Math.floor((height - HEAD_HEIGHT) / LANE_HEIGHT);
}

function heightOf(lanes: number): number {
  return HEAD_HEIGHT + lanes * LANE_HEIGHT;
}

/** Zero means that the user has not changed the height. */
function parseHeight(stored: string | null): number {
  const height = Number(stored ?? 'none');
  return height >= MIN_HEIGHT && height <= MAX_HEIGHT ? height : 0;
}
