import { useCallback, useLayoutEffect, useRef } from 'react';
import { useClock, useCommands, useInspector } from '../../../data/use-inspector.ts';
import { entryAtMs } from '../../../sentences/entry-sentence.ts';
import { FilterToStretch } from './filter-to-stretch.tsx';
import { HiddenLanes } from './hidden-lanes.tsx';
import { LanesInWords, useSummary } from './lanes-in-words.tsx';
import { Legend } from './legend.tsx';
import { ListButton } from './list-button.tsx';
import { hiddenLanes } from './model/layout.ts';
import { viewOf } from './model/scale.ts';
import { PictureNotes } from './picture-notes.tsx';
import styles from './timeline.module.css';
import { TimelineBar } from './timeline-bar.tsx';
import { TimelinePicture } from './timeline-picture.tsx';
import type { TimelineModeProps } from './timeline-props.ts';
import { useChooseMark } from './use-choose-mark.ts';
import { useEarlierMarks } from './use-earlier-marks.ts';
import { useElementSize } from './use-element-size.ts';
import { useTimelineData } from './use-timeline-data.ts';
import { useTimelineView } from './use-timeline-view.ts';
import { WayToNow } from './way-to-now.tsx';
import { ZoomTools } from './zoom-tools.tsx';

/** The timeline as a picture, with its key and its tools. */
export function PictureMode(props: TimelineModeProps) {
  const { selectedId, onSelect, onOpen, onMenu, onClose, onLanes, onMoreRoom, onOtherMode } = props;
  const { oldestAtMs } = useCommands();
  const clock = useClock();
  const plot = useRef<HTMLDivElement>(null);
  const size = useElementSize(plot);
  const log = useInspector((state) => state.log);
  const hasSessions = useInspector((state) => state.sessions.length > 0);
  const [oldest, newest] = [log.entries[0], log.entries.at(-1)];
  const isEmpty = newest === undefined && !log.hasEarlier && !hasSessions;
  const timeline = useTimelineView({
    width: size.width,
    firstMs: isEmpty ? null : oldest === undefined ? 0 : entryAtMs(oldest),
    newestMs: newest === undefined ? null : entryAtMs(newest),
  });
  const earlier = useEarlierMarks(timeline.view, log, size.width > 0);
  const data = useTimelineData(earlier.read);
  useLayoutEffect(() => onLanes(data.lanes.length), [onLanes, data.lanes.length]);
  const summary = useSummary(data.lanes, timeline);
  const { select, open } = useChooseMark(onSelect, onOpen);

  const { zoomBy, visit } = timeline;
  const onZoom = useCallback((factor: number) => zoomBy(factor), [zoomBy]);
  const onWholeLog = useCallback(async () => {
    const fromMs = await oldestAtMs();
    if (fromMs !== null) visit(viewOf(fromMs, clock()));
  }, [oldestAtMs, visit, clock]);
  const hiddenCount = size.height === 0 ? 0 : hiddenLanes(data.lanes.length, size.height);
  const tools = (
    <>
      <HiddenLanes count={hiddenCount} onShowAll={onMoreRoom} />
      <WayToNow timeline={timeline} data={data} />
      {!timeline.isFollowing && <FilterToStretch view={timeline.view} />}
      <ZoomTools onZoom={onZoom} onWholeLog={onWholeLog} />
      <ListButton isList={false} onChange={onOtherMode} />
    </>
  );
  return (
    <>
      <TimelineBar onClose={onClose} tools={tools}>
        <Legend lanes={data.lanes} />
      </TimelineBar>
      <div className={styles.body}>
        <TimelinePicture
          data={data}
          timeline={timeline}
          plotRef={plot}
          size={size}
          summary={summary}
          selectedId={selectedId}
          onSelect={select}
          onOpen={(id) => void open(id)}
          onMenu={onMenu}
        />
        <PictureNotes timeline={timeline} data={data} isLoading={earlier.isLoading} isEmpty={isEmpty} />
        <LanesInWords lanes={data.lanes} nowMs={timeline.nowMs} />
      </div>
    </>
  );
}
