import type { Plan } from './plan.ts';
import type { Segment } from './segment.ts';
import type { TextStates } from './text-states.ts';

/** A plan made ready for one shard. */
export interface ShardPlan {
  readonly plan: Plan;
  readonly states: readonly TextStates[];
  /** The first id of the shard, from which the ids of its segments count. */
  readonly firstId: number;
}

/** Whether a row of a segment may hold: false is sure, and found out much quicker than row by row. */
export function mayHoldIn({ states }: ShardPlan, segment: Segment): boolean {
  return states.every((state) => state.isNegated || state.mayAnyOf(segment.items));
}

/** Whether one row of a segment holds. */
export function rowHolds({ plan, states, firstId }: ShardPlan, segment: Segment, place: number): boolean {
  const flags = segment.flags[place] as number;
  if ((flags & plan.flagsWanted) !== plan.flagsWanted || (flags & plan.flagsRefused) !== 0) return false;
  for (const { column, min, max, isNegated } of plan.ranges) {
    const value = column === 'id' ? firstId + (segment.ids[place] as number) : (segment[column][place] as number);
    if ((value >= min && value <= max) === isNegated) return false;
  }
  if (states.length === 0) return true;
  const from = segment.starts[place] as number;
  const to = segment.starts[place + 1] as number;
  for (const state of states) if (state.anyOf(segment.items, from, to) === state.isNegated) return false;
  return true;
}
