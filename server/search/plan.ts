import type { Condition, FilterTerm } from '../contract/filter/filter.ts';
import { momentOf } from '../contract/filter/values.ts';
import { type Facts, NO_STATUS } from './facts.ts';
import { fieldNumber } from './fields.ts';
import { flagOf } from './flags.ts';
import { type TextPredicate, textPredicate } from './text-predicate.ts';

/** A number of an entry that must be within two inclusive bounds, or outside of them. */
export interface RangeTest {
  readonly column: 'id' | 'atMs' | 'status' | 'durationMs' | 'bytes';
  readonly min: number;
  readonly max: number;
  readonly isNegated: boolean;
}

export interface TextTest {
  readonly predicate: TextPredicate;
  readonly isNegated: boolean;
}

/** A filter in the form in which entries are tested, cheap tests first. All of them must match. */
export interface Plan {
  readonly flagsWanted: number;
  readonly flagsRefused: number;
  readonly ranges: readonly RangeTest[];
  readonly texts: readonly TextTest[];
  /** Whether a test uses a regex, whose run time is unbounded. */
  readonly hasRegex: boolean;
}

/** The plan of a filter. `nowMs` is the reference for times of day. */
export function planOf(terms: readonly FilterTerm[], nowMs: number): Plan {
  const plan = { flagsWanted: 0, flagsRefused: 0, ranges: [] as RangeTest[], texts: [] as TextTest[], hasRegex: false };
  for (const { condition, isNegated } of terms) {
    const step = stepOf(condition, nowMs);
    if ('flag' in step) {
      if (isNegated) plan.flagsRefused |= step.flag;
      else plan.flagsWanted |= step.flag;
    } else if ('predicate' in step) {
      plan.texts.push({ ...step, isNegated });
      plan.hasRegex ||= 'match' in condition && condition.match.type === 'regex';
    } else plan.ranges.push({ ...step, isNegated });
  }
  return plan;
}

function stepOf(
  condition: Condition,
  nowMs: number,
): { flag: number } | { predicate: TextPredicate } | Omit<RangeTest, 'isNegated'> {
  switch (condition.key) {
    case 'engine':
    case 'kind':
    case 'is':
    case 'op':
    case 'store':
      return { flag: flagOf(condition.key, condition.word) };
    case 'status-code':
      return { column: 'status', min: condition.min, max: condition.max ?? NO_STATUS - 1 };
    case 'id':
      return { column: 'id', min: condition.min, max: condition.max ?? Number.MAX_SAFE_INTEGER };
    case 'larger-than':
      return { column: 'bytes', min: condition.than + 1, max: Number.POSITIVE_INFINITY };
    case 'slower-than':
      return { column: 'durationMs', min: nextFloat(condition.than), max: Number.POSITIVE_INFINITY };
    case 'after':
      return { column: 'atMs', min: momentOf(condition.time, nowMs), max: Number.POSITIVE_INFINITY };
    case 'before':
      return { column: 'atMs', min: Number.NEGATIVE_INFINITY, max: justBefore(momentOf(condition.time, nowMs)) };
    default:
      return { predicate: textPredicate(condition) };
  }
}

/** Whether one entry matches, without an index. */
export function holds(plan: Plan, facts: Facts): boolean {
  if ((facts.flags & plan.flagsWanted) !== plan.flagsWanted || (facts.flags & plan.flagsRefused) !== 0) return false;
  for (const { column, min, max, isNegated } of plan.ranges) {
    const value = facts[column];
    if ((value >= min && value <= max) === isNegated) return false;
  }
  return plan.texts.every(({ predicate, isNegated }) => anyText(predicate, facts) !== isNegated);
}

function anyText({ fields, test }: TextPredicate, { groups }: Facts): boolean {
  return groups.some((group) =>
    group.some(([field, text]) => (fields & (1 << fieldNumber[field])) !== 0 && test(text)),
  );
}

/**
 * The largest time before `ms`. Times are whole milliseconds or fractions of one, and none is between this time and
 * `ms`.
 */
function justBefore(ms: number): number {
  return ms - 1e-3;
}

/** The smallest 32-bit float above a number. Durations are stored as such floats. */
function nextFloat(value: number): number {
  const [float] = new Float32Array([value]);
  if (float === undefined || float > value) return float ?? value;
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, float);
  view.setInt32(0, view.getInt32(0) + 1);
  return view.getFloat32(0);
}
