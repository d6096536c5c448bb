import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { isMenuKey, type MenuPlace } from '../../../ui/menu-place.ts';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { Axis } from './axis.tsx';
import { cookieEndText } from './cookie-end-sentence.ts';
import { attachGestures, type GestureTarget } from './gestures.ts';
import { LaneLabels } from './lane-labels.tsx';
import { MarkHint } from './mark-hint.tsx';
import { markSentence } from './mark-sentence.ts';
import { cookieEndAt, markAt, xOfCookieEnd } from './model/hit.ts';
import { LANE_HEIGHT, laneAt, lanesHeight, lanesInSight, scrollTopWith } from './model/layout.ts';
import { spanOf, type View, viewWith, xOf } from './model/scale.ts';
import { ticksOf } from './model/ticks.ts';
import { countOf, type Place, placeOf, placeOfCookieEnd, timeOf } from './model/walk.ts';
import type { Scene, SceneWords } from './scene.ts';
import styles from './timeline-picture.module.css';
import { useCanvas } from './use-canvas.ts';
import type { ElementSize } from './use-element-size.ts';
import { useMarkEntry, useMarkOwner } from './use-mark-entry.ts';
import type { TimelineData } from './use-timeline-data.ts';
import type { TimelineView } from './use-timeline-view.ts';
import { useWalk } from './use-walk.ts';

export interface TimelinePictureProps {
  readonly data: TimelineData;
  readonly timeline: TimelineView;
  readonly plotRef: RefObject<HTMLDivElement | null>;
  readonly size: ElementSize;
  readonly summary: string;
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
  /** Enter on a mark: it is selected, and its details are to have the focus. */
  readonly onOpen: (id: number) => void;
  /** Opens the menu of the selected mark. */
  readonly onMenu: (place: MenuPlace) => void;
}

const REACH_PX = 10;
const TICK_GAP_PX = 96;

/**
 * The lanes and their marks, drawn on a canvas. The axis, the labels, the hint and the focused mark are elements. The
 * plot is a list box whose active option is the focused mark, so that screen readers read it like any option, although
 * thousands of other marks are only drawn.
 */
export function TimelinePicture(props: TimelinePictureProps) {
  const { data, timeline, plotRef, size, summary, selectedId, onSelect, onOpen, onMenu } = props;
  const { view, nowMs, show } = timeline;
  const { lanes } = data;
  const t = useStringsWithLater();
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [brush, setBrush] = useState<View | null>(null);
  const [hovered, setHovered] = useState<Place | null>(null);
  const [cursorAt, setCursorAt] = useState<CursorAt | null>(null);
  /** `keys` means that the plot has the focus and the keyboard is in use, so the focused mark shows its hint. */
  const [focus, setFocus] = useState<'none' | 'pointer' | 'keys'>('none');

  const { width, height } = size;
  const places = useMemo(() => lanesInSight(lanes, scrollTop, height), [lanes, scrollTop, height]);
  const ticks = useMemo(() => ticksOf(view, width, TICK_GAP_PX), [view, width]);
  const cursor = useMemo(() => (cursorAt === null ? null : placeAgain(lanes, cursorAt)), [lanes, cursorAt]);
  const hasApps = useMemo(() => new Set(lanes.flatMap(({ app }) => app ?? [])).size > 1, [lanes]);
  const words = useMemo(() => sceneWords(t), [t]);
  const scene: Scene = useMemo(
    () => ({ ...data, view, nowMs, width, height, places, ticks, selectedId, brush, words }),
    [data, view, nowMs, width, height, places, ticks, selectedId, brush, words],
  );
  useCanvas(canvas, scene);

  /** Moves time and lanes no further than needed for a mark to be in sight. */
  const reveal = useCallback(
    (place: Place) => {
      const atMs = timeOf(place);
      if (atMs < view.fromMs || atMs > view.toMs) show(viewWith(view, atMs));
      const element = scroller.current;
      if (element === null) return;
      element.scrollTop = scrollTopWith(lanes, lanes.indexOf(place.lane), element.scrollTop, height);
    },
    [view, show, lanes, height],
  );
  useRevealSelected(selectedId, lanes, reveal);

  const latest = useRef<GestureTarget | null>(null);
  latest.current = {
    view,
    width,
    show,
    visit: timeline.visit,
    zoomBy: timeline.zoomBy,
    onBrush: setBrush,
    onHover: (at) => setHovered(at === null ? null : placeAt(at.x, at.y)),
    onTap: (x, y) => {
      const place = placeAt(x, y);
      setCursorAt(place === null ? null : cursorOf(place));
      if (place !== null) onSelect(place.mark.id);
    },
  };
  useEffect(() => {
    if (plotRef.current === null || axis.current === null) return;
    return attachGestures(plotRef.current, axis.current, () => latest.current as GestureTarget);
  }, [plotRef]);

  const walk = useWalk({
    lanes,
    cursor,
    timeline,
    onMove: (place) => {
      setFocus('keys');
      setHovered(null);
      setCursorAt(cursorOf(place));
      reveal(place);
    },
    onOpen: ({ mark }) => onOpen(mark.id),
    onLeave: () => setCursorAt(null),
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!isMenuKey(event) || cursor === null) return walk(event);
    event.preventDefault();
    onSelect(cursor.mark.id);
    onMenu(event.currentTarget.querySelector('[role="option"]:not([hidden])') ?? event.currentTarget);
  };
  const askForMenu = (event: MouseEvent<HTMLElement>) => {
    const corner = event.currentTarget.getBoundingClientRect();
    const place = placeAt(event.clientX - corner.left, event.clientY - corner.top);
    if (place === null) return;
    event.preventDefault();
    setCursorAt(cursorOf(place));
    onSelect(place.mark.id);
    onMenu({ x: event.clientX, y: event.clientY });
  };

  function placeAt(x: number, y: number): Place | null {
    const found = laneAt(places, y);
    return found === null ? null : placeIn(found.lane, view, width, x);
  }

  const active = focus === 'none' ? null : cursor;
  const pointed = brush === null ? (hovered ?? (focus === 'keys' ? active : null)) : null;
  const hint = useHint(pointed, places, view, width);
  const activeText = usePlaceText(active);
  const activeAt = active === null ? null : spotOf(active, places, view, width);
  const optionId = active === null ? undefined : `${baseId}-${active.mark.id}${active.end === null ? '' : '-end'}`;
  const count = active === null ? null : countOf(active);
  return (
    <figure className={styles.figure} aria-label={summary}>
      <Axis axisRef={axis} ticks={ticks} view={view} nowMs={nowMs} width={width} />
      <div ref={scroller} className={styles.scroller} onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}>
        <div className={styles.window}>
          <LaneLabels places={places} activeKey={pointed?.lane.key ?? null} hasApps={hasApps} />
          <div
            ref={plotRef}
            role="listbox"
            tabIndex={0}
            aria-label={t.timelineWords.plot}
            aria-describedby={`${baseId}-hint`}
            aria-activedescendant={optionId}
            className={styles.plot}
            data-pointing={hovered !== null || undefined}
            onContextMenu={askForMenu}
            onKeyDown={onKeyDown}
            onFocus={(event) => {
              setFocus(event.currentTarget.matches(':focus-visible') ? 'keys' : 'pointer');
              if (cursor === null) setCursorAt(selectedId);
            }}
            onBlur={() => setFocus('none')}
            onPointerDown={() => setFocus('pointer')}
          >
            <div className={styles.ground} aria-hidden="true">
              <canvas ref={canvas} className={styles.canvas} />
            </div>
            {active !== null && count !== null && (
              // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus and names its active option.
              <div
                role="option"
                id={optionId}
                key={optionId}
                aria-selected={active.end === null && active.mark.id === selectedId}
                aria-label={activeText}
                aria-posinset={count.number}
                aria-setsize={count.all}
                className={styles.cursor}
                data-shown={focus === 'keys' || undefined}
                hidden={activeAt === null}
                style={activeAt === null ? {} : { transform: `translate(${activeAt.x - 10}px, ${activeAt.y - 10}px)` }}
              />
            )}
          </div>
        </div>
        <div style={{ height: Math.max(0, lanesHeight(lanes) - height) }} />
      </div>
      {hint !== null && (
        <div className={styles.over}>
          <MarkHint {...hint} width={width} height={height} />
        </div>
      )}
      <VisuallyHidden>
        <span id={`${baseId}-hint`}>{t.timelineWords.plotHint}</span>
      </VisuallyHidden>
    </figure>
  );
}

