import { entryJson } from '../store/entry-codec/entry-codec.ts';
import { type PackedMember, packedRow, rowMembers } from '../store/entry-codec/entry-parts.ts';
import { putTimes, splitAtTimes } from '../store/entry-codec/entry-times.ts';
import { memberSource } from './member-source.ts';
import { BoundedMap } from './redaction/bounded-map.ts';
import { detached } from './redaction/detached.ts';

// Headers, cookies and decisions repeat from request to request.
const MAX_KNOWN = 2_000;
const LONGEST_KNOWN = 4_096;

/** The members of a record in order, each with what stands before it in JSON. */
export const recordSteps = rowMembers.map(([name, find], place) => ({
  name,
  find,
  before: `${place === 0 ? '{' : ','}${JSON.stringify(name)}:`,
}));

/** Makes the JSON of members that are not JSON in the row. Remembers what it made. */
export class MemberJson {
  /** The JSON, or what stands around its times. */
  readonly #known = new Map<string, BoundedMap<string | readonly string[]>>();

  of(name: string, member: PackedMember, row: readonly string[]): string {
    const { key, times, value, whole } = memberSource(member, row);
    const known = this.#ofName(name);
    let made = known.get(key);
    if (made === undefined) {
      const json = JSON.stringify(value());
      const around = times === null ? json : splitAtTimes(json, times.length);
      // A text like a place for a time is in it: the row says what it is.
      if (around === null) return JSON.stringify(whole());
      made = around;
      if (key.length <= LONGEST_KNOWN) known.set(detached(key), made);
    }
    return typeof made === 'string' ? made : putTimes(made, times ?? []);
  }

  #ofName(name: string): BoundedMap<string | readonly string[]> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fresh = new BoundedMap<string | readonly string[]>(MAX_KNOWN);
    this.#known.set(name, fresh);
    return fresh;
  }
}

/** Makes the JSON of entries from rows of the log, one after the other, with nothing left out. */
export function createEntryJson(): (row: string) => string {
  const members = new MemberJson();
  return (text) => {
    const row = packedRow(text);
    if (row === null) return entryJson(text);
    let json = '';
    for (const { name, find, before } of recordSteps) {
      const member = find(row);
      json += before + (typeof member === 'string' ? member : members.of(name, member, row));
    }
    return `${json}}`;
  };
}
