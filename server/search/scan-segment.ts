import type { Plan } from './plan.ts';
import type { Segment } from './segment.ts';
import type { TextStates } from './text-states.ts';

/** A plan prepared for one shard. */
export interface ShardPlan {
  readonly plan: Plan;
  readonly states: readonly TextStates[];
  /** The first id of the shard. The ids in its segments are relative to it. */
  readonly firstId: number;
}

/** Whether a row of a segment may match. False is certain, and much faster than testing each row. */
export function mayHoldIn({ states }: ShardPlan, segment: Segment): boolean {
  return states.every((state) => state.isNegated || state.mayAnyOf(segment.items));
}

/** Whether one row of a segment matches. */
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
