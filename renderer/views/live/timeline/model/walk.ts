import type { Mark } from '../../../../../server/contract/mark.ts';
import { firstSince } from './hit.ts';
import type { CookieEnd, Lane } from './lane.ts';

/** A mark with its lane; or the end of a cookie in a lane, with the mark of the row that decided. */
export interface Place {
  readonly lane: Lane;
  readonly mark: Mark;
  /** The end of a cookie. Null if the place is a mark. */
  readonly end: CookieEnd | null;
}

export type Step = 'earlier' | 'later' | 'up' | 'down' | 'first' | 'last';

/** The place of the mark with this id. Null if it is in no lane. */
export function placeOf(lanes: readonly Lane[], id: number): Place | null {
  for (const lane of lanes) {
    const mark = lane.marks.find((candidate) => candidate.id === id);
    if (mark !== undefined) return { lane, mark, end: null };
  }
  return null;
}

/** The place of the end of a cookie with this key. Null if it is in no lane. */
export function placeOfCookieEnd(lanes: readonly Lane[], key: string): Place | null {
  for (const lane of lanes) {
    const end = lane.cookieEnds.find((candidate) => candidate.key === key);
    if (end !== undefined) return { lane, mark: end.decided, end };
  }
  return null;
}

/** The moment at which a place is drawn. */
export function timeOf({ mark, end }: Place): number {
  return (end ?? mark).atMs;
}

/** How many places a lane has to step through, and which of them this is, from 1. */
export function countOf({ lane, mark, end }: Place): { readonly number: number; readonly all: number } {
  if (lane.cookieEnds.length === 0) return { number: lane.marks.indexOf(mark) + 1, all: lane.marks.length };
  const places = placesOf(lane);
  return { number: indexIn(places, { lane, mark, end }) + 1, all: places.length };
}

/**
 * The next mark in a direction: `earlier` and `later` stay in the lane, `up` and `down` go to the mark nearest in time
 * in the next lane with marks, `first` and `last` are the ends of the whole log. Null if there is no further mark.
 */
export function stepFrom(lanes: readonly Lane[], from: Place, step: Step): Place | null {
  switch (step) {
    case 'earlier':
      return inSameLane(from, -1);
    case 'later':
      return inSameLane(from, 1);
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
    if (found === null || (end === 'first' ? mark.id < found.mark.id : mark.id > found.mark.id))
      found = { lane, mark, end: null };
  }
  return found;
}

function at(lane: Lane, index: number): Place | null {
  const mark = index < 0 ? undefined : lane.marks[index];
  return mark === undefined ? null : { lane, mark, end: null };
}

function inSameLane({ lane, mark, end }: Place, by: 1 | -1): Place | null {
  if (lane.cookieEnds.length === 0) return at(lane, lane.marks.indexOf(mark) + by);
  const places = placesOf(lane);
  return places[indexIn(places, { lane, mark, end }) + by] ?? null;
}

/** The marks of a lane and the ends of its cookies, in order of time; an end comes after the mark that made it. */
function placesOf(lane: Lane): readonly Place[] {
  const marks = lane.marks.map((mark): Place => ({ lane, mark, end: null }));
  const ends = lane.cookieEnds.map((end): Place => ({ lane, mark: end.decided, end }));
  return [...marks, ...ends].sort((one, other) => timeOf(one) - timeOf(other));
}

function indexIn(places: readonly Place[], { mark, end }: Place): number {
  return places.findIndex((place) => place.mark === mark && place.end === end);
}

function inNextLane(lanes: readonly Lane[], from: Place, by: 1 | -1): Place | null {
  for (let index = lanes.indexOf(from.lane) + by; index >= 0 && index < lanes.length; index += by) {
    const next = lanes[index];
    if (next !== undefined && next.marks.length > 0) return nearestIn(next, timeOf(from));
  }
  return null;
}

function nearestIn(lane: Lane, atMs: number): Place | null {
  const index = firstSince(lane.marks, atMs);
  const [before, after] = [lane.marks[index - 1], lane.marks[index]];
  if (before === undefined || after === undefined) return at(lane, before === undefined ? index : index - 1);
  return at(lane, atMs - before.atMs < after.atMs - atMs ? index - 1 : index);
}
