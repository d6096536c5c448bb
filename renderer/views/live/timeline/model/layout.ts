import type { Lane } from './lane.ts';

/** Heights in CSS pixels. */
export const LANE_HEIGHT = 26;
export const AXIS_HEIGHT = 22;
export const BAR_HEIGHT = 13;

/**
 * The number of lanes that a plot of this height cannot show. A lane that is more than half visible counts as shown.
 */
export function hiddenLanes(count: number, height: number): number {
  return Math.max(0, count - Math.round(height / LANE_HEIGHT));
}

/** The position of a lane in a plot of this height that is scrolled by `scrollTop`. */
export interface LanePlace {
  readonly lane: Lane;
  readonly index: number;
  /** From the top of the plot to the top of the lane. */
  readonly top: number;
}

/** How high all lanes are together. */
export function lanesHeight(lanes: readonly Lane[]): number {
  return lanes.length * LANE_HEIGHT;
}

/**
 * The visible lanes. The lane of requests without a session is the last one and does not scroll away: it stays at the
 * bottom edge, and as the last item of the list it is drawn over the lanes behind it.
 */
export function lanesInSight(lanes: readonly Lane[], scrollTop: number, height: number): readonly LanePlace[] {
  const pinned = pinnedOf(lanes);
  const first = Math.max(0, Math.floor(scrollTop / LANE_HEIGHT));
  const places: LanePlace[] = [];
  const scrolling = lanes.length - (pinned === null ? 0 : 1);
  for (let index = first; index < scrolling; index++) {
    const lane = lanes[index];
    const top = index * LANE_HEIGHT - scrollTop;
    if (lane === undefined || top >= height) break;
    places.push({ lane, index, top });
  }
  if (pinned !== null) {
    const index = lanes.length - 1;
    const top = Math.max(0, Math.min(index * LANE_HEIGHT - scrollTop, height - LANE_HEIGHT));
    places.push({ lane: pinned, index, top });
  }
  return places;
}

/** The scroll position, moved no further than needed, at which this lane is in sight. */
export function scrollTopWith(lanes: readonly Lane[], index: number, scrollTop: number, height: number): number {
  const pinned = pinnedOf(lanes);
  if (pinned !== null && index === lanes.length - 1) return scrollTop;
  const room = height - (pinned === null ? 0 : LANE_HEIGHT);
  const top = index * LANE_HEIGHT;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + LANE_HEIGHT - Math.max(LANE_HEIGHT, room));
}

/** The lane at a vertical position of the plot. The pinned one covers the others. */
export function laneAt(places: readonly LanePlace[], y: number): LanePlace | null {
  return places.findLast(({ top }) => y >= top && y < top + LANE_HEIGHT) ?? null;
}

function pinnedOf(lanes: readonly Lane[]): Lane | null {
  const last = lanes.at(-1);
  return last?.kind === 'none' ? last : null;
}
