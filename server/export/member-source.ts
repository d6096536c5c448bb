import { type PackedMember, type RowMember, sourceOf, unpackMember } from '../store/entry-codec/entry-parts.ts';
import { takeTimes } from '../store/entry-codec/entry-times.ts';

/** What a member of a record is made from. The same key, the same value, but for the times that were taken out. */
export interface MemberSource {
  readonly key: string;
  /** In order, to be put back; null where none were taken out. */
  readonly times: readonly string[] | null;
  readonly value: () => unknown;
  /** The value with its times. */
  readonly whole: () => unknown;
}

/** Reads no more of the row than it has to, and parses nothing. */
export function memberSource(member: RowMember, row: readonly string[]): MemberSource {
  if (typeof member === 'string') {
    const value = () => JSON.parse(member) as unknown;
    return { key: member, times: null, value, whole: value };
  }
  const source = sourceOf(member, row);
  const whole = () => unpackMember(member, sourceOf(member, row));
  const times = withoutTimes(member, source);
  const key = source.length === 1 ? (source[0] ?? '') : source.join('\n');
  return { key, times, value: () => unpackMember(member, source), whole };
}

function withoutTimes({ timesIn }: PackedMember, source: string[]): readonly string[] | null {
  const taken = timesIn === undefined ? null : takeTimes(source[0] ?? '[]', timesIn);
  if (taken === null) return null;
  source[0] = taken.untimed;
  return taken.times;
}
