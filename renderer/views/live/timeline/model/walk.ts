import type { Mark } from '../../../../../server/contract/mark.ts';
import { firstSince } from './hit.ts';
import type { Lane } from './lane.ts';

/** A mark, and the lane it stands in. */
export interface Place {
  readonly lane: Lane;
  readonly mark: Mark;
}

export type Step = 'earlier' | 'later' | 'up' | 'down' | 'first' | 'last';

/** Where the mark with this id stands, null if it is in no lane. */
export function placeOf(lanes: readonly Lane[], id: number): Place | null {
  for (const lane of lanes) {
    const mark = lane.marks.find((candidate) => candidate.id === id);
    if (mark !== undefined) return { lane, mark };
  }
  return null;
}

/**
 * The mark one step further: `earlier` and `later` stay in the lane, `up` and `down` go to the mark nearest in time
 * of the next lane that has any, `first` and `last` are the ends of the whole log. Null where there is nothing
 * further.
 */
export function stepFrom(lanes: readonly Lane[], from: Place, step: Step): Place | null {
  const { lane, mark } = from;
  const index = lane.marks.indexOf(mark);
  switch (step) {
    case 'earlier':
      return at(lane, index - 1);
    case 'later':
      return at(lane, index + 1);
    case 'up':
      return inNextLane(lanes, from, -1);
    case 'down':
      return inNextLane(lanes, from, 1);
    case 'first':
      return endOf(lanes, 'first');
    case 'last':
      return endOf(lanes, 'last');
  }
}

/** The oldest or the newest mark of all. */
export function endOf(lanes: readonly Lane[], end: 'first' | 'last'): Place | null {
  let found: Place | null = null;
  for (const lane of lanes) {
    const mark = end === 'first' ? lane.marks[0] : lane.marks.at(-1);
    if (mark === undefined) continue;
    if (found === null || (end === 'first' ? mark.id < found.mark.id : mark.id > found.mark.id)) found = { lane, mark };
  }
  return found;
}

function at(lane: Lane, index: number): Place | null {
  const mark = index < 0 ? undefined : lane.marks[index];
  return mark === undefined ? null : { lane, mark };
}

function inNextLane(lanes: readonly Lane[], { lane, mark }: Place, by: 1 | -1): Place | null {
  for (let index = lanes.indexOf(lane) + by; index >= 0 && index < lanes.length; index += by) {
    const next = lanes[index];
    if (next !== undefined && next.marks.length > 0) return nearestIn(next, mark.atMs);
  }
  return null;
}

function nearestIn(lane: Lane, atMs: number): Place | null {
  const index = firstSince(lane.marks, atMs);
  const [before, after] = [lane.marks[index - 1], lane.marks[index]];
  if (before === undefined || after === undefined) return at(lane, before === undefined ? index : index - 1);
  return at(lane, atMs - before.atMs < after.atMs - atMs ? index - 1 : index);
}