/** Scrolls the entry that was selected elsewhere into view. */
function useRevealSelected(selectedId: number | null, lanes: TimelineData['lanes'], reveal: (place: Place) => void) {
  const revealed = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (selectedId === revealed.current) return;
    const place = selectedId === null ? null : placeOf(lanes, selectedId);
    if (selectedId !== null && place === null) return;
    revealed.current = selectedId;
    if (place !== null) reveal(place);
  }, [selectedId, lanes, reveal]);
}

function useHint(place: Place | null, places: Scene['places'], view: View, width: number) {
  const text = usePlaceText(place);
  const at = place === null ? null : spotOf(place, places, view, width);
  return at === null ? null : { ...at, text };
}

/** The text of a place. Empty if there is no place. */
function usePlaceText(place: Place | null): string {
  const t = useStringsWithLater();
  const mark = place === null || place.end !== null ? null : place.mark;
  const entry = useMarkEntry(mark);
  const owner = useMarkOwner(place?.lane, entry);
  if (place === null) return '';
  return place.end === null ? markSentence(place.mark, entry, owner, t) : cookieEndText(place.end, t);
}

/** Where the keyboard is: on the mark with this id, or on the end of a cookie with this key. */
type CursorAt = number | string;

function cursorOf({ mark, end }: Place): CursorAt {
  return end?.key ?? mark.id;
}

function placeAgain(lanes: TimelineData['lanes'], at: CursorAt): Place | null {
  return typeof at === 'number' ? placeOf(lanes, at) : placeOfCookieEnd(lanes, at);
}

/** The mark or the end of a cookie at a position of a lane: the nearer one within reach. */
function placeIn(lane: Place['lane'], view: View, width: number, x: number): Place | null {
  const mark = markAt(lane, view, width, x, REACH_PX);
  const markAway = mark === null ? REACH_PX : Math.abs(xOf(view, width, mark.atMs) - x);
  const end = cookieEndAt(lane, view, width, x, markAway);
  if (end !== null) return { lane, mark: end.decided, end };
  return mark === null ? null : { lane, mark, end: null };
}

/** Where a mark is drawn; null if it is out of sight. */
function spotOf({ lane, mark, end }: Place, places: Scene['places'], view: View, width: number) {
  const top = places.find((place) => place.lane.key === lane.key)?.top;
  const x = end === null ? xOf(view, width, mark.atMs) : xOfCookieEnd(lane, end, view, width);
  if (top === undefined || x < 0 || x > width || spanOf(view) <= 0) return null;
  return { x, y: top + LANE_HEIGHT / 2 };
}

function sceneWords({ timeline, cookieEnds }: StringsWithLater): SceneWords {
  const { destroyed, deleted, ended, closed, expired, gone, becomes, gap, paused } = timeline;
  return { destroyed, deleted, ended, closed, expired, gone, becomes, gap, paused, cookieEnds: cookieEnds.words };
}
