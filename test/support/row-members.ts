import { rowMembers, sourceOf, unpackMember } from '../../server/storage/log/entry-codec/entry-parts.ts';

/** The entry of a packed row, put together from its members. */
export function entryFromMembers(row: readonly string[]): object {
  const members = rowMembers.flatMap(([name, find]) => {
    const member = find(row);
    if (member === null) return [];
    const value = typeof member === 'string' ? JSON.parse(member) : unpackMember(member, sourceOf(member, row));
    return [[name, value] as const];
  });
  return Object.fromEntries(members);
}
